import { childrenOf } from "../assertion/expression-children.ts";
import type { BinaryOperator, Expression } from "../ir/expression.ts";
import type { Scalar } from "../judge/scalar.ts";
import { type Given, invert, point, valueIn } from "./invert.ts";
import type { Interval } from "./line.ts";
import type { Proposal } from "./want.ts";

/** Changes of single columns after which a condition may be true, or false. Some of them are only a step on the way. */
export function propose(condition: Expression, wanted: boolean, given: Given): readonly Proposal[] {
  switch (condition.kind) {
    case "binary":
      return proposeBinary(condition, wanted, given);
    case "not":
      return propose(condition.operand, !wanted, given);
    case "column":
      return invert(condition, point(wanted), given);
    case "is_null":
      return condition.negated !== wanted
        ? columnsOf(condition.operand, given).map((column) => ({ column, want: { kind: "null" } }))
        : known(condition.operand, given);
    case "in":
      return proposeIn(condition, condition.negated !== wanted, given);
    case "between": {
      const { operand, low, high, negated } = condition;
      const above: Expression = { kind: "binary", operator: ">=", left: operand, right: low };
      const below: Expression = { kind: "binary", operator: "<=", left: operand, right: high };
      return propose({ kind: "binary", operator: "and", left: above, right: below }, negated !== wanted, given);
    }
    case "like": {
      const { operand, pattern, negated } = condition;
      return columnsOf(operand, given).map((column) => ({
        column,
        want: { kind: "like", pattern, negated: negated === wanted },
      }));
    }
    case "case":
      return condition.branches.flatMap(({ when, result }) => [
        ...propose(when, true, given),
        ...propose(result, wanted, given),
      ]);
    case "call":
      return condition.arguments.flatMap((operand) => propose(operand, wanted, given));
    default:
      return [];
  }
}

/** The columns of an expression, by number. */
export function columnsOf(expression: Expression, given: Pick<Given, "fields">): readonly number[] {
  if (expression.kind === "column") return [given.fields.findIndex(({ name }) => name === expression.name)];
  return [...new Set(childrenOf(expression).flatMap((child) => columnsOf(child, given)))];
}

/** Values in place of the NULLs of an expression. */
function known(expression: Expression, given: Given): readonly Proposal[] {
  return columnsOf(expression, given)
    .filter((column) => (given.row[column] ?? null) === null)
    .map((column) => ({ column, want: { kind: "interval", interval: {} } }));
}

type Binary = Extract<Expression, { kind: "binary" }>;

function proposeBinary(condition: Binary, wanted: boolean, given: Given): readonly Proposal[] {
  const { operator, left, right } = condition;
  if (operator === "and" || operator === "or") {
    // Either side alone decides `or` when it is true, and `and` when it is false.
    const isEither = (operator === "or") === wanted;
    const sides = isEither ? [left, right] : [left, right].filter((side) => valueIn(side, given) !== wanted);
    return sides.flatMap((side) => propose(side, wanted, given));
  }
  const comparison = wanted ? operator : NEGATED[operator];
  if (comparison === undefined) return [];
  const missing = known(condition, given);
  return [...missing, ...compare(comparison, { left, right }, given)];
}

const NEGATED: Partial<Readonly<Record<BinaryOperator, BinaryOperator>>> = {
  "=": "<>",
  "<>": "=",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};

const MIRRORED: Partial<Readonly<Record<BinaryOperator, BinaryOperator>>> = {
  "=": "=",
  "<>": "<>",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

interface Sides {
  readonly left: Expression;
  readonly right: Expression;
}

function compare(operator: BinaryOperator, { left, right }: Sides, given: Given): readonly Proposal[] {
  return [
    ...intervals(operator, valueIn(right, given)).flatMap((interval) => invert(left, interval, given)),
    ...intervals(MIRRORED[operator] ?? "=", valueIn(left, given)).flatMap((interval) => invert(right, interval, given)),
  ];
}

/** The intervals of the values that compare with a known value. */
function intervals(operator: BinaryOperator, at: Scalar): readonly Interval[] {
  if (at === null) return [];
  if (typeof at === "boolean") return [point(operator === "<>" ? !at : at)];
  const above = (exclusive: boolean): Interval => ({ low: { at, exclusive } });
  const below = (exclusive: boolean): Interval => ({ high: { at, exclusive } });
  switch (operator) {
    case "=":
      return [point(at)];
    case "<>":
      return [above(true), below(true)];
    case "<":
    case "<=":
      return [below(operator === "<")];
    default:
      return [above(operator === ">")];
  }
}

type In = Extract<Expression, { kind: "in" }>;

function proposeIn({ operand, values }: In, isIn: boolean, given: Given): readonly Proposal[] {
  const scalars = values.map((value) => valueIn(value, given)).filter((scalar) => scalar !== null);
  if (isIn) return scalars.flatMap((scalar) => invert(operand, point(scalar), given));
  return [
    ...known(operand, given),
    ...columnsOf(operand, given).map((column): Proposal => ({ column, want: { kind: "any" } })),
  ];
}
