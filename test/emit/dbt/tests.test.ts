import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { enginePattern } from "../../../src/dialect/pattern.ts";
import { dialects } from "../../../src/dialect/registry.ts";
import type { Adapter, DbtOptions } from "../../../src/emit/dbt/index.ts";
import { irOf } from "../../ir-of.ts";
import { contractIr, emitDbt } from "./project.ts";

interface Given {
  readonly tests?: DbtOptions["tests"];
  readonly adapter?: Adapter;
}

/** The data tests of a contract's staging model by name: those on the model, and those under its columns. */
function testsOf(contract: string, { tests = "native", adapter = "duckdb" }: Given = {}): Record<string, unknown> {
  const { files, diagnostics } = emitDbt(contractIr(contract), { tests, adapters: [adapter] });
  expect(diagnostics).toEqual([]);
  const yaml = files.find(({ path }) => path.endsWith("__models.yml"))?.text ?? "";
  const model = (parse(yaml) as { models: Model[] }).models[0];
  const all = [...(model?.data_tests ?? []), ...(model?.columns ?? []).flatMap(({ data_tests = [] }) => data_tests)];
  return Object.fromEntries(
    all.flatMap((test) => Object.entries(test)).map(([test, { name, ...rest }]) => [name, { test, ...rest }]),
  );
}

interface Model {
  readonly data_tests?: Record<string, { name: string }>[];
  readonly columns?: { data_tests?: Record<string, { name: string }>[] }[];
}

/** A contract with one column, and what else it says. */
function column(field: string, more = ""): string {
  return `schema: {properties: {id: {type: string}, x: ${field}}}\n${more}`;
}

function rule(field: string, text: string): string {
  return column(field, `quality: [${text}]\n`);
}

describe("a promise of a contract is held by", () => {
  it.each<[string, string, string, unknown]>([
    ["not null", column("{type: string, not_null: true}"), "orders__x__not_null", { test: "not_null" }],
    [
      "not null of most rows",
      column("{type: string}", "sla: {completeness: {min_percentage: 99.9}}"),
      "orders__x__not_null",
      { test: "dex_not_null", arguments: { tolerate: 1, in_rows: 1000 } },
    ],
    ["unique", column("{type: string, unique: true}"), "orders__x__unique", { test: "unique" }],
    [
      "unique over two columns",
      rule("{type: string}", "{rule: unique, fields: [id, x]}"),
      "orders__id_x__unique",
      { test: "dex_unique", arguments: { columns: ["id", "x"] } },
    ],
    [
      "a set of plain words",
      column("{type: string, enum: [a, b]}"),
      "orders__x__in_set",
      { test: "accepted_values", arguments: { values: ["a", "b"] } },
    ],
    [
      "a set with a quote",
      column('{type: string, enum: [a, "b\'s"]}'),
      "orders__x__in_set",
      { test: "dex_in_set", arguments: { values: ["a", "b's"] } },
    ],
    [
      "a set with a backslash",
      column("{type: string, enum: ['a\\b']}"),
      "orders__x__in_set",
      { test: "dex_in_set", arguments: { values: ["a\\b"] } },
    ],
    [
      "a set of numbers",
      column("{type: integer, enum: [1, 2]}"),
      "orders__x__in_set",
      { test: "accepted_values", arguments: { values: [1, 2], quote: false } },
    ],
    [
      "a set of decimals",
      column("{type: decimal, precision: 5, scale: 2, enum: [1.5, 2.25]}"),
      "orders__x__in_set",
      { test: "dex_in_set", arguments: { values: [1.5, 2.25], data_type: "decimal(5, 2)" } },
    ],
    [
      "a range",
      column("{type: integer, minimum: 0, exclusive_maximum: 10}"),
      "orders__x__range",
      { test: "dex_range", arguments: { minimum: 0, exclusive_maximum: 10 } },
    ],
    [
      "a range with more digits than a float has",
      column('{type: decimal, precision: 38, scale: 10, minimum: "12345678901234567890.1234567891"}'),
      "orders__x__range",
      { test: "dex_range", arguments: { minimum: "12345678901234567890.1234567891" } },
    ],
    [
      "a range of instants, which are UTC",
      column('{type: timestamp, minimum: "2026-01-01T00:00:00"}'),
      "orders__x__range",
      { test: "dex_range", arguments: { minimum: "cast('2026-01-01 00:00:00+00:00' as timestamptz)" } },
    ],
    [
      "a range of local times",
      column('{type: timestamp_local, minimum: "2026-01-01T00:00:00"}'),
      "orders__x__range",
      { test: "dex_range", arguments: { minimum: "cast('2026-01-01 00:00:00' as timestamp)" } },
    ],
    [
      "a length",
      column("{type: string, min_length: 1, max_length: 5}"),
      "orders__x__length",
      { test: "dex_length", arguments: { minimum: 1, maximum: 5 } },
    ],
    [
      "a length of a list",
      column("{type: array, items: {type: string}, max_items: 3}"),
      "orders__x__length",
      { test: "dex_length", arguments: { maximum: 3, of: "items" } },
    ],
    [
      "a pattern",
      column("{type: string, pattern: '^\\d+$'}"),
      "orders__x__matches",
      { test: "dex_matches", arguments: { pattern: "^[0-9]+$" } },
    ],
    [
      "a multiple of a decimal",
      column("{type: decimal, precision: 5, scale: 2, multiple_of: 0.05}"),
      "orders__x__multiple_of",
      { test: "dex_multiple_of", arguments: { divisor: 0.05 } },
    ],
    [
      "a multiple in a float",
      column("{type: double, multiple_of: 0.1}"),
      "orders__x__multiple_of",
      { test: "dex_multiple_of", arguments: { divisor: 0.1, odd: 1 } },
    ],
    [
      "a reference",
      column("{type: string, references: orders.id}"),
      "orders__x__reference",
      { test: "relationships", arguments: { to: "ref('stg_raw__orders')", field: "id" } },
    ],
    [
      "a reference of most rows",
      rule("{type: string}", "{rule: reference, field: x, to: orders.id, tolerance: 0.05}"),
      "orders__x__reference",
      {
        test: "dex_reference",
        arguments: { to: "ref('stg_raw__orders')", field: "id", tolerate: 5, in_rows: 100 },
      },
    ],
    [
      "a number of rows",
      rule("{type: string}", "{rule: row_count, min: 1, max: 9}"),
      "orders__row_count",
      { test: "dex_row_count", arguments: { minimum: 1, maximum: 9 } },
    ],
    [
      "a number of distinct values",
      rule("{type: string}", "{rule: distinct_count, field: x, min: 1, max: 9, where: id <> 'a'}"),
      "orders__x__distinct_count",
      { test: "dex_distinct_count", arguments: { minimum: 1, maximum: 9 }, config: { where: "id <> 'a'" } },
    ],
    [
      "a daily volume",
      column("{type: date}", "dataset: {event_time: x}\nsla: {volume: {min_daily_records: 5}}"),
      "orders__volume",
      { test: "dex_volume", arguments: { column: "x", kind: "date", minimum: 5 } },
    ],
    [
      "freshness",
      column("{type: timestamp_local}", "sla: {freshness: {max_delay: 90s, column: x}}"),
      "orders__freshness",
      { test: "dex_freshness", arguments: { column: "x", kind: "local", max_seconds: 90 } },
    ],
    [
      "an expression, with a filter and as a warning",
      rule("{type: integer}", "{rule: expression, name: big, sql: x > 1, where: id <> 'a', severity: warn}"),
      "orders__big",
      { test: "dex_expression", arguments: { expression: "x > 1" }, config: { severity: "warn", where: "id <> 'a'" } },
    ],
    [
      "info, which is a warning in dbt",
      rule("{type: integer}", "{rule: not_null, fields: [x], severity: info}"),
      "orders__x__not_null",
      { test: "not_null", config: { severity: "warn" } },
    ],
    [
      "a tolerance of rows",
      rule("{type: integer}", "{rule: not_null, fields: [x], tolerance: {max_rows: 3}}"),
      "orders__x__not_null",
      { test: "dex_not_null", arguments: { tolerate: 3 } },
    ],
    [
      "a filter with a backslash, which only an argument carries unharmed",
      rule("{type: integer}", "{rule: not_null, fields: [x], where: \"id <> 'a\\\\b'\"}"),
      "orders__x__not_null",
      { test: "dex_not_null", arguments: { row_filter: "id <> 'a\\b'" } },
    ],
  ])("a test: %s", (_, contract, name, want) => {
    expect(testsOf(contract)).toMatchObject({ [name]: want });
  });

  it.each<[string, string, string, unknown]>([
    [
      "a range with both ends in",
      column("{type: integer, minimum: 0}"),
      "orders__x__range",
      { test: "dbt_utils.accepted_range", arguments: { min_value: 0 } },
    ],
    [
      "a range with both ends out",
      column("{type: integer, exclusive_minimum: 0, exclusive_maximum: 9}"),
      "orders__x__range",
      { test: "dbt_utils.accepted_range", arguments: { min_value: 0, max_value: 9, inclusive: false } },
    ],
    [
      "a range with one end out, which the package cannot say",
      column("{type: integer, minimum: 0, exclusive_maximum: 9}"),
      "orders__x__range",
      { test: "dex_range" },
    ],
    [
      "a key of two columns, whose rows the package does not count",
      column("{type: string}", "dataset: {primary_key: [id, x]}"),
      "orders__id_x__unique",
      { test: "dex_unique" },
    ],
    [
      "two columns with NULLs, which the package would compare",
      rule("{type: string}", "{rule: unique, fields: [id, x]}"),
      "orders__id_x__unique",
      { test: "dex_unique" },
    ],
    [
      "an expression",
      rule("{type: integer}", "{rule: expression, name: big, sql: x > 1}"),
      "orders__big",
      { test: "dbt_utils.expression_is_true", arguments: { expression: "x > 1" } },
    ],
    [
      "an expression for most rows, which the package cannot say",
      rule("{type: integer}", "{rule: expression, name: big, sql: x > 1, tolerance: 0.1}"),
      "orders__big",
      { test: "dex_expression", arguments: { tolerate: 1, in_rows: 10 } },
    ],
  ])("a test of dbt_utils where it means the same: %s", (_, contract, name, want) => {
    expect(testsOf(contract, { tests: "dbt_utils" })).toMatchObject({ [name]: want });
  });

  it.each<[Adapter, string]>([
    ["duckdb", "cast('2026-01-01' as date)"],
    ["bigquery", "cast('2026-01-01' as date)"],
  ])("a date of %s", (adapter, minimum) => {
    const tests = testsOf(column("{type: date, minimum: 2026-01-01}"), { adapter });
    expect(tests).toMatchObject({ orders__x__range: { arguments: { minimum } } });
  });
});

describe("what dbt cannot test", () => {
  it.each<[string, string, string, string]>([
    [
      "a member of a struct",
      "schema: {properties: {a: {type: object, properties: {b: {type: string, not_null: true}}}}}",
      "orders.a.b.not_null",
      "inside a struct",
    ],
  ])("%s is unsupported, and the reason is given", (_, contract, assertion, why) => {
    const record = emitDbt(contractIr(contract)).coverage.find((one) => one.assertion === assertion);
    expect(record).toMatchObject({ how: "unsupported", why: expect.stringContaining(why) });
  });

  it("is expected of a topic", () => {
    const ir = contractIr(
      "dataset: {kind: topic}\ntopic: {name: orders, partitions: 1, replication_factor: 1, format: json}\nschema: {properties: {id: {type: string, required: true}}}",
    );
    const { coverage, files } = emitDbt(ir);
    expect(coverage).toMatchObject([
      { how: "unsupported", expected: true },
      { how: "unsupported", expected: true },
    ]);
    expect(files.some(({ path }) => path.includes("/models/"))).toBe(false);
  });
});

describe("a pattern", () => {
  it.each<[string, Adapter, string]>([
    ["^a$", "duckdb", "^a$"],
    ["^a$", "databricks", "^a\\z"],
    ["^(a$|[$]|\\$)$", "redshift", "^(a\\z|[$]|\\$)\\z"],
  ])("%s in %s ends at the end of the text: %s", (pattern, adapter, want) => {
    expect(enginePattern(pattern, dialects[adapter])).toBe(want);
  });
});

describe("the name of a test", () => {
  const contract = (name: string, fields: string) =>
    `contract: {name: ${name}, version: "1.0.0", owner: a@example.com}\nschema: {properties: {${fields}}}\n`;
  const required = "{type: string, not_null: true}";
  const ir = irOf({
    "contracts/a.contract.yaml": contract(
      "a",
      `b: {type: object, properties: {d: ${required}}}, b__c: ${required}, b__d: ${required}`,
    ),
    "contracts/a__b.contract.yaml": contract("a__b", `c: ${required}`),
  });
  const names = (adapter: Adapter) =>
    emitDbt(ir, { adapters: [adapter] }).files.flatMap(({ text }) => text.match(/a__b__\w+/g) ?? []);

  it("is unique in the project, and the same for every adapter", () => {
    expect(names("duckdb")).toEqual(["a__b__schema", "a__b__c__not_null", "a__b__d__not_null", "a__b__c__not_null_2"]);
    expect(names("bigquery")).toEqual(names("duckdb"));
  });
});
