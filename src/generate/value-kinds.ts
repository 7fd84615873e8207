import type { CheckNode } from "../engine/check-expression.ts";
import type { LiveColumn } from "../engine/schema.ts";

/** The kinds of values that a CHECK constraint and a contract compare alike. */
export type ValueKind = "int" | "decimal" | "float" | "text" | "bool" | "date" | "local" | "instant";

const KINDS: Readonly<Record<string, ValueKind>> = {
  int2: "int",
  int4: "int",
  int8: "int",
  numeric: "decimal",
  float4: "float",
  float8: "float",
  text: "text",
  varchar: "text",
  bool: "bool",
  date: "date",
  timestamp: "local",
  timestamptz: "instant",
};

/** Casts that change no comparison of a value of the kind. */
const CASTS: Readonly<Partial<Record<ValueKind, readonly string[]>>> = {
  text: ["text", "character varying"],
  int: ["bigint", "integer", "numeric"],
  decimal: ["numeric"],
  float: ["double precision"],
};

/** The kind of a column in a constraint. Undefined if its values compare in another way than those of a contract, such as those of citext. */
export function kindOf({ typeName, isArray, labels }: LiveColumn, node: CheckNode): ValueKind | undefined {
  const kind = isArray ? undefined : labels === undefined ? KINDS[typeName] : "text";
  if (kind === undefined || node.kind !== "column") return undefined;
  return node.cast === undefined || CASTS[kind]?.includes(node.cast) ? kind : undefined;
}

/** True for the text of an integer. */
export function wholeNumber(text: string): boolean {
  return /^-?\d+$/.test(text);
}
