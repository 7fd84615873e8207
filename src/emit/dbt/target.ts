import * as sql from "../../dialect/quote.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Field, Type } from "../../ir/field.ts";
import { Code } from "../../text/quote/code.ts";
import type { Adapter, DbtOptions } from "./options.ts";
import type { BuiltNode, Node, Plan } from "./plan.ts";
import { dataType } from "./types.ts";

/** One adapter's project in the making: what everything in it is decided by. */
export interface Target {
  readonly adapter: Adapter;
  readonly options: DbtOptions;
  readonly plan: Plan;
}

/** A column of a model: its name and type, and the contract's field where there is one. */
export interface Column {
  readonly name: string;
  readonly type: Type;
  readonly field?: Field;
}

/** The columns of a contract. */
export function columnsOf(contract: Contract): readonly Column[] {
  return contract.dataset.fields.map((field) => ({ name: field.name, type: field.type, field }));
}

/** How a model is kept in the warehouse. */
export function materialization(node: Node): "view" | "table" | "incremental" {
  if (node.kind === "staging") return "view";
  if (node.model.kind === "sql") return node.model.materialized;
  return node.model.scd === 0 ? "incremental" : "table";
}

/**
 * `cast(amount as decimal(10, 2)) as amount`, reading the column as `expression` when it is not called by its bare name. An expression of
 * several lines stands below the bracket, as deep as a select list has it.
 */
export function castColumn({ name, type, field }: Column, adapter: Adapter, expression?: Code): Code {
  const identifier = sql.identifier(name, adapter).text;
  const lines = (expression?.text ?? identifier).split("\n");
  const typed = `${lines.join("\n            ")} as ${dataType(type, adapter).text}`;
  const written = `cast(${lines.length === 1 ? typed : `\n            ${typed}\n        `}) as ${identifier}`;
  return field === undefined ? Code.trusted(written) : Code.trusted(written).at(field.origin);
}

/** The fields that tell the rows of a contract apart. */
export function primaryKey(contract: Contract | undefined): readonly string[] {
  return contract?.dataset.keys.find((key) => key.kind === "primary")?.fields ?? [];
}

/** True when two lists name the same columns, in any order. */
export function sameColumns(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}

/** What a built model's files are traced back to. */
export function originsOf({ model, contract, of }: BuiltNode) {
  const written = model.kind === "sql" ? [model.sqlOrigin] : [];
  return [model.origin, ...written, ...(contract ? [contract.origin] : []), ...(of ? [of.origin] : [])];
}
