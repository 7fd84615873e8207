import type { Report } from "../diagnostics/diagnostic.ts";
import type { Coverage } from "../ir/coverage.ts";
import type { Ir } from "../ir/ir.ts";
import { Bug } from "../text/bug.ts";
import { by } from "../text/compare.ts";
import { reportCoverage } from "./coverage.ts";
import { diagnostics } from "./diagnostics.ts";
import type { EmittedFile, Emitter } from "./emitter.ts";
import { type Render, TemplateError } from "./render.ts";
import { type Override, reportBrokenTemplate } from "./templates.ts";

/** A file and the emitter that made it. */
export type OwnedFile = EmittedFile & { readonly emitter: string };

/** What all emitters made of an Ir: files sorted by path, coverage in the order of assertions. */
export interface Emitted {
  readonly files: readonly OwnedFile[];
  readonly coverage: readonly Coverage[];
  readonly diagnostics: readonly Report[];
}

/** What the emitters run with. `overrides` are the project's own templates, under the names that emitters know them by. */
export interface Run {
  readonly ir: Ir;
  readonly emitters: readonly { readonly emitter: Emitter; readonly options: unknown }[];
  readonly render: Render;
  readonly overrides?: ReadonlyMap<string, Override>;
}

/**
 * Runs every emitter; they do not see each other. A crash inside one is a bug of that emitter, and says so, unless a template of the project's
 * own is what cannot be rendered.
 */
export async function runEmitters({ ir, emitters, render, overrides = new Map() }: Run): Promise<Emitted> {
  // Lists of lists: a large project has more records than one call takes arguments.
  const files: OwnedFile[][] = [];
  const coverage: (readonly Coverage[])[] = [];
  const reports: (readonly Report[])[] = [];
  for (const { emitter, options } of emitters) {
    const { emit } = await emitter.load();
    const emission = named({ emitter: emitter.name, overrides }, () => emit({ ir, options, render }));
    if ("code" in emission) {
      reports.push([emission]);
      continue;
    }
    files.push(emission.files.map((file) => ({ ...file, emitter: emitter.name })));
    coverage.push(emission.coverage);
    reports.push(emission.diagnostics, reportCoverage(ir, emitter.name, emission.coverage));
  }
  const sorted = files.flat().sort(by((file) => file.path));
  return { files: sorted, coverage: coverage.flat(), diagnostics: [...reports.flat(), ...collisions(sorted)] };
}

interface Named {
  readonly emitter: string;
  readonly overrides: ReadonlyMap<string, Override>;
}

function named<T>({ emitter, overrides }: Named, work: () => T): T | Report {
  try {
    return work();
  } catch (error) {
    const override = error instanceof TemplateError ? overrides.get(error.template) : undefined;
    if (error instanceof TemplateError && override !== undefined) return reportBrokenTemplate(override, error);
    throw new Bug(`emitter "${emitter}" failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Two outputs at one path, also where they differ only by case: some file systems cannot tell them apart. */
function collisions(files: readonly OwnedFile[]): Report[] {
  const seen = new Map<string, OwnedFile>();
  return files.flatMap((file) => {
    const key = file.path.toLowerCase();
    const first = seen.get(key);
    seen.set(key, first ?? file);
    if (first === undefined) return [];
    const at = file.sources[0] ?? { path: file.path, start: 0, end: 0 };
    return [diagnostics.report("path-collision", at, { path: file.path, first: nameOf(first), second: nameOf(file) })];
  });
}

function nameOf(file: OwnedFile): string {
  return file.sources[0]?.path ?? file.emitter;
}
