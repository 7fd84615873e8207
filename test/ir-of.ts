import { check } from "../src/check/check.ts";
import type { Ir } from "../src/ir/ir.ts";
import { link } from "../src/link/link.ts";
import { lower } from "../src/lower/lower.ts";
import { parse } from "../src/parse/parse.ts";
import { validate } from "../src/validate/validate.ts";

/** The Ir of a project given as texts by path. Throws with every message when it has an error. */
export function irOf(files: Readonly<Record<string, string>>): Ir {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text, hash: path }));
  const parsed = parse(sources.filter(({ path }) => !/\.(sql|md)$/.test(path)));
  const documents = validate(parsed.value);
  const model = link(
    documents.value,
    sources.filter(({ path }) => path.endsWith(".sql")),
  );
  const reports = [...parsed.diagnostics, ...documents.diagnostics, ...model.diagnostics, ...check(model.value)];
  const errors = reports.filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    throw new Error(errors.map(({ code, message, at }) => `${code}: ${message} (${JSON.stringify(at)})`).join("\n"));
  return lower(model.value, "shop").value;
}
