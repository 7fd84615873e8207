import { expect, it } from "vitest";
import { sentenceOf } from "../../src/assertion/sentence.ts";
import { printExpression } from "../../src/dialect/expression.ts";
import { dialects } from "../../src/dialect/registry.ts";
import { withRule } from "./rule.ts";

it.each([
  ["{ rule: not_null, name: rule, field: name }", "name is not null"],
  [
    "{ rule: not_null, name: rule, field: name, tolerance: 0.005 }",
    "name is not null; at most 0.5% of the rows may violate it",
  ],
  [
    "{ rule: not_null, name: rule, field: name, tolerance: { max_rows: 1 } }",
    "name is not null; at most 1 row may violate it",
  ],
  ["{ rule: unique, name: rule, fields: [id, name] }", "no two rows have the same id, name"],
  ["{ rule: in_set, name: rule, field: name, values: [a, ~] }", "name is one of a, null"],
  ["{ rule: range, name: rule, field: id, minimum: 1, exclusive_maximum: 9 }", "id is at least 1 and below 9"],
  ["{ rule: length, name: rule, field: name, max: 1 }", "name has at most 1 character"],
  ["{ rule: matches, name: rule, field: name, pattern: 'a+' }", "name matches a+"],
  ["{ rule: format, name: rule, field: name, format: email }", "name has the format email"],
  ["{ rule: multiple_of, name: rule, field: id, value: 5 }", "id is a multiple of 5"],
  ["{ rule: reference, name: rule, field: name, to: orders.name }", "name exists in orders.name"],
  ["{ rule: distinct_count, name: rule, field: name, max: 1 }", "name has at most 1 distinct value"],
  ["{ rule: row_count, name: rule, min: 1 }", "the table has at least 1 row"],
  ["{ rule: volume, name: rule, column: at, min: 1, max: 5 }", "each complete day (UTC) has 1 to 5 rows"],
  [
    "{ rule: volume, name: rule, column: at, min: 1, window: 2d }",
    "each of the last 2 complete days (UTC) has at least 1 row",
  ],
  ["{ rule: equal_row_count, name: rule, dataset: orders }", "the table has as many rows as orders"],
  ["{ rule: freshness, name: rule, column: at, max_delay: 90m }", "the newest at is at most 90 minutes old"],
  ["{ rule: expression, name: rule, sql: 'id > 1', where: \"name = 'a'\" }", "id > 1, where name = 'a'"],
])("%s", (rule, sentence) => {
  const print = (part: Parameters<typeof printExpression>[0]) => printExpression(part, dialects.duckdb).text;
  expect(sentenceOf(withRule(rule).assertion, print)).toBe(sentence);
});
