import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contractSchema } from "../../src/emit/json-schema/views.ts";
import { write } from "../../src/text/quote/json.ts";
import { irOf } from "../ir-of.ts";

/** A property, with values at its borders. */
interface Property {
  readonly schema: object;
  readonly values: readonly unknown[];
}

const WRONG = [null, 0, 1.5, "x", "", true, [], {}, ["a"], { a: 1 }];

const PROPERTIES: readonly Property[] = [
  { schema: { type: "string", minLength: 2, maxLength: 3 }, values: ["a", "ab", "abc", "abcd", "😀", "😀😀"] },
  { schema: { type: ["string", "null"], pattern: "^[a-c]+$" }, values: ["abc", "abd", null] },
  { schema: { type: ["string", "null"], enum: ["a", "b"] }, values: ["a", "c", null] },
  { schema: { enum: ["a", null] }, values: ["a", "b", null] },
  { schema: { const: 5 }, values: [5, 6, null] },
  { schema: { type: "integer", minimum: 0, exclusiveMaximum: 10 }, values: [-1, 0, 9, 10, 1.5, 3.0] },
  { schema: { type: "integer", multipleOf: 3 }, values: [0, 3, 4, -6] },
  { schema: { type: "number", maximum: 0.5 }, values: [0.5, 0.51, -1e300] },
  { schema: { type: "boolean" }, values: [true, false] },
  {
    schema: { anyOf: [{ type: "string", format: "date" }, { type: "null" }] },
    values: ["2024-02-29", "2023-02-29", null],
  },
  { schema: { type: "string", format: "email" }, values: ["a@b.cc", "a..b@c.de", "a@b"] },
  { schema: { type: "string", format: "time" }, values: ["10:00:00Z", "10:00:00z", "10:00:00", "25:00:00Z"] },
  {
    schema: { type: "string", format: "date-time" },
    values: ["2024-02-29T10:00:00Z", "2023-02-29T10:00:00Z", "2024-01-01"],
  },
  { schema: { type: "string", format: "ipv6" }, values: ["::1", "::ffff:1.2.3.4", "1::2::3"] },
  {
    schema: { type: "array", items: { type: "integer" }, minItems: 1, maxItems: 2 },
    values: [[], [1], [1, 2, 3], ["a"], [null]],
  },
  { schema: { type: "array" }, values: [[], [null], [1, "a"]] },
  { schema: {}, values: [] },
  {
    schema: {
      type: "object",
      properties: { a: { type: "integer" }, b: { type: ["string", "null"] } },
      required: ["a"],
    },
    values: [{ a: 1 }, { b: null }, { a: 1, b: null }, { a: null }, { a: 1, c: 2 }],
  },
  {
    schema: { type: "object", additionalProperties: { type: "integer" } },
    values: [{ a: 1 }, { a: "x" }, { a: null }],
  },
];

const property = fc.constantFrom(...PROPERTIES);

/** An author's schema, and rows near its borders. */
const cases = fc
  .tuple(
    fc.array(property, { minLength: 1, maxLength: 4 }),
    fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    fc.boolean(),
  )
  .chain(([properties, required, isClosed]) => {
    const named = properties.map((one, index) => [`p${index}`, one] as const);
    const schema = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "rows",
      type: "object",
      properties: Object.fromEntries(named.map(([name, one]) => [name, one.schema])),
      required: named.map(([name]) => name).filter((_, index) => required[index]),
      ...(isClosed && { additionalProperties: false }),
    };
    const members = Object.fromEntries(
      named.map(([name, { values }]) => [
        name,
        fc.oneof(fc.constantFrom(...values, ...WRONG), fc.constantFrom(...values, null)),
      ]),
    );
    const rows = fc.oneof(
      { weight: 20, arbitrary: fc.record({ ...members, other: fc.constant(1) }, { requiredKeys: [] }) },
      { weight: 1, arbitrary: fc.constantFrom(...WRONG) },
    );
    return fc.record({ schema: fc.constant(schema), rows: fc.array(rows, { minLength: 30, maxLength: 30 }) });
  });

describe("a JSON Schema that is a contract", () => {
  it("accepts and rejects what its author's schema does, by ajv", () => {
    const counts = { good: 0, bad: 0 };
    fc.assert(
      fc.property(cases, ({ schema, rows }) => {
        const ir = irOf({ "contracts/rows.json": JSON.stringify(schema) });
        const [contract] = ir.contracts;
        if (contract === undefined) throw new Error("no contract");
        const generated = JSON.parse(write(contractSchema(contract, ir.project))) as object;
        const [authors, ours] = [schema, generated].map((one) => {
          const ajv = new Ajv2020.default({ strict: false });
          formats.default(ajv);
          return ajv.compile(one);
        });
        for (const row of rows) {
          const isGood = authors?.(row);
          counts[isGood ? "good" : "bad"]++;
          expect(ours?.(row), JSON.stringify({ row, schema, generated })).toBe(isGood);
        }
      }),
      { numRuns: 150, seed: 20_261_130 },
    );
    expect(Math.min(counts.good, counts.bad)).toBeGreaterThan(300);
  });
});

describe("a JSON Schema that a contract cannot express", () => {
  const ROW = { title: "rows", type: "object" };
  it.each<[string, object]>([
    ["rows that are not objects", { title: "rows", properties: { a: {} } }],
    ["rows that may be null", { ...ROW, type: ["object", "null"], properties: { a: {} } }],
    ["members without a type", { ...ROW, properties: { a: { properties: { b: {} } } } }],
    ["required members of a map", { ...ROW, properties: { a: { type: "object", required: ["b"] } } }],
    [
      "a closed object inside a column",
      { ...ROW, properties: { a: { type: "object", properties: { b: {} }, additionalProperties: false } } },
    ],
    [
      "a keyword twice for one value",
      { ...ROW, properties: { a: { type: "integer", minimum: 5, allOf: [{ minimum: 10 }] } } },
    ],
  ])("is refused: %s", (_, schema) => {
    expect(() => irOf({ "contracts/rows.json": JSON.stringify(schema) })).toThrow("unsupported-keyword");
  });
});
