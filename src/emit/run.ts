import type { Report } from "../diagnostics/diagnostic.ts";
import { hasErrors } from "../diagnostics/outcome.ts";
import type { Coverage } from "../ir/coverage.ts";
import type { Ir } from "../ir/ir.ts";
import { Bug } from "../text/bug.ts";
import { collisions } from "./collisions.ts";
import { coverageChecks } from "./coverage.ts";
import type { Emission, EmittedFile, Emitter } from "./emitter.ts";
import { hasLongNames, longPaths } from "./long-paths.ts";
import { findInParts } from "./parts.ts";
import { type Render, TemplateError } from "./render.ts";
import { hasOverride, type Override, reportBrokenTemplate } from "./templates.ts";
import { type TimeLimit, watch } from "./time-limit.ts";
import { typeLimitsOf } from "./type-limits.ts";
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
  /** The limit for emitters and templates that are not dex's own. */
  readonly limit?: TimeLimit;
  /** Receives the output part by part. The run stores no output, and awaits the sink before the next part. */
  readonly receive: Receive;
  /** Collects only the diagnostics, and creates no file that they do not need. */
  readonly findOnly?: boolean;
}

/**
 * Runs every emitter independently. An exception in an emitter is a bug, and the error names the emitter. An override that cannot be rendered is a
 * diagnostic instead.
 */
export async function runEmitters(run: Run): Promise<Report[]> {
  const { ir, emitters, receive } = run;
  const checkOf = coverageChecks(ir, { findOnly: run.findOnly === true });
  const collide = collisions();
  const reportLong = longPaths(ir);
  const limits = typeLimitsOf(ir);
  const all: Report[] = [];
  for (const { emitter, options } of emitters) {
    const { name } = emitter;
    const check = checkOf(name);
    const reports: Report[] = [];
    for await (const part of partsOf(run, { emitter, options, limits })) {
      const files = part.files.map((file) => ({ ...file, emitter: name }));
      addTo(reports, [...part.diagnostics, ...check.report(part.coverage), ...collide(files), ...reportLong(files)]);
      await receive({ files, coverage: part.coverage });
    }
    // After an error, an emitter may stop early.
    if (!hasErrors(reports)) check.end();
    addTo(all, reports);
  }
  addTo(all, limits.reports());
  return all;
}

/**
 * Returns the diagnostics of a run without creating its files. Reports about paths need the files, so all files are created if paths may collide or be too
 * long: if names are long or differ only by case, or if an emitter writes outside its folder.
 */
export async function findReports(run: Run): Promise<Report[]> {
  const folders = new Map(run.emitters.map(({ emitter: { name, folder } }) => [name, `${folder}/`.toLowerCase()]));
  let strays = hasSimilarNames(run.ir) || hasLongNames(run.ir);
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

/** Appends to a list one by one. A large project has more reports than a call can have arguments. */
function addTo<T>(list: T[], more: readonly T[]): void {
  for (const item of more) list.push(item);
}

interface Running {
  readonly emitter: Emitter;
  readonly options: unknown;
  readonly limits: ReturnType<typeof typeLimitsOf>;
}

/** The output of an emitter as a sequence of parts. */
async function* partsOf(run: Run, { emitter, options, limits }: Running): AsyncIterable<Emission> {
  const { ir, overrides = new Map<string, Override>() } = run;
  const { within, render, blame } = watch(run, emitter);
  try {
    const { emit, parts: divide, types } = await within(() => emitter.load());
    const targets = (await within(() => types?.(options, ir))) ?? [];
    limits.add(targets);
    const lossy = findLossyTypes(ir, targets);
    if (lossy.reports.length > 0) yield { files: [], coverage: [], diagnostics: lossy.reports };
    const noted = (part: Emission) => (run.findOnly ? part : { ...part, coverage: lossy.noted(part.coverage) });
    const input = { ir, options, render };
    // An override may have faults, so its files are always rendered.
    const onlyFind = run.findOnly && !hasOverride(emitter, overrides) ? divide : undefined;
    const made = await within(() => (onlyFind === undefined ? emit(input) : findInParts(onlyFind, input)));
    if (!isIterable(made)) return yield noted(checked(made));
    const parts = made[Symbol.iterator]();
    for (;;) {
      const next = await within(() => parts.next());
      if (next.done === true) return;
      yield noted(checked(next.value));
    }
  } catch (error) {
    const report = blame(error) ?? brokenTemplate(error, overrides);
    if (report !== undefined) {
      yield { files: [], coverage: [], diagnostics: [report] };
      return;
    }
    const why = error instanceof Error ? error.message : String(error);
    throw new Bug(`emitter "${emitter.name}" failed: ${why}`, { cause: error });
  }
}

function isIterable(made: Emission | Iterable<Emission>): made is Iterable<Emission> {
  return typeof made === "object" && made !== null && Symbol.iterator in made;
}

/** Validates an emission, since a plug-in written in JavaScript may return any value. */
function checked(made: Emission): Emission {
  const lists = [made?.files, made?.coverage, made?.diagnostics];
  if (!lists.every(Array.isArray))
    throw new Error("it must return an emission: an object with files, coverage and diagnostics");
  return made;
}

function brokenTemplate(error: unknown, overrides: ReadonlyMap<string, Override>): Report | undefined {
  const override = error instanceof TemplateError ? overrides.get(error.template) : undefined;
  return error instanceof TemplateError && override !== undefined ? reportBrokenTemplate(override, error) : undefined;
}
