import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printExpression } from "../../src/dialect/expression.ts";
import { printTimestamp } from "../../src/dialect/literals.ts";
import { dialects, type SqlDialect, sqlDialects } from "../../src/dialect/registry.ts";
import type { Expression } from "../../src/ir/expression.ts";
import { parseExpression } from "../../src/sql/expression.ts";

function parsed(text: string): Expression {
  const result = parseExpression(text);
  if ("problem" in result) throw new Error(result.problem.message);
  return result.expression;
}

describe("an expression", () => {
  it.each<[string, SqlDialect, string]>([
    ["status <> 'cancelled' or total >= 0", "duckdb", "status <> 'cancelled' or total >= 0"],
    ["(a or b) and not (c and d)", "duckdb", "(a or b) and not (c and d)"],
    ["a - (b - c)", "duckdb", "a - (b - c)"],
    ["a - b - c", "duckdb", "a - b - c"],
    ["(a + b) * 2", "duckdb", "(a + b) * 2"],
    ["a - -1", "duckdb", "a - -1"],
    ["(a || b) = 'x'", "duckdb", "a || b = 'x'"],
    ["a in (1, 2) and b not between 1 and 3", "duckdb", "a in (1, 2) and b not between 1 and 3"],
    ["a is not null", "duckdb", "a is not null"],
    ["case when a > 1 then 'x' else 'y' end = 'x'", "duckdb", "case when a > 1 then 'x' else 'y' end = 'x'"],
    ["length(name) > 3", "redshift", "len(name) > 3"],
    ["length(name) > 3", "postgres", "char_length(name) > 3"],
    ["name = 'it''s'", "bigquery", "name = 'it\\'s'"],
    ['"order" = 1', "snowflake", '"ORDER" = 1'],
    [
      "(a || b || 'c') = 'x'",
      "mysql",
      "concat(concat(a, b), 'c' collate utf8mb4_0900_bin) = 'x' collate utf8mb4_0900_bin",
    ],
    ["name = 'it''s'", "spark", "name = 'it\\'s'"],
    ["day >= date '2026-01-01'", "bigquery", "day >= cast('2026-01-01' as date)"],
  ])("%s in %s", (text, dialect, want) => {
    expect(printExpression(parsed(text), dialects[dialect]).text).toBe(want);
  });

  it.each<[SqlDialect, string]>([
    ["duckdb", "name like 'a\\b%'"],
    ["snowflake", "name like 'a\\\\b%'"],
    ["postgres", "name like 'a\\\\b%'"],
    ["bigquery", "name like 'a\\\\\\\\b%'"],
    ["spark", "name like 'a\\\\\\\\b%'"],
    ["mysql", "name like 'a\\\\\\\\b%' collate utf8mb4_0900_bin"],
  ])("has a backslash in a pattern that stands for itself in %s", (dialect, want) => {
    const operand: Expression = { kind: "column", name: "name" };
    expect(printExpression({ kind: "like", operand, pattern: "a\\b%", negated: false }, dialects[dialect]).text).toBe(
      want,
    );
  });

  it.each<[string, SqlDialect, string]>([
    ["2026-01-01T12:00:00Z", "duckdb", "cast('2026-01-01 12:00:00+00:00' as timestamptz)"],
    ["2026-01-01T12:00:00", "databricks", "cast('2026-01-01 12:00:00' as timestamp_ntz)"],
    ["2026-01-01 12:00:00+02:00", "bigquery", "cast('2026-01-01 12:00:00+02:00' as timestamp)"],
    ["2026-01-01", "snowflake", "cast('2026-01-01' as timestamp_ntz)"],
    ["2026-01-01T12:00:00Z", "spark", "cast('2026-01-01 12:00:00+00:00' as timestamp)"],
    ["2026-01-01T12:00:00Z", "mysql", "cast('2026-01-01 12:00:00' as datetime(6))"],
    ["2026-01-01 01:30:00.123456+02:00", "mysql", "cast('2025-12-31 23:30:00.123456' as datetime(6))"],
    ["2026-01-01T12:00:00-03", "mysql", "cast('2026-01-01 15:00:00' as datetime(6))"],
    ["2026-01-01T12:00:00-0330", "mysql", "cast('2026-01-01 15:30:00' as datetime(6))"],
    ["2026-01-01T12:00:00", "mysql", "cast('2026-01-01 12:00:00' as datetime(6))"],
  ])("the moment %s in %s", (value, dialect, want) => {
    expect(printTimestamp(value, dialects[dialect]).text).toBe(want);
  });

  it("never begins a comment", () => {
    const minus = (operand: Expression): Expression => ({ kind: "negate", operand });
    const one: Expression = { kind: "literal", literal: { kind: "number", value: "-1" } };
    for (const dialect of sqlDialects) {
      expect(printExpression(minus(minus(one)), dialects[dialect]).text).toBe("-(-(-1))");
      expect(
        printExpression({ kind: "binary", operator: "-", left: one, right: minus(one) }, dialects[dialect]).text,
      ).not.toContain("--");
    }
  });

  it("means the same when it is read again", () => {
    fc.assert(
      fc.property(expression, (given) => {
        const text = printExpression(given, dialects.postgres).text;
        expect(printExpression(parsed(text), dialects.postgres).text).toBe(text);
        expect(parsed(text)).toEqual(given);
      }),
      { numRuns: 1000, seed: 9 },
    );
  });
});

/** Any tree that has one spelling: no negative numbers as literals, and chains that lean to the left, as a parser builds them. */
const { expression } = fc.letrec<{ expression: Expression; leaf: Expression }>((tie) => {
  const inner = tie("expression");
  const leaf: fc.Arbitrary<Expression> = fc.oneof(
    fc.constantFrom("status", "total", "homePage", "order").map((name): Expression => ({ kind: "column", name })),
    fc.string().map((value): Expression => ({ kind: "literal", literal: { kind: "string", value } })),
    fc
      .constantFrom("0", "1.5", "1000000")
      .map((value): Expression => ({ kind: "literal", literal: { kind: "number", value } })),
    fc.constant<Expression>({ kind: "literal", literal: { kind: "boolean", value: true } }),
  );
  const binary = fc
    .tuple(fc.constantFrom("=", "<>", "<", "<=", ">", ">=", "-", "*", "+", "||", "and", "or"), inner, inner)
    .map(([operator, left, right]): Expression => ({ kind: "binary", operator, left, right }) as Expression)
    .filter((made) => made.kind !== "binary" || made.right.kind !== "binary" || made.right.operator !== made.operator);
  return {
    leaf,
    expression: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      binary,
      inner.map((operand): Expression => ({ kind: "not", operand })),
      fc.tuple(inner, fc.boolean()).map(([operand, negated]): Expression => ({ kind: "is_null", operand, negated })),
      fc
        .tuple(inner, inner, inner, fc.boolean())
        .map(([operand, low, high, negated]): Expression => ({ kind: "between", operand, low, high, negated })),
      fc
        .tuple(inner, fc.array(inner, { minLength: 1, maxLength: 3 }), fc.boolean())
        .map(([operand, values, negated]): Expression => ({ kind: "in", operand, values, negated })),
      fc
        .tuple(inner, inner)
        .map(([when, result]): Expression => ({ kind: "case", branches: [{ when, result }], otherwise: result })),
      fc
        .tuple(fc.constantFrom("lower" as const, "abs" as const), inner)
        .map(([name, argument]): Expression => ({ kind: "call", name, arguments: [argument] })),
    ),
  };
});
