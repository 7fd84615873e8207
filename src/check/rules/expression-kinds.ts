import { childrenOf } from "../../assertion/expression-children.ts";
import type { Expression } from "../../ir/expression.ts";
import type { Family } from "../fields/value-kinds.ts";

/** The kind of value that an expression has; `null` is compatible with every kind. */
export type Kind = Family | "null";

type Columns = Readonly<Record<string, Kind>>;

type KindReaders = {
  readonly [K in Expression["kind"]]: (expression: Extract<Expression, { kind: K }>, columns: Columns) => Kind;
};

const isCondition = (): Kind => "boolean";

const KINDS: KindReaders = {
  column: ({ name }, columns) => columns[name] ?? "other",
  literal: ({ literal }) => (literal.kind === "string" ? "text" : literal.kind),
  date: () => "date",
  timestamp: () => "timestamp",
  binary: ({ operator }) => {
    if (operator === "||") return "text";
    return ["+", "-", "*"].includes(operator) ? "number" : "boolean";
  },
  not: isCondition,
  is_null: isCondition,
  in: isCondition,
  between: isCondition,
  like: isCondition,
  negate: () => "number",
  call: (expression, columns) => callKind(expression, columns),
  case: ({ branches, otherwise }, columns) =>
    firstKnown([...branches.map(({ result }) => result), ...(otherwise ? [otherwise] : [])], columns),
};

/** The kind of value that an expression has. */
export function kindOf<K extends Expression["kind"]>(
  expression: Extract<Expression, { kind: K }>,
  columns: Columns,
): Kind {
  // The cast is safe: in `KindReaders`, each entry takes the expression of its kind.
  const read = KINDS[expression.kind as K] as (one: Extract<Expression, { kind: K }>, columns: Columns) => Kind;
  return read(expression, columns);
}

function callKind(call: Extract<Expression, { kind: "call" }>, columns: Columns): Kind {
  if (call.name === "coalesce") return firstKnown(call.arguments, columns);
  return ["lower", "upper", "trim"].includes(call.name) ? "text" : "number";
}

function firstKnown(expressions: readonly Expression[], columns: Columns): Kind {
  return expressions.map((expression) => kindOf(expression, columns)).find((kind) => kind !== "null") ?? "null";
}

const TAKES: Readonly<Record<string, Kind>> = {
  lower: "text",
  upper: "text",
  trim: "text",
  length: "text",
  abs: "number",
  round: "number",
};

/** Every pair of kinds that databases compare or combine in different ways, as words for a message. */
export function mismatches(expression: Expression, columns: Columns): readonly (readonly [string, string])[] {
  const kind = (one: Expression) => kindOf(one, columns);
  const pair = (left: Expression, right: Expression) => differing(kind(left), kind(right));
  const wants = (operand: Expression, wanted: Kind) => differing(kind(operand), wanted);
  const inside = childrenOf(expression).flatMap((child) => mismatches(child, columns));
  switch (expression.kind) {
    case "binary":
      return [...inside, ...binary(expression, { pair, wants })];
    case "not":
      return [...inside, ...wants(expression.operand, "boolean")];
    case "negate":
      return [...inside, ...wants(expression.operand, "number")];
    case "in":
      return [...inside, ...expression.values.flatMap((value) => pair(expression.operand, value))];
    case "between":
      return [...inside, ...pair(expression.operand, expression.low), ...pair(expression.operand, expression.high)];
    case "like":
      return [...inside, ...wants(expression.operand, "text")];
    case "call":
      return [...inside, ...callMismatches(expression, { pair, wants })];
    case "case":
      return [...inside, ...expression.branches.flatMap(({ when }) => wants(when, "boolean"))];
    default:
      return inside;
  }
}

interface Judges {
  readonly pair: (left: Expression, right: Expression) => readonly (readonly [string, string])[];
  readonly wants: (operand: Expression, wanted: Kind) => readonly (readonly [string, string])[];
}

function binary({ operator, left, right }: Extract<Expression, { kind: "binary" }>, { pair, wants }: Judges) {
  if (operator === "and" || operator === "or") return [...wants(left, "boolean"), ...wants(right, "boolean")];
  if (operator === "||") return [...wants(left, "text"), ...wants(right, "text")];
  return ["+", "-", "*"].includes(operator) ? [...wants(left, "number"), ...wants(right, "number")] : pair(left, right);
}

function callMismatches({ name, arguments: given }: Extract<Expression, { kind: "call" }>, { pair, wants }: Judges) {
  const [first, ...rest] = given;
  if (first === undefined) return [];
  return name === "coalesce"
    ? rest.flatMap((one) => pair(first, one))
    : given.flatMap((one) => wants(one, TAKES[name] ?? "other"));
}

const WORDS: Readonly<Record<Kind, string>> = {
  text: "a string",
  number: "a number",
  boolean: "true or false",
  date: "a date",
  time: "a time of day",
  timestamp: "a timestamp",
  other: "a nested value",
  null: "null",
};

function differing(left: Kind, right: Kind): readonly (readonly [string, string])[] {
  return left === right || left === "null" || right === "null" ? [] : [[WORDS[left], WORDS[right]]];
}
