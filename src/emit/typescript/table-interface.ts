import type { Contract } from "../../ir/contract.ts";
import type { Field } from "../../ir/field.ts";
import { Code } from "../../text/quote/code.ts";
import * as typescript from "../../text/quote/typescript.ts";
import { type ModuleNames, pascal } from "./names.ts";
import type { RowChecks } from "./row-checks.ts";
import { plainType } from "./types.ts";

interface Columns {
  readonly names: ModuleNames;
  readonly isNullable: RowChecks["isNullable"];
}

/** The interface of a table, and whether it refers to the contract's row. */
export interface TableInterface {
  readonly code: Code;
  readonly usesRow: boolean;
}

/** The type of a column, and whether it refers to the contract's row. */
interface ColumnType {
  readonly text: string;
  readonly usesRow: boolean;
}

/** The interface of a contract's table. */
export function tableInterface(contract: Contract, given: Columns): TableInterface {
  const columns = contract.dataset.fields.map((field) => ({ field, type: columnType(field, contract, given) }));
  const lines = columns.map(({ field, type }) => `  ${typescript.key(field.name).text}: ${type.text};\n`);
  const body = lines.length === 0 ? "" : `\n${lines.join("")}`;
  const code = Code.trusted(`export interface ${pascal(contract.name)}Table {${body}}`);
  return { code, usesRow: columns.some(({ type }) => type.usesRow) };
}

function columnType(field: Field, contract: Contract, { names, isNullable }: Columns): ColumnType {
  // A table stores every column, including those that a row as JSON may omit.
  const row = field.presence === "optional" ? `Required<${names.row}>` : names.row;
  const own = `${row}[${typescript.string(field.name).text}]`;
  const alias = aliasOf(field, own);
  // The row type already includes null for nullable columns.
  const text = alias.text === own || !isNullable(field, [field.name]) ? alias.text : `${alias.text} | null`;
  const { usesRow } = alias;
  if (contract.dataset.physical === "view") return { text: `ReadOnly<${text}>`, usesRow };
  return { text: field.default === undefined ? text : `Defaulted<${text}>`, usesRow };
}

/** The type of a column as drivers return and accept it. */
function aliasOf({ type }: Field, own: string): ColumnType {
  switch (type.kind) {
    case "int":
      return type.bits === 64 ? { text: "BigInteger", usesRow: false } : { text: own, usesRow: true };
    case "struct":
    case "map":
      return { text: `Json<NonNullable<${own}>>`, usesRow: true };
    case "enum":
    case "array":
      return { text: own, usesRow: true };
    default: {
      const { column } = plainType(type);
      return column === undefined ? { text: own, usesRow: true } : { text: column, usesRow: false };
    }
  }
}
