import type { Expression } from "../ir/expression.ts";
import type { Field } from "../ir/field.ts";
import { addExact, type Exact, exact, negateExact } from "../judge/exact.ts";
import { compileExpression, type Evaluate } from "../judge/expression.ts";
import { isExact, type Scalar } from "../judge/scalar.ts";
import type { Row } from "../judge/value.ts";
import type { Edge, Interval } from "./line.ts";
import type { Proposal } from "./want.ts";

/** A row and its columns. */
export interface Given {
  readonly row: Row;
  readonly fields: readonly Field[];
}

/** The compiled expressions over the columns of a table, because the same few are computed for many rows. */
const compiled = new WeakMap<readonly Field[], WeakMap<Expression, Evaluate>>();

/** Computes an expression for the row. */
export function valueIn(expression: Expression, { row, fields }: Given): Scalar {
  const known = compiled.get(fields) ?? new WeakMap<Expression, Evaluate>();
  const evaluate = known.get(expression) ?? compileExpression(expression, fields);
  known.set(expression, evaluate);
  compiled.set(fields, known);
  return evaluate(row);
}

/** Changes of single columns after which an expression may be inside an interval. */
export function invert(expression: Expression, interval: Interval, given: Given): readonly Proposal[] {
  switch (expression.kind) {
    case "column": {
      const column = given.fields.findIndex(({ name }) => name === expression.name);
      return [{ column, want: pointOf(interval) ?? { kind: "interval", interval } }];
    }
    case "negate":
      return invert(expression.operand, mirrored(interval), given);
    case "binary":
      return invertBinary(expression, interval, given);
    case "call":
      return invertCall(expression, interval, given);
    case "case":
      return [
        ...expression.branches.map(({ result }) => result),
        ...(expression.otherwise ? [expression.otherwise] : []),
      ].flatMap((result) => invert(result, interval, given));
    default:
      return [];
  }
}

/** An interval with one value. */
function pointOf({ low, high }: Interval): { readonly kind: "equals"; readonly scalar: Scalar } | undefined {
  return low !== undefined && low === high ? { kind: "equals", scalar: low.at } : undefined;
}

/** The interval of one value. */
export function point(at: Scalar): Interval {
  const edge: Edge = { at, exclusive: false };
  return { low: edge, high: edge };
}

/** Changes both ends. One that is the same for both stays one. */
function mapped({ low, high }: Interval, change: (at: Exact) => Exact): Interval {
  const moved = (edge: Edge | undefined): Edge | undefined => {
    const at = edge && exactOf(edge.at);
    return edge && at && { ...edge, at: change(at) };
  };
  const first = moved(low);
  return { low: first, high: low === high ? first : moved(high) };
}

function mirrored(interval: Interval): Interval {
  const { low, high } = mapped(interval, negateExact);
  return { low: high, high: low };
}

/** A number as an exact one. Undefined for other scalars, NaN and infinity. */
function exactOf(scalar: Scalar): Exact | undefined {
  if (typeof scalar === "number") return Number.isFinite(scalar) ? exact(scalar) : undefined;
  return isExact(scalar) ? scalar : undefined;
}

type Binary = Extract<Expression, { kind: "binary" }>;

function invertBinary({ operator, left, right }: Binary, interval: Interval, given: Given): readonly Proposal[] {
  const [a, b] = [left, right].map((side) => exactOf(valueIn(side, given)));
  const shifted = (by: Exact) => mapped(interval, (at) => addExact(at, by));
  switch (operator) {
    case "+":
      return [
        ...(b ? invert(left, shifted(negateExact(b)), given) : []),
        ...(a ? invert(right, shifted(negateExact(a)), given) : []),
      ];
    case "-":
      return [
        ...(b ? invert(left, shifted(b), given) : []),
        ...(a ? invert(right, mirrored(shifted(negateExact(a))), given) : []),
      ];
    case "*":
      return [
        ...(b ? divided(left, b, { interval, given }) : []),
        ...(a ? divided(right, a, { interval, given }) : []),
      ];
    default:
      return [];
  }
}

/** The digits after the point of a quotient. */
const QUOTIENT_SCALE = 12;

function divided(
  factor: Expression,
  by: Exact,
  { interval, given }: { readonly interval: Interval; readonly given: Given },
): readonly Proposal[] {
  if (by.digits === 0n) return [];
  const quotient = mapped(interval, ({ digits, scale }) => ({
    digits: (digits * 10n ** BigInt(QUOTIENT_SCALE + by.scale)) / by.digits,
    scale: scale + QUOTIENT_SCALE,
  }));
  const { low, high } = quotient;
  return invert(factor, by.digits < 0n && low !== high ? { low: high, high: low } : quotient, given);
}

type Call = Extract<Expression, { kind: "call" }>;

function invertCall({ name, arguments: operands }: Call, interval: Interval, given: Given): readonly Proposal[] {
  const [first] = operands;
  if (first === undefined) return [];
  switch (name) {
    case "abs":
      return [...invert(first, interval, given), ...invert(first, mirrored(interval), given)];
    case "coalesce": {
      const known = operands.find((operand) => valueIn(operand, given) !== null) ?? first;
      return invert(known, interval, given);
    }
    case "length": {
      if (first.kind !== "column") return [];
      const column = given.fields.findIndex((field) => field.name === first.name);
      return [{ column, want: { kind: "length", interval } }];
    }
    default:
      return invert(first, interval, given);
  }
}
