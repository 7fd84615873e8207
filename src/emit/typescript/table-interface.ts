import type { Contract } from "../../ir/contract.ts";
import type { Field } from "../../ir/field.ts";
import * as typescript from "../../text/quote/typescript.ts";
import { type ModuleNames, pascal } from "./names.ts";
import type { RowChecks } from "./row-checks.ts";
import { plainType } from "./types.ts";

interface Columns {
  readonly names: ModuleNames;
  readonly checks: RowChecks;
}

/** The interface of the table that a contract is about. */
export function tableInterface(contract: Contract, given: Columns): string {
  const lines = contract.dataset.fields.map(
    (field) => `  ${typescript.key(field.name).text}: ${columnType(field, contract, given)};\n`,
  );
  const body = lines.length === 0 ? "" : `\n${lines.join("")}`;
  return `export interface ${pascal(contract.name)}Table {${body}}`;
}

function columnType(field: Field, contract: Contract, { names, checks }: Columns): string {
  const own = `${names.row}[${typescript.string(field.name).text}]`;
  const alias = aliasOf(field, own);
  const isNullable = checks.isNullable(field, [field.name]);
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
