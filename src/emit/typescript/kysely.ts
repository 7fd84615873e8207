import type { Field } from "../../ir/field.ts";
import { Code } from "../../text/quote/code.ts";
import * as typescript from "../../text/quote/typescript.ts";
import type { View } from "../render.ts";
import { importFrom } from "./layout.ts";
import { pascal } from "./names.ts";
import { plainType } from "./types.ts";
import type { Module } from "./views.ts";

/** What kysely.d.ts shows: a table interface per contract that is a table or a view, and the interface of them all. */
export function kyselyView(modules: readonly Module[]): { readonly [key: string]: View } {
  const tables = firstOfEachName(modules);
  const members = tables.map(
    ({ contract: { name, dataset } }) => `  ${typescript.key(dataset.name).text}: ${pascal(name)}Table;\n`,
  );
  const interfaces = tables.map(columnsOf);
  return {
    modules: tables
      .filter((_, index) => interfaces[index]?.includes("Row["))
      .map(({ contract, names }) => importFrom("import type", [names.row], `./contracts/${contract.name}.js`)),
    tables: interfaces.map((text) => Code.trusted(text)),
    database: Code.trusted(`export interface Database {${members.length === 0 ? "" : `\n${members.join("")}`}}`),
  };
}

/** Two contracts may be about one table (a new version beside the old one, say); the interface has it once. */
function firstOfEachName(modules: readonly Module[]): readonly Module[] {
  const seen = new Set<string>();
  return modules.filter(({ contract: { dataset } }) => {
    if ((dataset.physical !== "table" && dataset.physical !== "view") || seen.has(dataset.name)) return false;
    seen.add(dataset.name);
    return true;
  });
}

function columnsOf(module: Module): string {
  const { contract } = module;
  const lines = contract.dataset.fields.map(
    (field) => `  ${typescript.key(field.name).text}: ${columnType(field, module)};\n`,
  );
  const body = lines.length === 0 ? "" : `\n${lines.join("")}`;
  return `export interface ${pascal(contract.name)}Table {${body}}`;
}

function columnType(field: Field, { contract, names, promises }: Module): string {
  const own = `${names.row}[${typescript.string(field.name).text}]`;
  const alias = aliasOf(field, own);
  const isNullable = promises.isNullable(field, [field.name]);
  // The row's own type says already whether it may be null.
  const type = alias === own || !isNullable ? alias : `${alias} | null`;
  if (contract.dataset.physical === "view") return `ReadOnly<${type}>`;
  return field.default === undefined ? type : `Defaulted<${type}>`;
}

/** The type of a column as drivers give it and take it. */
function aliasOf({ type }: Field, own: string): string {
  switch (type.kind) {
    case "int":
      return type.bits === 64 ? "BigInteger" : own;
    case "struct":
    case "map":
      return `Json<NonNullable<${own}>>`;
    case "enum":
    case "array":
      return own;
    default:
      return plainType(type).column ?? own;
  }
}
