import { describe, expect, it } from "vitest";
import { rowKey } from "../../src/assertion/columns.ts";
import type { QueryContext } from "../../src/assertion/define.ts";
import { violationsQuery } from "../../src/assertion/query.ts";
import { dialects, type SqlDialect } from "../../src/dialect/registry.ts";
import { Code, code } from "../../src/text/quote/code.ts";
import { contractIr } from "../emit/dbt/project.ts";

const TEXT = `
dataset: { kind: table, primary_key: [id] }
schema:
  properties:
    id: { type: integer }
    name: { type: string }
    ratio: { type: double }
    day: { type: date }
    tags: { type: array, items: { type: string } }
quality:
  - `;

/** The query of a rule over a relation, or why there is none. */
function queryOf(rule: string, dialect: SqlDialect = "duckdb", tables: readonly string[] = ["orders"]): string {
  const [contract] = contractIr(TEXT + rule).contracts;
  const assertion = contract?.dataset.assertions.find(({ id }) => id === "orders.rule");
  if (contract === undefined || assertion === undefined) throw new Error("no such rule");
  const context: QueryContext = {
    dialect: dialects[dialect],
    relation: code`read_parquet('orders.parquet')`,
    fields: contract.dataset.fields,
    key: rowKey(contract),
    tables: { has: (name) => tables.includes(name), get: () => code`lake.orders` },
  };
  const query = violationsQuery(assertion, context);
  return query instanceof Code ? query.text : `none: ${query.why}`;
}

describe("a query for violations reads any relation", () => {
  it.each([
    [
      "{ rule: not_null, name: rule, field: name }",
      "select id, name\nfrom read_parquet('orders.parquet')\nwhere name is null",
    ],
    [
      "{ rule: not_null, name: rule, field: name, where: 'id > 1' }",
      "select id, name\nfrom read_parquet('orders.parquet')\nwhere (id > 1) and (name is null)",
    ],
    [
      "{ rule: range, name: rule, field: ratio, minimum: 0, exclusive_maximum: 1 }",
      "select id, ratio\nfrom read_parquet('orders.parquet')\nwhere ratio < 0 or ratio >= 1 or isnan(ratio)",
    ],
    [
      "{ rule: row_count, name: rule, min: 2, max: 5, where: 'id > 1' }",
      "with counted as (\n    select count(*) as total_rows\n    from read_parquet('orders.parquet')\n    where id > 1\n)\n" +
        "select *\nfrom counted\nwhere total_rows < 2 or total_rows > 5",
    ],
    [
      "{ rule: distinct_count, name: rule, field: name, max: 5, where: 'id > 1' }",
      "with counted as (\n    select count(distinct name) as distinct_values\n    from read_parquet('orders.parquet')\n" +
        "    where id > 1\n)\nselect *\nfrom counted\nwhere distinct_values > 5",
    ],
    [
      "{ rule: equal_row_count, name: rule, dataset: orders }",
      "with counted as (\n    select\n        (select count(*) from read_parquet('orders.parquet')) as total_rows,\n" +
        "        (select count(*) from lake.orders) as other_rows\n)\nselect *\nfrom counted\nwhere total_rows <> other_rows",
    ],
  ])("%s", (rule, query) => {
    expect(queryOf(rule)).toBe(query);
  });

  it.each([
    [
      "{ rule: distinct_count, name: rule, field: name, min: 2 }",
      "mysql",
      "count(distinct name collate utf8mb4_0900_bin) as distinct_values",
    ],
    ["{ rule: length, name: rule, field: id, min: 1 }", "mysql", "char_length(id) < 1"],
    ["{ rule: matches, name: rule, field: name, pattern: 'a$' }", "spark", "name rlike 'a\\\\z'"],
  ] as const)("in every dialect: %s on %s", (rule, dialect, part) => {
    expect(queryOf(rule, dialect)).toContain(part);
  });
});

describe("a rule that SQL cannot check says why", () => {
  it.each([
    ["{ rule: freshness, name: rule, max_delay: 1h }", "it names no column with a date or a time"],
    ["{ rule: in_set, name: rule, field: name, values: [~] }", "its set of values is empty"],
    ["{ rule: reference, name: rule, field: name, to: orders.name }", '"orders" is not a table'],
    ["{ rule: equal_row_count, name: rule, dataset: orders }", '"orders" is not a table'],
    ['{ rule: in_set, name: rule, field: name, values: ["a\\0"] }', "it contains U+0000, which databases cannot store"],
  ])("%s", (rule, why) => {
    expect(queryOf(rule, "duckdb", [])).toBe(`none: ${why}`);
  });
});
