import type { MacroFile } from "../../ir/ir.ts";
import type { Target } from "../../ir/target.ts";
import { code, join } from "../../text/quote/code.ts";
import * as jinja from "../../text/quote/jinja.ts";
import type { EmittedFile } from "../emitter.ts";
import { header } from "../header.ts";
import type { Render } from "../render.ts";
import { pathIn } from "./files.ts";
import type { Adapter } from "./options.ts";
import { SCHEMA_MACRO } from "./template-names.ts";

const OWN = /\{%-?\s*macro\s+(?:[a-z]+__)?generate_schema_name\b/;

/** Whether the project has its own rule for the schemas of models. */
export function hasSchemaRule(macros: readonly MacroFile[] = []): boolean {
  return macros.some(({ text }) => OWN.test(text));
}

/** dbt's macro for the schemas of models, if they are plain in some targets of the profile. */
export function schemaMacro(adapter: Adapter, plain: readonly string[], render: Render): readonly EmittedFile[] {
  if (plain.length === 0) return [];
  const names = code`[${join(plain.map(jinja.string), ", ")}]`;
  const file: EmittedFile = {
    path: pathIn(adapter, "macros/dex/generate_schema_name.sql"),
    ...render(`dbt/${SCHEMA_MACRO}`, { header: header([]), plain: names }),
    language: "sql",
    sources: [],
  };
  return [file];
}

/** The names of the profile's targets in which the schema of a model replaces that of the target. */
export function plainTargets(
  outputs: readonly { readonly target: string; readonly of: string | undefined }[],
  targets: readonly Target[],
): readonly string[] {
  const plain = targets.filter(({ customSchemas }) => customSchemas === "plain").map(({ name }) => name);
  return outputs.flatMap(({ target, of }) => (of !== undefined && plain.includes(of) ? target : []));
}
