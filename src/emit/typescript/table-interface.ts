import type { Contract } from "../../ir/contract.ts";
import type { Field, Type } from "../../ir/field.ts";
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
      return jsonOf(type, own);
    case "array":
      return arrayOf(type, own);
    case "enum":
      return { text: own, usesRow: true };
    default: {
      const { column } = plainType(type);
      return column === undefined ? { text: own, usesRow: true } : { text: column, usesRow: false };
    }
  }
}

/** A value that is stored as JSON. Its numbers are not the strings of a row. */
function jsonOf(type: Type, own: string): ColumnType {
  const value = `NonNullable<${own}>`;
  return { text: hasTextNumber(type) ? `Json<unknown, ${value}>` : `Json<${value}>`, usesRow: true };
}

function hasTextNumber(type: Type): boolean {
  if (type.kind === "struct") return type.fields.some((field) => hasTextNumber(field.type));
  if (type.kind === "map") return hasTextNumber(type.values);
  if (type.kind === "array") return hasTextNumber(type.items);
  return type.kind === "decimal" || (type.kind === "int" && type.bits === 64);
}

/** An array of values, or JSON if its items contain values. */
function arrayOf(type: Extract<Type, { kind: "array" }>, own: string): ColumnType {
  const { items, itemsNullable } = type;
  if (items.kind === "struct" || items.kind === "map" || items.kind === "array") return jsonOf(type, own);
  const item = itemOf(items);
  if (item === undefined) return { text: own, usesRow: true };
  const read = itemsNullable ? `${item} | null` : item;
  return { text: `List<${read}, NonNullable<${own}>[number]>`, usesRow: true };
}

/** An item of an array as drivers return it. Undefined if that is its type in a row. */
function itemOf(type: Type): string | undefined {
  switch (type.kind) {
    case "date":
    case "timestamp":
      return "Date";
    case "bytes":
      return "Binary";
    // pg reads the items of an array as numbers, but a decimal alone as text.
    case "decimal":
      return "number";
    case "int":
      return type.bits === 64 ? "string" : undefined;
    default:
      return undefined;
  }
}
