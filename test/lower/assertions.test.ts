import { describe, expect, it } from "vitest";
import type { Assertion } from "../../src/ir/assertion.ts";
import { irOf } from "../ir-of.ts";

const CUSTOMERS = `
contract: {name: customers, version: "1.0.0", owner: data@example.com}
dataset: {primary_key: [customer_id]}
schema: {type: object, properties: {customer_id: {type: string, not_null: true}}}
`;

/** The assertions of the contract `orders`, without what is the same for all. */
function assertionsOf(text: string): Omit<Assertion, "dataset" | "origin">[] {
  const ir = irOf({ "contracts/orders.contract.yaml": text, "contracts/customers.contract.yaml": CUSTOMERS });
  const contract = ir.contracts.find(({ name }) => name === "orders");
  return (contract?.dataset.assertions ?? []).map(({ dataset, origin, ...rest }) => {
    expect(dataset).toBe("orders");
    expect(origin.path).toBe("contracts/orders.contract.yaml");
    return rest;
  });
}

const HEAD = `contract: {name: orders, version: "1.0.0", owner: data@example.com}\n`;

/** A contract in the house form of one column `a`, with whatever else is said. */
function house(column: string, rest = ""): string {
  return `${HEAD}${rest}\nschema:\n  type: object\n  properties:\n    a: ${column}\n`;
}

type Wanted = Partial<Omit<Assertion, "dataset" | "origin">> & Pick<Assertion, "id" | "rule" | "dimension">;
const SCHEMA: Wanted = { id: "orders.schema", rule: { kind: "schema", closed: false }, dimension: "conformity" };
const NOT_NULL: Wanted = {
  id: "orders.a.not_null",
  rule: { kind: "not_null", field: ["a"] },
  dimension: "completeness",
};
const UNIQUE: Wanted = { id: "orders.a.unique", rule: { kind: "unique", fields: ["a"] }, dimension: "uniqueness" };
const A = ["a"];

/** What a contract says, and the assertions it makes besides that of the schema; severity is error unless said. */
const CASES: Readonly<Record<string, readonly [text: string, ...assertions: readonly Wanted[]]>> = {
  // Columns
  nothing: [house("{type: string}")],
  "not null": [house("{type: string, not_null: true}"), NOT_NULL],
  "nullable: false": [house("{type: string, nullable: false}"), NOT_NULL],
  required: [house("{type: string, required: true}"), NOT_NULL],
  "required, but nullable": [house("{type: string, required: true, nullable: true}")],
  "a required list": [`${HEAD}schema: {type: object, required: [a], properties: {a: {type: string}}}`, NOT_NULL],
  unique: [house("{type: string, unique: true}"), UNIQUE],
  "a primary key is not null, and unique": [house("{type: string}", "dataset: {primary_key: [a]}"), NOT_NULL, UNIQUE],
  "a primary key that is unique already": [
    house("{type: string, unique: true}", "dataset: {primary_key: [a]}"),
    NOT_NULL,
    UNIQUE,
  ],
  "a primary key at the column": [house("{type: string, primary_key: true}"), NOT_NULL, UNIQUE],
  "a primary key of two columns": [
    `${HEAD}dataset: {primary_key: [a, b]}\nschema: {type: object, properties: {a: {type: string}, b: {type: string}}}`,
    NOT_NULL,
    { id: "orders.b.not_null", rule: { kind: "not_null", field: ["b"] }, dimension: "completeness" },
    { id: "orders.a_b.unique", rule: { kind: "unique", fields: ["a", "b"] }, dimension: "uniqueness" },
  ],
  values: [
    house("{type: string, enum: [x, Y]}"),
    {
      id: "orders.a.in_set",
      rule: {
        kind: "in_set",
        field: A,
        values: [
          { kind: "string", value: "x" },
          { kind: "string", value: "Y" },
        ],
      },
      dimension: "conformity",
    },
  ],
  "values with null among them": [
    house("{type: integer, enum: [1, null]}"),
    {
      id: "orders.a.in_set",
      rule: { kind: "in_set", field: A, values: [{ kind: "number", value: "1" }] },
      dimension: "conformity",
    },
  ],
  "a range": [
    house("{type: decimal, precision: 10, scale: 2, minimum: 0, maximum: '12345678901234567.25'}"),
    {
      id: "orders.a.range",
      rule: {
        kind: "range",
        field: A,
        minimum: { value: "0", exclusive: false },
        maximum: { value: "12345678901234567.25", exclusive: false },
      },
      dimension: "accuracy",
    },
  ],
  "an exclusive range": [
    house("{type: integer, exclusive_minimum: 0, exclusiveMaximum: 10}"),
    {
      id: "orders.a.range",
      rule: {
        kind: "range",
        field: A,
        minimum: { value: "0", exclusive: true },
        maximum: { value: "10", exclusive: true },
      },
      dimension: "accuracy",
    },
  ],
  "a range of dates": [
    house("{type: date, minimum: '2026-01-01'}"),
    {
      id: "orders.a.range",
      rule: { kind: "range", field: A, minimum: { value: "2026-01-01", exclusive: false } },
      dimension: "accuracy",
    },
  ],
  "a length": [
    house("{type: string, min_length: 1, maxLength: 5}"),
    {
      id: "orders.a.length",
      rule: { kind: "length", field: A, of: "string", minimum: 1, maximum: 5 },
      dimension: "conformity",
    },
  ],
  "a number of items": [
    house("{type: array, items: {type: string, max_length: 3}, min_items: 1}"),
    { id: "orders.a.length", rule: { kind: "length", field: A, of: "items", minimum: 1 }, dimension: "conformity" },
    {
      id: "orders.a.items.length",
      rule: { kind: "length", field: ["a", "[]"], of: "string", maximum: 3 },
      dimension: "conformity",
    },
  ],
  "a pattern": [
    house("{type: string, pattern: '^[A-Z]+$'}"),
    { id: "orders.a.matches", rule: { kind: "matches", field: A, pattern: "^[A-Z]+$" }, dimension: "conformity" },
  ],
  "a multiple": [
    house("{type: decimal, precision: 10, scale: 2, multiple_of: 0.05}"),
    { id: "orders.a.multiple_of", rule: { kind: "multiple_of", field: A, divisor: "0.05" }, dimension: "accuracy" },
  ],
  "a reference": [
    house("{type: string, references: customers.customer_id}"),
    {
      id: "orders.a.reference",
      rule: {
        kind: "reference",
        field: A,
        to: { dataset: "customers", field: "customer_id" },
        toType: { kind: "string" },
      },
      dimension: "consistency",
    },
  ],
  "a member of an object": [
    house("{type: object, properties: {b: {type: integer, not_null: true, minimum: 1}}}"),
    { id: "orders.a.b.not_null", rule: { kind: "not_null", field: ["a", "b"] }, dimension: "completeness" },
    {
      id: "orders.a.b.range",
      rule: { kind: "range", field: ["a", "b"], minimum: { value: "1", exclusive: false } },
      dimension: "accuracy",
    },
  ],
  // Rules
  "rule not_null": [
    house("{type: string}", "quality: [{rule: not_null, field: a, severity: warn}]"),
    { ...NOT_NULL, severity: "warn" },
  ],
  "rule not_null with a tolerance in rows": [
    house("{type: string}", "quality: [{rule: not_null, fields: [a], tolerance: {max_rows: 5}}]"),
    { ...NOT_NULL, tolerance: { max: "5", unit: "rows" } },
  ],
  "rule unique": [
    `${HEAD}quality: [{rule: unique, fields: [a, b], tolerance: 0.01}]\nschema: {type: object, properties: {a: {type: string}, b: {type: string}}}`,
    {
      id: "orders.a_b.unique",
      rule: { kind: "unique", fields: ["a", "b"] },
      tolerance: { max: "0.01", unit: "fraction" },
      dimension: "uniqueness",
    },
  ],
  "rule in_set": [
    house("{type: integer}", "quality: [{rule: in_set, field: a, values: [1, 2]}]"),
    {
      id: "orders.a.in_set",
      rule: {
        kind: "in_set",
        field: A,
        values: [
          { kind: "number", value: "1" },
          { kind: "number", value: "2" },
        ],
      },
      dimension: "conformity",
    },
  ],
  "rule range, on some rows": [
    house(
      "{type: integer}",
      "quality: [{rule: range, field: a, minimum: 0, where: a <> 7, severity: info, description: No debts}]",
    ),
    {
      id: "orders.a.range",
      rule: { kind: "range", field: A, minimum: { value: "0", exclusive: false } },
      where: {
        kind: "binary",
        operator: "<>",
        left: { kind: "column", name: "a" },
        right: { kind: "literal", literal: { kind: "number", value: "7" } },
      },
      severity: "info",
      dimension: "accuracy",
      description: "No debts",
    },
  ],
  "rule length": [
    house("{type: string}", "quality: [{rule: length, field: a, min: 2}]"),
    { id: "orders.a.length", rule: { kind: "length", field: A, of: "string", minimum: 2 }, dimension: "conformity" },
  ],
  "rule length of an array": [
    house("{type: array, items: {type: string}}", "quality: [{rule: length, field: a, max: 2}]"),
    { id: "orders.a.length", rule: { kind: "length", field: A, of: "items", maximum: 2 }, dimension: "conformity" },
  ],
  "rule matches": [
    house("{type: string}", "quality: [{rule: matches, field: a, pattern: x+}]"),
    { id: "orders.a.matches", rule: { kind: "matches", field: A, pattern: "x+" }, dimension: "conformity" },
  ],
  "rule multiple_of": [
    house("{type: integer}", "quality: [{rule: multiple_of, field: a, value: 5}]"),
    { id: "orders.a.multiple_of", rule: { kind: "multiple_of", field: A, divisor: "5" }, dimension: "accuracy" },
  ],
  "rule reference": [
    house("{type: string}", "quality: [{rule: reference, field: a, to: customers.customer_id, tolerance: 0.5}]"),
    {
      id: "orders.a.reference",
      rule: {
        kind: "reference",
        field: A,
        to: { dataset: "customers", field: "customer_id" },
        toType: { kind: "string" },
      },
      tolerance: { max: "0.5", unit: "fraction" },
      dimension: "consistency",
    },
  ],
  "rule distinct_count": [
    house("{type: string}", "quality: [{rule: distinct_count, field: a, min: 1, max: 9}]"),
    {
      id: "orders.a.distinct_count",
      rule: { kind: "distinct_count", field: A, minimum: 1, maximum: 9 },
      dimension: "uniqueness",
    },
  ],
  "rule row_count": [
    house("{type: string}", "quality: [{rule: row_count, min: 1, max: 9}]"),
    { id: "orders.row_count", rule: { kind: "row_count", minimum: 1, maximum: 9 }, dimension: "coverage" },
  ],
  "rule volume": [
    house("{type: date}", "quality: [{rule: volume, column: a, min: 1}]"),
    { id: "orders.volume", rule: { kind: "volume", minimum: 1, column: "a" }, dimension: "coverage" },
  ],
  "rule equal_row_count": [
    house("{type: string}", "quality: [{rule: equal_row_count, dataset: customers, tolerance: 0.1}]"),
    {
      id: "orders.row_count_equals_customers",
      rule: { kind: "row_count_equals", dataset: "customers" },
      tolerance: { max: "0.1", unit: "fraction" },
      dimension: "consistency",
    },
  ],
  "rule freshness": [
    house("{type: timestamp}", "quality: [{rule: freshness, column: a, max_delay: 15m}]"),
    { id: "orders.freshness", rule: { kind: "freshness", maxSeconds: 900, column: "a" }, dimension: "timeliness" },
  ],
  "rule expression": [
    house("{type: integer}", "quality: [{rule: expression, sql: a is not null}]"),
    {
      id: "orders.a.expression",
      rule: {
        kind: "expression",
        expression: { kind: "is_null", operand: { kind: "column", name: "a" }, negated: true },
        columns: A,
      },
      dimension: "accuracy",
    },
  ],
  // Service levels
  "freshness, by the time of the last change": [
    `${HEAD}dataset: {event_time: a, updated_at: b}\nsla: {freshness: {max_delay_hours: 1.5}}\nschema: {type: object, properties: {a: {type: timestamp}, b: {type: timestamp}}}`,
    { id: "orders.freshness", rule: { kind: "freshness", maxSeconds: 5400, column: "b" }, dimension: "timeliness" },
  ],
  "freshness, by the time of the event": [
    house("{type: timestamp}", "dataset: {event_time: a}\nsla: {freshness: {max_delay: 1h}}"),
    { id: "orders.freshness", rule: { kind: "freshness", maxSeconds: 3600, column: "a" }, dimension: "timeliness" },
  ],
  "freshness without a column": [
    house("{type: string}", "sla: {freshness: {max_delay: PT1H}}"),
    { id: "orders.freshness", rule: { kind: "freshness", maxSeconds: 3600 }, dimension: "timeliness" },
  ],
  "completeness: the columns that say nothing about NULL": [
    `${HEAD}dataset: {primary_key: [a]}\nsla: {completeness: {min_percentage: 99.9}}\nschema: {type: object, properties: {a: {type: string}, b: {type: string, not_null: true}, c: {type: string}}}`,
    NOT_NULL,
    { id: "orders.b.not_null", rule: { kind: "not_null", field: ["b"] }, dimension: "completeness" },
    {
      id: "orders.c.not_null",
      rule: { kind: "not_null", field: ["c"] },
      tolerance: { max: "0.001", unit: "fraction" },
      dimension: "completeness",
    },
    UNIQUE,
  ],
  "completeness of everything is strict": [
    house("{type: string, not_null: true}", "sla: {completeness: {min_percentage: 100}}"),
    NOT_NULL,
  ],
  "duplicates: the key's": [
    house("{type: string}", "dataset: {primary_key: [a]}\nsla: {accuracy: {duplicate_tolerance: 0.01}}"),
    NOT_NULL,
    { ...UNIQUE, tolerance: { max: "0.01", unit: "fraction" } },
  ],
  "duplicates: the key's that is unique by itself": [
    house("{type: string, unique: true}", "dataset: {primary_key: [a]}\nsla: {accuracy: {duplicate_tolerance: 0.01}}"),
    NOT_NULL,
    { ...UNIQUE, tolerance: { max: "0.01", unit: "fraction" } },
  ],
  "duplicates over columns of their own": [
    house("{type: string}", "sla: {accuracy: {duplicate_tolerance: 0.01, fields: [a]}}"),
    { ...UNIQUE, tolerance: { max: "0.01", unit: "fraction" } },
  ],
  "duplicates without a key": [
    house("{type: string}", "sla: {accuracy: {duplicate_tolerance: 0.01}}"),
    {
      id: "orders.unique",
      rule: { kind: "unique", fields: [] },
      tolerance: { max: "0.01", unit: "fraction" },
      dimension: "uniqueness",
    },
  ],
  "no duplicates": [house("{type: string}", "sla: {accuracy: {duplicate_tolerance: 0, fields: [a]}}"), UNIQUE],
  "daily volume": [
    house("{type: date}", "dataset: {event_time: a}\nsla: {volume: {min_daily_records: 10, max_daily_records: 20}}"),
    {
      id: "orders.volume",
      rule: { kind: "volume", minimum: 10, maximum: 20, column: "a" },
      dimension: "coverage",
    },
  ],
  "a closed schema": [
    house("{type: string}", "dataset: {closed: true}"),
    { ...SCHEMA, rule: { kind: "schema", closed: true } },
  ],
  // Other forms
  "the flat form": [
    `name: orders\nversion: "1.0.0"\nowner: data\nschema: {a: {type: string, required: true, breaking_change: never}}`,
    NOT_NULL,
  ],
  "a list of columns": [
    `name: orders\nversion: "1.0.0"\nowner: data\nschema: {columns: [{name: a, type: integer, nullable: false, unique: true, min_value: 0, max_value: 9, allowed_values: [1, 2]}], primary_key: [a]}\nsla: {min_rows: 1, maximum_records: 9}`,
    NOT_NULL,
    {
      id: "orders.a.in_set",
      rule: {
        kind: "in_set",
        field: A,
        values: [
          { kind: "number", value: "1" },
          { kind: "number", value: "2" },
        ],
      },
      dimension: "conformity",
    },
    {
      id: "orders.a.range",
      rule: {
        kind: "range",
        field: A,
        minimum: { value: "0", exclusive: false },
        maximum: { value: "9", exclusive: false },
      },
      dimension: "accuracy",
    },
    UNIQUE,
    { id: "orders.row_count", rule: { kind: "row_count", minimum: 1, maximum: 9 }, dimension: "coverage" },
  ],
  "the maps of a long quality": [
    `${HEAD}quality: {completeness: {required_fields_null_rate: 0.05, fields: [c]}, uniqueness: {a: true, duplicate_tolerance: 0.02}, freshness: {max_delay_hours: 2, column: b}}\nschema: {type: object, required: [a], properties: {a: {type: string}, b: {type: timestamp}, c: {type: string}}}`,
    NOT_NULL,
    {
      id: "orders.c.not_null",
      rule: { kind: "not_null", field: ["c"] },
      tolerance: { max: "0.05", unit: "fraction" },
      dimension: "completeness",
    },
    { ...UNIQUE, tolerance: { max: "0.02", unit: "fraction" } },
    { id: "orders.freshness", rule: { kind: "freshness", maxSeconds: 7200, column: "b" }, dimension: "timeliness" },
  ],
  "a JSON Schema": [
    `{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "orders", "type": "object", "required": ["a"], "properties": {"a": {"type": "string", "pattern": "x"}}, "additionalProperties": false}`,
    { ...SCHEMA, rule: { kind: "schema", closed: true } },
    NOT_NULL,
    { id: "orders.a.matches", rule: { kind: "matches", field: A, pattern: "x" }, dimension: "conformity" },
  ],
};

describe("what a contract says, as assertions", () => {
  it.each(Object.entries(CASES).map(([name, [text, ...wanted]]) => ({ name, text, wanted })))(
    "$name",
    ({ text, wanted }) => {
      const all = wanted.some(({ rule }) => rule.kind === "schema") ? wanted : [SCHEMA, ...wanted];
      expect(assertionsOf(text)).toEqual(all.map((one) => ({ severity: "error", ...one })));
    },
  );

  it("gives every format its one grammar, and a hostname its length", () => {
    const LONGEST = { kind: "length", field: A, maximum: 253, of: "string" };
    for (const format of ["uuid", "email", "uri", "hostname", "ipv4", "ipv6", "date", "time", "date-time"]) {
      const rule = { kind: "format", field: A, format, pattern: expect.stringMatching(/^\^.*\$$/) };
      const wanted = [
        { ...SCHEMA, severity: "error" },
        { id: "orders.a.format", rule, dimension: "conformity", severity: "error" },
        ...(format === "hostname"
          ? [{ id: "orders.a.length", rule: LONGEST, dimension: "conformity", severity: "error" }]
          : []),
      ];
      expect(assertionsOf(house(`{type: string, format: ${format}}`))).toEqual(wanted);
      expect(assertionsOf(house("{type: string}", `quality: [{rule: format, field: a, format: ${format}}]`))).toEqual(
        wanted,
      );
    }
  });
});

describe("the ids of assertions", () => {
  const ids = (quality: string, column = "{type: integer, minimum: 0}") =>
    assertionsOf(house(column, `quality: [${quality}]`)).map(({ id, rule }) => [
      id,
      rule.kind === "range" ? rule.minimum?.value : rule.kind,
    ]);

  it("number two rules of a kind on one column in the order of the document, the column's own first", () => {
    expect(ids("{rule: range, field: a, minimum: 1}, {rule: range, field: a, minimum: 2}")).toEqual([
      ["orders.schema", "schema"],
      ["orders.a.range", "0"],
      ["orders.a.range_2", "1"],
      ["orders.a.range_3", "2"],
    ]);
  });

  it("are the rule's own name where it has one, whatever else is promised", () => {
    expect(ids("{rule: row_count, min: 1}, {rule: range, field: a, minimum: 2, name: row_count}")).toEqual([
      ["orders.schema", "schema"],
      ["orders.a.range", "0"],
      ["orders.row_count_2", "row_count"],
      ["orders.row_count", "2"],
    ]);
  });

  it("tell the columns of one named rule apart", () => {
    const text = `${HEAD}quality: [{rule: not_null, fields: [a, b], name: there}]\nschema: {type: object, properties: {a: {type: string}, b: {type: string}}}`;
    expect(assertionsOf(text).map(({ id }) => id)).toEqual([
      "orders.schema",
      "orders.there.a.not_null",
      "orders.there.b.not_null",
    ]);
  });

  it("are unique, and the same in every run", () => {
    const quality = [
      "range, field: a, minimum: 1",
      "range, field: a, maximum: 5",
      "row_count, min: 1",
      "row_count, max: 5",
      "not_null, field: a",
      "not_null, field: a",
    ];
    const found = ids(quality.map((rule) => `{rule: ${rule}}`).join(", ")).map(([id]) => id);
    expect(new Set(found).size).toBe(found.length);
    expect(ids(quality.map((rule) => `{rule: ${rule}}`).join(", ")).map(([id]) => id)).toEqual(found);
  });
});

describe("the origin of an assertion", () => {
  it("is where the promise stands", () => {
    const text = house(
      "{type: string, not_null: true, pattern: x}",
      "quality: [{rule: row_count, min: 1}]\nsla: {accuracy: {duplicate_tolerance: 0.1, fields: [a]}}",
    );
    const ir = irOf({ "contracts/orders.contract.yaml": text });
    expect(ir.contracts[0]?.dataset.assertions.map(({ id, origin }) => [id, origin.pointer])).toEqual([
      ["orders.schema", "/schema"],
      ["orders.a.not_null", "/schema/properties/a/not_null"],
      ["orders.a.matches", "/schema/properties/a/pattern"],
      ["orders.row_count", "/quality/0"],
      ["orders.a.unique", "/sla/accuracy"],
    ]);
  });
});
