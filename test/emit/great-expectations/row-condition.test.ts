import { describe, expect, it } from "vitest";
import { rowCondition } from "../../../src/emit/great-expectations/row-condition.ts";
import type { Type } from "../../../src/ir/field.ts";
import { parseExpression } from "../../../src/sql/expression.ts";

const TYPES: Readonly<Record<string, Type>> = {
  status: { kind: "string" },
  mood: { kind: "enum", values: ["a"] },
  level: { kind: "int", bits: 64 },
  amount: { kind: "decimal", precision: 9, scale: 2 },
  day: { kind: "date" },
  done: { kind: "bool" },
};

function conditionOf(text: string) {
  const parsed = parseExpression(text);
  if ("problem" in parsed) throw new Error(text);
  return rowCondition(parsed.expression, (column) => TYPES[column]);
}

const compared = (name: string, operator: string, parameter: unknown) => ({
  column: { name },
  operator,
  parameter,
  type: "comparison",
});
const present = (name: string) => ({ column: { name }, is_null: false, type: "nullity" });
const and = (...conditions: readonly unknown[]) => ({ conditions, type: "and" });
const or = (...conditions: readonly unknown[]) => ({ conditions, type: "or" });

describe("a filter", () => {
  it.each([
    ["status = 'shipped'", compared("status", "==", "shipped")],
    ["status <> 'shipped'", and(compared("status", "!=", "shipped"), present("status"))],
    ["level >= -3", and(compared("level", ">=", -3), present("level"))],
    ["status is null", { column: { name: "status" }, is_null: true, type: "nullity" }],
    ["mood is not null", present("mood")],
    ["done = true", compared("done", "==", true)],
    ["status in ('a', 'b')", and(compared("status", "IN", ["a", "b"]), present("status"))],
    ["level not in (1, 2)", and(compared("level", "NOT_IN", [1, 2]), present("level"))],
    [
      "status = 'a' and level = 1 or mood = 'a'",
      or(and(compared("status", "==", "a"), compared("level", "==", 1)), compared("mood", "==", "a")),
    ],
  ])("%s is a row condition", (text, want) => {
    expect(conditionOf(text)).toEqual(want);
  });

  it.each([
    "amount >= 10",
    "day = date '2020-01-01'",
    "status < 'b'",
    "status = 'it''s'",
    "status = 'a\\b'",
    "status = mood",
    "lower(status) = 'a'",
    "not (status = 'a')",
    "(status = 'a' or level = 1) and mood = 'a'",
    "level + 1 = 2",
    "level = 12345678901234567890",
    "done in (true)",
    "status like 'a%'",
  ])("%s is none: engines would not read it alike", (text) => {
    expect(conditionOf(text)).toBeUndefined();
  });

  it("is none with more comparisons than GX takes", () => {
    expect(conditionOf(Array.from({ length: 101 }, (_, index) => `level = ${index}`).join(" or "))).toBeUndefined();
    expect(conditionOf(Array.from({ length: 100 }, (_, index) => `level = ${index}`).join(" or "))).toBeDefined();
  });
});
