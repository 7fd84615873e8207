import type { Report } from "../diagnostics/diagnostic.ts";
import { hasErrors } from "../diagnostics/outcome.ts";
import type { Coverage } from "../ir/coverage.ts";
import type { Ir } from "../ir/ir.ts";
import { Bug } from "../text/bug.ts";
import { coverageChecks } from "./coverage.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Emission, EmittedFile, Emitter } from "./emitter.ts";
import { emissionsOf, findInParts } from "./parts.ts";
import { type Render, TemplateError } from "./render.ts";
import { type Override, reportBrokenTemplate, templatesOf } from "./templates.ts";
import { findLossyTypes } from "./type-losses.ts";

/** A file and the emitter that made it. */
export type OwnedFile = EmittedFile & { readonly emitter: string };

/** Output of an emitter: files, records, or both. */
export interface Made {
  readonly files: readonly OwnedFile[];
  readonly coverage: readonly Coverage[];
}

/** Receives the output. The run awaits a returned promise. */
export type Receive = (made: Made) => unknown;

/** The input of a run. `overrides` are the project's own templates, by template name. */
export interface Run {
  readonly ir: Ir;
  readonly emitters: readonly { readonly emitter: Emitter; readonly options: unknown }[];
  readonly render: Render;
  readonly overrides?: ReadonlyMap<string, Override>;
  /** Receives the output part by part. The run stores no output, and awaits the sink before the next part. */
  readonly receive: Receive;
  /** Finds what the emitters report, and makes only the files that this needs. */
  readonly findOnly?: boolean;
}

/**
 * Runs every emitter independently. An exception in an emitter is a bug, and the error names the emitter. An override that cannot be rendered is a
 * diagnostic instead.
 */
export async function runEmitters(run: Run): Promise<Report[]> {
  const { ir, emitters, overrides = new Map(), receive } = run;
  const checkOf = coverageChecks(ir);
  const collide = collisions();
  const all: Report[] = [];
  for (const { emitter, options } of emitters) {
    const { name } = emitter;
    const { work, types } = await loaded(emitter, options, run);
    const check = checkOf(name);
    const lossy = findLossyTypes(ir, types?.(options, ir) ?? []);
    const reports = [...lossy.reports];
    for (const part of partsOf(work, { emitter: name, overrides })) {
      const files = part.files.map((file) => ({ ...file, emitter: name }));
      addTo(reports, [...part.diagnostics, ...check.report(part.coverage), ...collide(files)]);
      await receive({ files, coverage: lossy.noted(part.coverage) });
    }
    // After an error, an emitter may stop early.
    if (!hasErrors(reports)) check.end();
    addTo(all, reports);
  }
  return all;
}

/**
 * Finds what a run would report. Only files can collide, so a run that may have a collision is needed as a whole: one with names that differ
 * only by case, or with an emitter that writes outside of its folder.
 */
export async function findReports(run: Run): Promise<Report[]> {
  const folders = new Map(run.emitters.map(({ emitter: { name, folder } }) => [name, `${folder}/`.toLowerCase()]));
  let strays = hasSimilarNames(run.ir);
  const receive: Receive = (made) => {
    strays ||= made.files.some(({ path, emitter }) => !path.toLowerCase().startsWith(folders.get(emitter) ?? ""));
    return run.receive(made);
  };
  const reports = await runEmitters({ ...run, receive, findOnly: true });
  return strays ? runEmitters(run) : reports;
}

function hasSimilarNames({ contracts, pipelines }: Ir): boolean {
  const models = pipelines.flatMap((pipeline) => (pipeline.kind === "batch" ? pipeline.models : []));
  return [contracts, pipelines, models].some(
    (nodes) => new Set(nodes.map(({ name }) => name.toLowerCase())).size < new Set(nodes.map(({ name }) => name)).size,
  );
}

/** The work of an emitter: all of its output, or only what it finds. A project's own templates can have faults, so they are always rendered. */
async function loaded(emitter: Emitter, options: unknown, { ir, render, overrides, findOnly }: Run) {
  const { emit, parts, types } = await emitter.load();
  const input = { ir, options, render };
  const isOverridden = templatesOf(emitter).some((template) => overrides?.has(template));
  const work = findOnly && parts !== undefined && !isOverridden ? () => findInParts(parts, input) : () => emit(input);
  return { work, types };
}

/** Appends to a list one by one. A large project has more reports than a call can have arguments. */
function addTo<T>(list: T[], more: readonly T[]): void {
  for (const item of more) list.push(item);
}

interface Blame {
  readonly emitter: string;
  readonly overrides: ReadonlyMap<string, Override>;
}

/** The output of an emitter as a sequence of parts. */
function* partsOf(work: () => Emission | Iterable<Emission>, { emitter, overrides }: Blame): Iterable<Emission> {
  try {
    yield* emissionsOf(work());
  } catch (error) {
    const override = error instanceof TemplateError ? overrides.get(error.template) : undefined;
    if (error instanceof TemplateError && override !== undefined) {
      yield { files: [], coverage: [], diagnostics: [reportBrokenTemplate(override, error)] };
      return;
    }
    throw new Bug(`emitter "${emitter}" failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Reports files with the same path. Case is ignored, since some file systems ignore it. */
function collisions(): (files: readonly OwnedFile[]) => readonly Report[] {
  const seen = new Map<string, string>();
  return (files) =>
    files.flatMap((file) => {
      const key = file.path.toLowerCase();
      const first = seen.get(key);
      seen.set(key, first ?? nameOf(file));
      if (first === undefined) return [];
      const at = file.sources[0] ?? { path: file.path, start: 0, end: 0 };
      return [diagnostics.report("path-collision", at, { path: file.path, first, second: nameOf(file) })];
    });
}

function nameOf(file: OwnedFile): string {
  return file.sources[0]?.path ?? file.emitter;
}
