import * as sql from "../../dialect/quote.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Field, Type } from "../../ir/field.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import type { Adapter } from "./options.ts";
import { dataType } from "./types.ts";

/** A column of a model: its name and type, and the contract's field if there is one. */
export interface Column {
  readonly name: string;
  readonly type: Type;
  readonly field?: Field;
  /** The default description, if the field has none. */
  readonly description?: string;
}

/** The columns of a contract. */
export function columnsOf(contract: Contract): readonly Column[] {
  return contract.dataset.fields.map((field) => ({ name: field.name, type: field.type, field }));
}

/** The fields of a contract's primary key. */
export function primaryKey(contract: Contract | undefined): readonly string[] {
  return contract?.dataset.keys.find((key) => key.kind === "primary")?.fields ?? [];
}

/** True when two lists name the same columns, in any order. */
export function sameColumns(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}

/** The names of columns as SQL identifiers, for the YAML files. */
export function identifiers(names: readonly string[], adapter: Adapter): readonly string[] {
  return names.map((name) => sql.identifier(name, adapter).text);
}

/**
 * `cast(amount as decimal(10, 2)) as amount`. `expression` replaces the column's bare name; one of several lines goes below the parenthesis,
 * indented as in a select list.
 */
export function castColumn({ name, type, field }: Column, adapter: Adapter, expression?: Code): Code {
  const identifier = sql.identifier(name, adapter).text;
  const lines = (expression?.text ?? identifier).split("\n");
  const typed = `${lines.join("\n            ")} as ${dataType(type, adapter).text}`;
  const written = Code.trusted(
    `cast(${lines.length === 1 ? typed : `\n            ${typed}\n        `}) as ${identifier}`,
  );
  return field === undefined ? written : written.at(field.origin);
}

/** A select list as dbt's style guide has it: one column on the line of `select`, several on a line each. */
export function selectList(columns: readonly Code[]): Code {
  const list = join(columns, ",\n        ");
  return columns.length === 1 ? code`select ${list}` : code`select\n        ${list}`;
}
