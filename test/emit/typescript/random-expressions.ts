import fc from "fast-check";
import type { BinaryOperator, Expression } from "../../../src/ir/expression.ts";

/** Expressions of each kind, over the columns of `columns`. */
const columns = {
  number: ["i", "d", "f"],
  text: ["t", "u"],
  boolean: ["b", "c"],
  date: ["day"],
  timestamp: ["moment", "local"],
} as const;

const literals = {
  number: ["0", "1", "-1", "2.5", "-2.5", "0.1", "100", "0.3"],
  text: ["", "a", "A", "ab", "äß", " a ", "😀", "\uff5e", "it's", "a\\b"],
  date: ["2024-02-29", "2023-12-31"],
  timestamp: ["2024-02-29 12:00:00", "2024-02-29T12:00:00.5"],
} as const;

const COMPARISONS: readonly BinaryOperator[] = ["=", "<>", "<", "<=", ">", ">="];

/** An expression that is true, false or unknown. */
export const conditions: fc.Arbitrary<Expression> = fc.letrec<Record<"number" | "text" | "boolean", Expression>>(
  (tie) => ({
    number: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf("number"),
      binary(["+", "-", "*"], tie("number"), tie("number")),
      tie("number").map((operand): Expression => ({ kind: "negate", operand })),
      call("abs", tie("number")),
      call("coalesce", tie("number"), tie("number")),
      call("length", tie("text")),
      fc.tuple(tie("number"), fc.constantFrom("0", "1")).map(
        ([operand, places]): Expression => ({
          kind: "call",
          name: "round",
          arguments: [operand, literal("number", places)],
        }),
      ),
      choice(tie("boolean"), tie("number")),
    ),
    text: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf("text"),
      binary(["||"], tie("text"), tie("text")),
      call("lower", tie("text")),
      call("upper", tie("text")),
      call("trim", tie("text")),
      call("coalesce", tie("text"), tie("text")),
      choice(tie("boolean"), tie("text")),
    ),
    boolean: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      leaf("boolean"),
      binary(COMPARISONS, tie("number"), tie("number")),
      binary(COMPARISONS, tie("text"), tie("text")),
      binary(COMPARISONS, leaf("date"), leaf("date")),
      binary(COMPARISONS, leaf("timestamp"), leaf("timestamp")),
      binary(["=", "<>"], tie("boolean"), tie("boolean")),
      binary(["and", "or"], tie("boolean"), tie("boolean")),
      tie("boolean").map((operand): Expression => ({ kind: "not", operand })),
      predicate(tie("number")),
      predicate(tie("text")),
      predicate(leaf("date")),
      fc.tuple(tie("text"), fc.constantFrom("%", "_", "a%", "%a%", "_b", "%😀", "a\\%"), fc.boolean()).map(
        ([operand, pattern, negated]): Expression => ({
          kind: "like",
          operand,
          pattern: pattern.replace("\\", ""),
          negated,
        }),
      ),
    ),
  }),
).boolean;

function literal(kind: "number" | "text" | "date" | "timestamp", value: string): Expression {
  if (kind === "date" || kind === "timestamp") return { kind, value };
  return { kind: "literal", literal: { kind: kind === "text" ? "string" : kind, value } };
}

function leaf(kind: keyof typeof columns): fc.Arbitrary<Expression> {
  const column = fc.constantFrom(...columns[kind]).map((name): Expression => ({ kind: "column", name }));
  if (kind === "boolean") return column;
  return fc.oneof(
    column,
    fc.constantFrom(...literals[kind]).map((value) => literal(kind, value)),
  );
}

function binary(
  operators: readonly BinaryOperator[],
  left: fc.Arbitrary<Expression>,
  right: fc.Arbitrary<Expression>,
): fc.Arbitrary<Expression> {
  return fc
    .tuple(fc.constantFrom(...operators), left, right)
    .map(([operator, a, b]): Expression => ({ kind: "binary", operator, left: a, right: b }));
}

function call(
  name: "abs" | "coalesce" | "length" | "lower" | "upper" | "trim",
  ...given: readonly fc.Arbitrary<Expression>[]
): fc.Arbitrary<Expression> {
  return fc.tuple(...given).map((operands): Expression => ({ kind: "call", name, arguments: operands }));
}

function choice(when: fc.Arbitrary<Expression>, result: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc.tuple(when, result, fc.option(result, { nil: undefined })).map(
    ([one, then, otherwise]): Expression => ({
      kind: "case",
      branches: [{ when: one, result: then }],
      ...(otherwise && { otherwise }),
    }),
  );
}

/** `is null`, `in` and `between` over values of one kind. */
function predicate(value: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc.oneof(
    fc.tuple(value, fc.boolean()).map(([operand, negated]): Expression => ({ kind: "is_null", operand, negated })),
    fc
      .tuple(value, fc.array(value, { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([operand, values, negated]): Expression => ({ kind: "in", operand, values, negated })),
    fc
      .tuple(value, value, value, fc.boolean())
      .map(([operand, low, high, negated]): Expression => ({ kind: "between", operand, low, high, negated })),
  );
}
