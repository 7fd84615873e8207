import { describe, expect, it } from "vitest";
import { rowKey } from "../../src/assertion/columns.ts";
import type { QueryContext } from "../../src/assertion/define.ts";
import { violationsQuery } from "../../src/assertion/query.ts";
import { dialects, type SqlDialect } from "../../src/dialect/registry.ts";
import { Code, code } from "../../src/text/quote/code.ts";
import { withRule } from "./rule.ts";

/** The query of a rule over a relation, or the reason why there is none. */
function queryOf(rule: string, dialect: SqlDialect = "duckdb", tables: readonly string[] = ["orders"]): string {
  const { contract, assertion } = withRule(rule);
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
      "{ rule: not_null, name: rule, field: name, where: 'id > 1', tolerance: 0.05 }",
      "with looked_at as (\n    select *\n    from read_parquet('orders.parquet')\n    where id > 1\n),\n\n" +
        "violating as (\n    select id, name\n    from looked_at\n    where name is null\n)\n\n" +
        "select *\nfrom violating\n" +
        "where (select count(*) from violating) * 100 > (select count(*) from looked_at) * 5",
    ],
    [
      "{ rule: unique, name: rule, field: name }",
      "with looked_at as (\n    select *\n    from read_parquet('orders.parquet')\n),\n\n" +
        "keyed as (\n    select\n        name,\n        count(*) as _dex_key_rows\n    from looked_at\n" +
        "    where name is not null\n    group by name\n)\n\n" +
        "select looked_at.id, looked_at.name\nfrom looked_at\ninner join keyed\n    on looked_at.name = keyed.name\n" +
        "where keyed._dex_key_rows > 1",
    ],
    [
      "{ rule: volume, name: rule, column: at, min: 1, where: 'id > 1' }",
      'with dated as (\n    select floor(epoch(now()) / 86400) - 1 - floor(epoch("at") / 86400) as days_ago\n' +
        "    from read_parquet('orders.parquet')\n    where (id > 1) and \"at\" is not null\n),\n\n" +
        "daily as (\n    select\n        days_ago,\n        count(*) as day_rows\n    from dated\n    group by days_ago\n),\n\n" +
        "counted as (\n    select\n        cast(coalesce(max(days_ago), 0) + 1 - count(case when days_ago >= 0 then 1 end) as bigint) as missing_days,\n" +
        "        min(case when days_ago >= 0 then day_rows end) as fewest_rows,\n" +
        "        max(case when days_ago >= 0 then day_rows end) as most_rows\n    from daily\n)\n\n" +
        "select *\nfrom counted\nwhere missing_days > 0 or fewest_rows < 1",
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
