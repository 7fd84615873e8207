import { describe, expect, it } from "vitest";
import { type RowReader, rowVerdict } from "../../src/assertion/row.ts";
import { withRule } from "./rule.ts";

const PROGRAM: RowReader = { name: "a validator", unit: "row", evaluates: true };
const SCHEMA: RowReader = { name: "a schema", unit: "message", evaluates: false };

function verdict(rule: string, reader: RowReader): string {
  const { contract, assertion } = withRule(rule);
  const found = rowVerdict(assertion, contract.dataset.fields, reader);
  return found.by === "nothing" ? `${found.how}${found.expected ? "" : "!"}: ${found.why}` : found.by;
}

describe("what one row decides", () => {
  it.each([
    ["{ rule: range, name: rule, field: id, minimum: 1 }", "value", "value"],
    [
      "{ rule: range, name: rule, field: id, minimum: 1, where: 'id > 0' }",
      "value",
      "unsupported: a schema has no tolerance, condition or warning",
    ],
    [
      "{ rule: range, name: rule, field: id, minimum: 1, severity: warn }",
      "documented: a rule of severity warn rejects no row",
      "unsupported: a schema has no tolerance, condition or warning",
    ],
    [
      "{ rule: range, name: rule, field: id, minimum: 1, tolerance: 0.1 }",
      "documented: it allows some violations, and one row does not show how many there are",
      "unsupported: a schema has no tolerance, condition or warning",
    ],
    [
      "{ rule: length, name: rule, field: id, min: 1 }",
      "unsupported!: the rule length does not apply to values of type int",
      "unsupported: the rule length does not apply to values of type int",
    ],
    ["{ rule: expression, name: rule, sql: 'id > 1' }", "row", "unsupported: a schema cannot compare two values"],
    [
      "{ rule: expression, name: rule, sql: 'id > 1', severity: warn }",
      "documented: a rule of severity warn rejects no row",
      "unsupported: a schema cannot compare two values",
    ],
    [
      "{ rule: unique, name: rule, field: id, severity: warn }",
      "unsupported: a validator sees one row at a time",
      "unsupported: a schema sees one message at a time",
    ],
    [
      "{ rule: distinct_count, name: rule, field: name, min: 1 }",
      "unsupported: a validator sees one row at a time",
      "unsupported: a schema sees one message at a time",
    ],
    [
      "{ rule: reference, name: rule, field: name, to: orders.name }",
      "unsupported: a validator sees one row at a time",
      "unsupported: a schema sees one message at a time",
    ],
  ])("%s", (rule, program, schema) => {
    expect(verdict(rule, PROGRAM)).toBe(program);
    expect(verdict(rule, SCHEMA)).toBe(schema);
  });
});
