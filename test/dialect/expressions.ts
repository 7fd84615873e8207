import type { BinaryOperator, Expression, PortableFunction } from "../../src/ir/expression.ts";

const column = (name: string): Expression => ({ kind: "column", name });
const text = (value: string): Expression => ({ kind: "literal", literal: { kind: "string", value } });
const numeral = (value: string): Expression => ({ kind: "literal", literal: { kind: "number", value } });
const binary = (operator: BinaryOperator, left: Expression, right: Expression): Expression => ({
  kind: "binary",
  operator,
  left,
  right,
});
const truth: Expression = { kind: "literal", literal: { kind: "boolean", value: true } };

/** A condition for every operator. */
const OPERATORS: Readonly<Record<BinaryOperator, Expression>> = {
  "=": binary("=", column("name"), text("it's \\ é")),
  "<>": binary("<>", column("amount"), numeral("-1.5")),
  "<": binary("<", column("amount"), numeral("1000000")),
  "<=": binary("<=", column("amount"), column("price")),
  ">": binary(">", column("amount"), column("price")),
  ">=": binary(">=", column("amount"), column("price")),
  and: binary("and", column("flag"), truth),
  or: binary("or", column("flag"), truth),
  "+": binary("=", binary("+", column("amount"), numeral("1")), numeral("2")),
  "-": binary("=", binary("-", column("amount"), binary("-", column("price"), numeral("-1"))), numeral("2")),
  "*": binary("=", binary("*", binary("+", column("amount"), numeral("1")), column("price")), numeral("2")),
  "||": binary("=", binary("||", binary("||", column("name"), text("-")), column("code")), text("a-b")),
};

const call = (name: PortableFunction, ...given: readonly Expression[]): Expression => ({
  kind: "call",
  name,
  arguments: given,
});

/** A condition for every function. */
const FUNCTIONS: Readonly<Record<PortableFunction, Expression>> = {
  lower: binary("=", call("lower", column("name")), text("a")),
  upper: binary("=", call("upper", column("name")), text("A")),
  trim: binary("=", call("trim", column("name")), text("a")),
  length: binary(">", call("length", column("name")), numeral("1")),
  abs: binary(">", call("abs", column("amount")), numeral("1")),
  coalesce: binary("=", call("coalesce", column("name"), text("")), text("a")),
  round: binary("=", call("round", column("price"), numeral("1")), numeral("0.5")),
};

/** Conditions for every form of the portable expressions. */
export const EXPRESSIONS: Readonly<Record<Expression["kind"], readonly Expression[]>> = {
  column: [column("flag"), binary("=", column("order"), text("a")), binary("=", column("homePage"), text("a"))],
  literal: [truth, binary("=", column("name"), text("two\nlines"))],
  date: [binary(">=", column("day"), { kind: "date", value: "2026-01-01" })],
  timestamp: [
    binary(">=", column("moment"), { kind: "timestamp", value: "2026-01-01T12:00:00Z" }),
    binary(">=", column("wall"), { kind: "timestamp", value: "2026-01-01T12:00:00.123" }),
  ],
  binary: Object.values(OPERATORS),
  not: [{ kind: "not", operand: binary("and", column("flag"), truth) }],
  negate: [binary("<", { kind: "negate", operand: { kind: "negate", operand: column("amount") } }, numeral("1"))],
  is_null: [true, false].map((negated) => ({ kind: "is_null", operand: column("name"), negated })),
  in: [true, false].map((negated) => ({
    kind: "in",
    operand: column("name"),
    values: [text("a"), text("b")],
    negated,
  })),
  between: [true, false].map((negated) => ({
    kind: "between",
    operand: column("amount"),
    low: numeral("1"),
    high: numeral("3"),
    negated,
  })),
  like: [true, false].map((negated) => ({ kind: "like", operand: column("name"), pattern: "a\\_%", negated })),
  call: Object.values(FUNCTIONS),
  case: [
    binary(
      "=",
      { kind: "case", branches: [{ when: column("flag"), result: text("x") }], otherwise: text("y") },
      text("x"),
    ),
    { kind: "case", branches: [{ when: column("flag"), result: truth }] },
  ],
};
