import { describe, expect, it } from "vitest";
import type { LiveColumn } from "../../src/engine/schema.ts";
import { checkRules } from "../../src/generate/check-rules.ts";

const TYPES: Readonly<Record<string, string>> = {
  a: "int4",
  b: "int4",
  total: "numeric",
  ratio: "float8",
  code: "text",
  name: "varchar",
  fixed: "bpchar",
  mail: "citext",
  day: "date",
  at: "timestamp",
  seen: "timestamptz",
  ok: "bool",
  order: "int4",
};
const columns = Object.entries(TYPES).map(
  ([name, typeName]): LiveColumn => ({ name, typeName, declared: typeName, nullable: true, isArray: false }),
);

/** The rules of a constraint as PostgreSQL prints it, without their name. */
function rulesOf(expression: string, isValid = true) {
  const checks = [{ name: "c", expression, isValid }];
  const table = { name: "t", isView: false, columns, primaryKey: [], unique: [], references: [], checks };
  const { rules, others } = checkRules(table, () => true);
  expect(others.length).toBe(rules.length === 0 ? 1 : 0);
  return rules.map(({ name: _, ...rule }) => rule);
}

describe("a CHECK constraint", () => {
  it.each([
    ["(a >= 1)", { rule: "range", field: "a", minimum: 1 }],
    ["(5 > a)", { rule: "range", field: "a", exclusive_maximum: 5 }],
    ["(a > '-5'::integer)", { rule: "range", field: "a", exclusive_minimum: -5 }],
    ["((total >= (0)::numeric) AND (total <= 99.90))", { rule: "range", field: "total", minimum: 0, maximum: "99.90" }],
    [
      "((ratio >= (0)::double precision) AND (ratio < (1)::double precision))",
      { rule: "range", field: "ratio", minimum: 0, exclusive_maximum: 1 },
    ],
    ["(ratio >= (0)::double precision)", { rule: "expression", sql: "ratio >= 0" }],
    ["(day >= '2020-01-01'::date)", { rule: "range", field: "day", minimum: "2020-01-01" }],
    [
      "(at < '2020-01-01 00:00:00'::timestamp without time zone)",
      { rule: "range", field: "at", exclusive_maximum: "2020-01-01T00:00:00" },
    ],
    [
      "(seen >= '2020-01-01 00:00:00+00'::timestamp with time zone)",
      { rule: "range", field: "seen", minimum: "2020-01-01T00:00:00Z" },
    ],
    ["(code = ANY (ARRAY['x'::text, 'it''s'::text]))", { rule: "in_set", field: "code", values: ["x", "it's"] }],
    [
      "((name)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))",
      { rule: "in_set", field: "name", values: ["x", "y"] },
    ],
    ["((a = 1) OR (a = 2))", { rule: "in_set", field: "a", values: [1, 2] }],
    ["(length(code) <= 5)", { rule: "length", field: "code", max: 5 }],
    ["(char_length((name)::text) = 2)", { rule: "length", field: "name", min: 2, max: 2 }],
    ["(code ~ '^[a-z]+$'::text)", { rule: "matches", field: "code", pattern: "^[a-z]+$" }],
    ["(a <= b)", { rule: "expression", sql: "a <= b" }],
    ['(("order" + 1) > a)', { rule: "expression", sql: '("order" + 1) > a' }],
    ["(ok OR (code IS NULL))", { rule: "expression", sql: "(ok) or (code is null)" }],
    ["(NOT (a = b))", { rule: "expression", sql: "not (a = b)" }],
    ["(code <> ALL (ARRAY['x'::text]))", { rule: "expression", sql: "code not in ('x')" }],
  ])("%s is a rule of the same meaning", (expression, rule) => {
    expect(rulesOf(expression)).toEqual([rule]);
  });

  it.each([
    ["(lower(code) = code)"],
    ["(code ~~ 'a%'::text)"],
    ["(code ~* '^a'::text)"],
    ["(code ~ '^.+$'::text)"],
    ["(code ~ E'^\\\\d+$'::text)"],
    ["(code < 'm'::text)"],
    ["(mail = ANY (ARRAY['x'::citext]))"],
    ["(fixed = 'ab'::bpchar)"],
    ["(length(fixed) = 2)"],
    ["(octet_length(code) < 5)"],
    ["(day >= CURRENT_DATE)"],
    ["(day <= now())"],
    ["(seen >= day)"],
    ["((a)::text = '1'::text)"],
    ["((a % 2) = 0)"],
    ["((a / 2) > 1)"],
    ["(ratio > (0.1)::double precision)"],
    ["(CASE WHEN ok THEN true ELSE false END)"],
    ["((a > 0) AND (lower(code) = code))"],
    ["(a IS DISTINCT FROM b)"],
    ["((code COLLATE \"C\") = 'a'::text)"],
    ["a >"],
    ["(unknown > 0)"],
    [`${"(".repeat(500)}a > 0${")".repeat(500)}`],
  ])("%s has no rule", (expression) => {
    expect(rulesOf(expression)).toEqual([]);
  });

  it("that older rows may violate has no rule", () => {
    expect(rulesOf("(a > 0)", false)).toEqual([]);
  });
});
