import { describe, expect, it } from "vitest";
import type { Source } from "../../../src/emit/great-expectations/index.ts";
import { contractIr } from "../dbt/project.ts";
import { emitSuites, suitesOf, type WrittenExpectation } from "./project.ts";

const TEXT = `
dataset: { kind: table, primary_key: [id] }
schema:
  properties:
    id: { type: integer }
    name: { type: string }
    amount: { type: decimal, precision: 9, scale: 2 }
    ratio: { type: double }
    small: { type: float }
    day: { type: date }
    at: { type: timestamp }
    tags: { type: array, items: { type: string, max_length: 3 } }
quality:
  - `;

/** The expectation that a rule becomes on a source. */
function written(rule: string, source: Source): WrittenExpectation {
  const ir = contractIr(TEXT + rule);
  const [expectations = []] = suitesOf(emitSuites(ir, { sources: [source] })).values();
  const found = expectations.filter(({ meta }) => meta.dex.assertion.startsWith("orders.rule"));
  expect(found).toHaveLength(1);
  return found[0] as WrittenExpectation;
}

const QUERY = "unexpected_rows_expectation";
const DISTINCT = "expect_column_unique_value_count_to_be_between";
const BETWEEN = "expect_column_values_to_be_between";
const MATCH = "expect_column_values_to_match_regex";

describe("a rule is an expectation of GX where that means the same, else a query", () => {
  it.each([
    ["{ rule: not_null, name: rule, field: name }", "expect_column_values_to_not_be_null", "same"],
    ["{ rule: not_null, name: rule, field: name, tolerance: 0.001 }", "expect_column_values_to_not_be_null", "same"],
    ["{ rule: not_null, name: rule, field: name, tolerance: { max_rows: 2 } }", QUERY, "same"],
    ["{ rule: not_null, name: rule, field: name, tolerance: 0.1, where: 'id = 1' }", QUERY, "same"],
    ["{ rule: unique, name: rule, fields: [name] }", "expect_column_values_to_be_unique", "same"],
    ["{ rule: unique, name: rule, fields: [name, day] }", "expect_compound_columns_to_be_unique", "same"],
    ["{ rule: unique, name: rule, fields: [name], tolerance: 0.1 }", QUERY, "same"],
    ["{ rule: in_set, name: rule, field: name, values: [a, b] }", "expect_column_values_to_be_in_set", "same"],
    ["{ rule: in_set, name: rule, field: amount, values: [0.5] }", QUERY, "same"],
    ["{ rule: in_set, name: rule, field: name, values: [a], where: \"name <> 'it''s'\" }", QUERY, "same"],
    ["{ rule: range, name: rule, field: id, minimum: 1 }", BETWEEN, "same"],
    ["{ rule: range, name: rule, field: id, minimum: '9007199254740993' }", QUERY, "same"],
    ["{ rule: range, name: rule, field: amount, minimum: 0.25 }", BETWEEN, "same"],
    ["{ rule: range, name: rule, field: amount, minimum: 0.05 }", BETWEEN, QUERY],
    ["{ rule: range, name: rule, field: ratio, minimum: 0 }", QUERY, "same"],
    ["{ rule: range, name: rule, field: ratio, maximum: 0.1 }", BETWEEN, QUERY],
    ["{ rule: range, name: rule, field: small, maximum: 0.5 }", BETWEEN, QUERY],
    ["{ rule: range, name: rule, field: small, maximum: 0.1 }", QUERY, "same"],
    ["{ rule: range, name: rule, field: day, minimum: '2020-01-01' }", BETWEEN, QUERY],
    ["{ rule: range, name: rule, field: at, minimum: '2020-01-01T00:00:00Z' }", QUERY, "same"],
    ["{ rule: range, name: rule, field: id, minimum: 1, tolerance: 0.1 }", QUERY, "same"],
    ["{ rule: length, name: rule, field: name, min: 2 }", "expect_column_value_lengths_to_be_between", "same"],
    ["{ rule: length, name: rule, field: tags, min: 2 }", QUERY, "same"],
    ["{ rule: matches, name: rule, field: name, pattern: 'a+' }", MATCH, "same"],
    ["{ rule: format, name: rule, field: name, format: email }", MATCH, "same"],
    ["{ rule: multiple_of, name: rule, field: amount, value: 0.5 }", QUERY, "same"],
    ["{ rule: reference, name: rule, field: name, to: orders.name }", QUERY, "same"],
    ["{ rule: distinct_count, name: rule, field: name, min: 1 }", DISTINCT, "same"],
    ["{ rule: distinct_count, name: rule, field: name, max: 5, where: 'id = 1' }", DISTINCT, "same"],
    ["{ rule: distinct_count, name: rule, field: name, max: 5, where: 'amount > 1' }", QUERY, "same"],
    ["{ rule: distinct_count, name: rule, field: ratio, max: 5 }", DISTINCT, QUERY],
    ["{ rule: distinct_count, name: rule, field: at, max: 5 }", DISTINCT, QUERY],
    ["{ rule: row_count, name: rule, min: 1 }", "expect_table_row_count_to_be_between", "same"],
    ["{ rule: row_count, name: rule, min: 1, where: 'amount > 1' }", QUERY, "same"],
    ["{ rule: equal_row_count, name: rule, dataset: orders }", QUERY, "same"],
    ["{ rule: volume, name: rule, column: day, min: 1 }", QUERY, "same"],
    ["{ rule: freshness, name: rule, column: at, max_delay: 1h }", QUERY, "same"],
    ["{ rule: expression, name: rule, sql: 'id > 1' }", QUERY, "same"],
  ])("%s", (rule, postgres, pandas) => {
    expect(written(rule, "postgres").type).toBe(postgres);
    expect(written(rule, "pandas").type).toBe(pandas === "same" ? postgres : pandas);
  });

  it("tells the border of a tolerance exactly", () => {
    const mostly = (tolerance: string) =>
      written(`{ rule: not_null, name: rule, field: name, tolerance: ${tolerance} }`, "postgres").kwargs["mostly"];
    expect(mostly("0.001")).toBe(0.999);
    expect(mostly("0.3")).toBe(0.7);
    expect(mostly("1")).toBe(0);
    const query = written("{ rule: unique, name: rule, fields: [name], tolerance: 0.015 }", "postgres").kwargs;
    expect(query["unexpected_rows_query"]).toContain(
      "(select sum(_dex_key_rows - 1) from keyed) * 1000 > (select count(*) from looked_at) * 15",
    );
  });

  it("keeps the end of a pattern the end of the text, for every engine", () => {
    const rule = "{ rule: matches, name: rule, field: name, pattern: '^(a|[$(])\\$$' }";
    expect(written(rule, "postgres").kwargs["regex"]).toBe("^(a|[$(])\\$$");
    expect(written(rule, "pandas").kwargs["regex"]).toBe("^(?:a|[$(])\\$$(?!\\n)");
    expect(written(rule, "databricks").kwargs["unexpected_rows_query"]).toContain("rlike '^(a|[$(])\\\\$\\\\z'");
    expect(written(rule, "snowflake").kwargs["unexpected_rows_query"]).toContain("regexp_instr(name, ");
  });

  it("says why where there is none", () => {
    const { coverage } = emitSuites(contractIr(`${TEXT}{ rule: in_set, name: rule, field: name, values: ["a\\0b"] }`));
    const unsupported = coverage.filter(({ how }) => how === "unsupported");
    expect(unsupported.map(({ assertion, why }) => [assertion, why])).toEqual([
      ["orders.tags.items.length", "the value is inside a struct, a list or a map, and SQL checks read only columns"],
      ["orders.rule", "it contains U+0000, which databases cannot store"],
    ]);
  });
});

describe("severities", () => {
  it.each([
    ["error", "critical"],
    ["warn", "warning"],
    ["info", "info"],
  ])("%s is %s", (given, want) => {
    const rule = `{ rule: expression, name: rule, sql: "id > 1", severity: ${given} }`;
    expect(written(rule, "pandas").severity).toBe(want);
  });
});
