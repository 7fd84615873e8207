import type { Expression } from "../../ir/expression.ts";
import type { Type } from "../../ir/field.ts";
import { isUuid } from "../../ir/uuid.ts";
import type { JsonValue } from "../../text/quote/json.ts";

type Condition = { readonly [key: string]: JsonValue };
type TypeOf = (column: string) => Type | undefined;

/**
 * A filter as GX's structured `row_condition`, or undefined if the meaning would differ. It supports comparisons of a column with a literal, combined
 * by `and` and then by `or`. Strings are only compared for equality, since engines order them differently. pandas receives the condition as Python
 * code, so string literals contain no special characters.
 */
export function rowCondition(where: Expression, typeOf: TypeOf): Condition | undefined {
  const branches = chain(where, "or").map((branch) => {
    const leaves = chain(branch, "and").map((leaf) => leafConditions(leaf, typeOf));
    return leaves.includes(undefined) ? undefined : leaves.flatMap((conditions) => conditions ?? []);
  });
  const known = branches.filter((branch) => branch !== undefined);
  const count = known.reduce((sum, branch) => sum + branch.length, 0);
  if (known.length < branches.length || count > MOST) return undefined;
  const groups = known.map((conditions) => group("and", conditions));
  return group("or", groups);
}

const MOST = 100;

function group(type: "and" | "or", conditions: readonly Condition[]): Condition {
  const [first] = conditions;
  return conditions.length === 1 && first !== undefined ? first : { conditions, type };
}

/** The operands of a chain of `and` or `or`. */
function chain(expression: Expression, operator: "and" | "or"): readonly Expression[] {
  if (expression.kind !== "binary" || expression.operator !== operator) return [expression];
  return [...chain(expression.left, operator), ...chain(expression.right, operator)];
}

const OPERATORS: Readonly<Record<string, string>> = {
  "=": "==",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

function leafConditions(leaf: Expression, typeOf: TypeOf): readonly Condition[] | undefined {
  if (leaf.kind === "is_null" && leaf.operand.kind === "column")
    return harmlessName(leaf.operand.name) ? [nullity(leaf.operand.name, !leaf.negated)] : undefined;
  if (leaf.kind === "in" && leaf.operand.kind === "column") return setConditions(leaf, leaf.operand.name, typeOf);
  return leaf.kind === "binary" && leaf.left.kind === "column"
    ? comparisonConditions(leaf, leaf.left.name, typeOf)
    : undefined;
}

function comparisonConditions(
  leaf: Extract<Expression, { kind: "binary" }>,
  name: string,
  typeOf: TypeOf,
): readonly Condition[] | undefined {
  const operator = OPERATORS[leaf.operator];
  const parameter = literalOf(leaf.right, typeOf(name));
  if (operator === undefined || parameter === undefined || !harmlessName(name)) return undefined;
  const isEquality = leaf.operator === "=" || leaf.operator === "<>";
  if (!isEquality && typeof parameter !== "number") return undefined;
  // `NULL <> value` is true in pandas, and NULL in SQL.
  return [
    comparison(name, operator, parameter),
    ...(isEquality && leaf.operator === "=" ? [] : [nullity(name, false)]),
  ];
}

function setConditions(
  leaf: Extract<Expression, { kind: "in" }>,
  name: string,
  typeOf: TypeOf,
): readonly Condition[] | undefined {
  const values = leaf.values.map((value) => literalOf(value, typeOf(name)));
  const known = values.filter((value) => value !== undefined && typeof value !== "boolean");
  if (known.length < values.length || !harmlessName(name)) return undefined;
  return [comparison(name, leaf.negated ? "NOT_IN" : "IN", known), nullity(name, false)];
}

/** A literal whose comparison with a column of its type is the same in all engines. */
function literalOf(value: Expression, type: Type | undefined): string | number | boolean | undefined {
  if (value.kind !== "literal") return undefined;
  const { literal } = value;
  if (isUuid(type)) return undefined;
  if (literal.kind === "string" && (type?.kind === "string" || type?.kind === "enum"))
    return HARMLESS.test(literal.value) ? literal.value : undefined;
  if (literal.kind === "number" && type?.kind === "int")
    return /^-?\d{1,15}$/.test(literal.value) ? Number(literal.value) : undefined;
  if (literal.kind === "boolean" && type?.kind === "bool") return literal.value;
  return undefined;
}

const HARMLESS = /^[A-Za-z0-9_ .,:/+-]*$/;

function harmlessName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(name);
}

function comparison(name: string, operator: string, parameter: JsonValue): Condition {
  return { column: { name }, operator, parameter, type: "comparison" };
}

function nullity(name: string, isNull: boolean): Condition {
  return { column: { name }, is_null: isNull, type: "nullity" };
}
