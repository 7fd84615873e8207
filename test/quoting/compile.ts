import { readFileSync } from "node:fs";
import { check } from "../../src/check/check.ts";
import type { Report } from "../../src/diagnostics/diagnostic.ts";
import { hasErrors, type Outcome } from "../../src/diagnostics/outcome.ts";
import { collect } from "../../src/emit/collect.ts";
import { builtInEmitters, dbt } from "../../src/emit/registry.ts";
import { createRender } from "../../src/emit/render.ts";
import { type OwnedFile, runEmitters } from "../../src/emit/run.ts";
import type { Ir } from "../../src/ir/ir.ts";
import type { Document } from "../../src/language/document.ts";
import { link } from "../../src/link/link.ts";
import { lower } from "../../src/lower/lower.ts";
import { parse } from "../../src/parse/parse.ts";
import { validate } from "../../src/validate/validate.ts";
import { verify } from "../../src/verify/verify.ts";

/** An emitted file without its traces, which no comparison needs: hundreds of compiles are in memory at once. */
export type CompiledFile = Pick<OwnedFile, "path" | "text" | "language" | "emitter">;

/** The result of a compile: its files, or the errors that refuse the project. */
export type Compiled = { readonly files: readonly CompiledFile[] } | { readonly errors: readonly Report[] };

/** A project that is compiled in halves, each on demand and once: the adapter changes only what the dbt emitter writes. */
export interface Compile {
  /** The files of the dbt emitter for one adapter. */
  dbt(adapter: string): Promise<Compiled>;
  /** The files of every other built-in emitter. */
  others(): Promise<Compiled>;
}

const render = createRender((name) => readFileSync(`templates/${name}`, "utf8"));

/** Starts the compile of a project: the phases up to `lower` run now, the emitters and `verify` when their files are asked for. */
export function compileOf(texts: Readonly<Record<string, string>>): Compile {
  const { value: ir, diagnostics } = irOf(texts);
  const errors = diagnostics.filter(isError);
  const halves = new Map<string, Promise<Compiled>>();
  const half = (adapter: string) => {
    const made = halves.get(adapter) ?? (ir === undefined ? Promise.resolve({ errors }) : emitted(ir, adapter));
    halves.set(adapter, made);
    return made;
  };
  return { dbt: half, others: () => half(NO_ADAPTER) };
}

const NO_ADAPTER = "";

/** All files of a project, the dbt project for one adapter; or its errors. */
export async function compileFor(adapter: string, texts: Readonly<Record<string, string>>): Promise<Compiled> {
  const compile = compileOf(texts);
  const [others, dbt] = [await compile.others(), await compile.dbt(adapter)];
  if ("errors" in others) return others;
  if ("errors" in dbt) return dbt;
  const files = [...others.files, ...dbt.files];
  const paths = new Set(files.map(({ path }) => path.toLowerCase()));
  if (paths.size < files.length) throw new Error("two emitters write one path");
  return { files };
}

/** The Ir of a project; undefined when it has an error. */
function irOf(texts: Readonly<Record<string, string>>): Outcome<Ir | undefined> {
  const read = Object.entries(texts).map(([path, text]) => documentOf(path, text));
  const model = link(
    read.flatMap(({ value }) => value),
    [],
  );
  const reports = [...read.flatMap(({ diagnostics }) => diagnostics), ...model.diagnostics, ...check(model.value)];
  if (hasErrors(reports)) return { value: undefined, diagnostics: reports };
  const ir = lower(model.value, "shop");
  return hasErrors(ir.diagnostics) ? { value: undefined, diagnostics: ir.diagnostics } : ir;
}

const lastRead = new Map<string, { readonly text: string; readonly read: Outcome<readonly Document[]> }>();

/** Parses and validates one document. A case changes one document only, so the last result for each path is kept. */
function documentOf(path: string, text: string): Outcome<readonly Document[]> {
  const last = lastRead.get(path);
  if (last?.text === text) return last.read;
  const parsed = parse([{ path, text, hash: "" }]);
  const { value, diagnostics } = validate(parsed.value);
  const read = { value, diagnostics: [...parsed.diagnostics, ...diagnostics] };
  lastRead.set(path, { text, read });
  return read;
}

/** Runs the dbt emitter for an adapter, or every other emitter. A fault that `verify` finds is a bug, so it throws. */
async function emitted(ir: Ir, adapter: string): Promise<Compiled> {
  const { made, receive } = collect();
  const reports = await runEmitters({ ir, emitters: emittersFor(adapter), render, receive });
  const errors = reports.filter(isError);
  if (errors.length > 0) return { errors };
  const { files } = made();
  const unreadable = verify(files.filter(isNew));
  if (unreadable.length > 0) throw new Error(unreadable.map(({ message }) => message).join("\n"));
  return { files: files.map(({ path, text, language, emitter }) => ({ path, text, language, emitter })) };
}

const lastTexts = new Map<string, string>();

/** True when a file differs from the last one at its path: `verify` need not read the same text again. */
function isNew({ path, text }: OwnedFile): boolean {
  const isKnown = lastTexts.get(path) === text;
  lastTexts.set(path, text);
  return !isKnown;
}

/** The dbt emitter for an adapter, or every other built-in emitter with its default options. */
function emittersFor(adapter: string) {
  const { name } = dbt().emitter;
  return builtInEmitters()
    .filter(({ emitter }) => (emitter.name === name) === (adapter !== NO_ADAPTER))
    .map(({ emitter, given }) => {
      const options = emitter.readOptions(emitter.name === name ? { adapters: [adapter] } : given);
      if ("problems" in options) throw new Error(JSON.stringify(options.problems));
      return { emitter, options: options.value };
    });
}

function isError(report: Report): boolean {
  return report.severity === "error";
}
