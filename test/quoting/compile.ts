import { readFileSync } from "node:fs";
import { check } from "../../src/check/check.ts";
import type { Report } from "../../src/diagnostics/diagnostic.ts";
import { hasErrors } from "../../src/diagnostics/outcome.ts";
import { collect } from "../../src/emit/collect.ts";
import { builtInEmitters, dbt } from "../../src/emit/registry.ts";
import { createRender } from "../../src/emit/render.ts";
import { type OwnedFile, runEmitters } from "../../src/emit/run.ts";
import { link } from "../../src/link/link.ts";
import { lower } from "../../src/lower/lower.ts";
import { parse } from "../../src/parse/parse.ts";
import { validate } from "../../src/validate/validate.ts";
import { verify } from "../../src/verify/verify.ts";

/** What became of a project: its files, or the errors that refuse it. */
export type Compiled = { readonly files: readonly OwnedFile[] } | { readonly errors: readonly Report[] };

const render = createRender((name) => readFileSync(`templates/${name}`, "utf8"));

/** Every emitter that comes with dex; the dbt one for one adapter. */
function emittersFor(adapter: string) {
  return builtInEmitters().map(({ emitter, given }) => {
    const options = emitter.readOptions(emitter.name === dbt().emitter.name ? { adapters: [adapter] } : given);
    if ("problems" in options) throw new Error(JSON.stringify(options.problems));
    return { emitter, options: options.value };
  });
}

/** The phases from parse to verify, in memory. A fault that verify finds is a bug, so it throws. */
export async function compileFor(adapter: string, texts: Readonly<Record<string, string>>): Promise<Compiled> {
  const parsed = parse(Object.entries(texts).map(([path, text]) => ({ path, text, hash: "" })));
  const documents = validate(parsed.value);
  const model = link(documents.value, []);
  const found = [...parsed.diagnostics, ...documents.diagnostics, ...model.diagnostics, ...check(model.value)];
  if (hasErrors(found)) return { errors: found.filter(isError) };
  const ir = lower(model.value, "shop");
  const { made, receive } = collect();
  const reports = await runEmitters({ ir: ir.value, emitters: emittersFor(adapter), render, receive });
  const refused = [...ir.diagnostics, ...reports].filter(isError);
  if (refused.length > 0) return { errors: refused };
  const { files } = made();
  const unreadable = verify(files);
  if (unreadable.length > 0) throw new Error(unreadable.map(({ message }) => message).join("\n"));
  return { files };
}

function isError(report: Report): boolean {
  return report.severity === "error";
}
