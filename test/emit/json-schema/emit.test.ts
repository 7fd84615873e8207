import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { assertionsOf } from "../../../src/emit/coverage.ts";
import { emit } from "../../../src/emit/json-schema/emit.ts";
import { readOptions } from "../../../src/emit/json-schema/options.ts";
import type { Ir } from "../../../src/ir/ir.ts";
import { contractIr, projectIr as dbtIr } from "../dbt/project.ts";
import { projectIr } from "../typescript/project.ts";
import { whole } from "../whole.ts";

/** What a schema may look like here. */
interface Schema {
  readonly [keyword: string]: unknown;
  readonly properties: Readonly<Record<string, Schema>>;
}

function emitSchemas(ir: Ir) {
  return whole(emit({ ir, options: {}, render: () => ({ text: "", blocks: [] }) }));
}

/** The schema of the one contract of an Ir. */
function schemaOf(ir: Ir): Schema {
  return JSON.parse(emitSchemas(ir).files[0]?.text ?? "null") as Schema;
}

/** The schema of a column, given as YAML; a table's column, so it has to be there. */
function columnOf(column: string, quality = ""): Schema | undefined {
  return schemaOf(contractIr(`schema:\n  properties:\n    x: {${column}}\n${quality}`)).properties["x"];
}

/** The validator of a schema, as strict as ajv can be. */
function compile(schema: object) {
  const ajv = new Ajv2020.default({ strict: true, allErrors: true });
  formats.default(ajv);
  ajv.addVocabulary(["x-unit", "x-pii"]);
  expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).toBe(true);
  return ajv.compile(schema);
}

describe("every schema", () => {
  it.each([...emitSchemas(projectIr).files, ...emitSchemas(dbtIr).files])(
    "$path is one of 2020-12, in ajv's strict mode",
    ({ text }) => {
      const schema = JSON.parse(text) as Schema;
      expect(schema["$schema"]).toBe("https://json-schema.org/draft/2020-12/schema");
      compile(schema);
    },
  );

  it("is named after its contract and traced to it", () => {
    const { files } = emitSchemas(projectIr);
    expect(files.map(({ path, sources }) => [path, sources.map((source) => source.path)])).toEqual([
      ["json-schema/customers.schema.json", ["contracts/customers.contract.yaml"]],
      ["json-schema/orders.schema.json", ["contracts/orders.contract.yaml"]],
      ["json-schema/user_events.schema.json", ["contracts/user_events.contract.yaml"]],
    ]);
  });
});

describe("a column's schema", () => {
  it.each<[string, object]>([
    ["type: string", { type: ["string", "null"] }],
    ["type: string, not_null: true, max_length: 3", { type: "string", maxLength: 3 }],
    ["type: string, enum: [a, b]", { type: ["string", "null"], enum: ["a", "b", null] }],
    ["type: smallint, not_null: true", { type: "integer", minimum: -32768, maximum: 32767 }],
    ["type: integer, bits: 32, minimum: 0", { type: ["integer", "null"], minimum: 0, maximum: 2147483647 }],
    [
      "type: smallint, minimum: -99999, exclusive_maximum: 5",
      { type: ["integer", "null"], minimum: -32768, maximum: 32767, exclusiveMaximum: 5 },
    ],
    ["type: double, minimum: 0.5, multiple_of: 2", { type: ["number", "null"], minimum: 0.5, multipleOf: 2 }],
    ["type: double, multiple_of: 0.1", { type: ["number", "null"] }],
    ["type: boolean, not_null: true, default: true", { type: "boolean", default: true }],
    [
      "type: decimal, precision: 4, scale: 2",
      { type: ["string", "null"], pattern: "^-?(0|[1-9][0-9]{0,1})(\\.[0-9]{1,2})?$" },
    ],
    [
      "type: decimal, precision: 2, scale: 2, default: 0.5",
      { type: ["string", "null"], pattern: "^-?0(\\.[0-9]{1,2})?$", default: "0.5" },
    ],
    ["type: decimal, precision: 1, scale: 0", { type: ["string", "null"], pattern: "^-?[0-9]$" }],
    ["type: json", {}],
    ["type: json, not_null: true", { not: { type: "null" } }],
    [
      "type: vector, dimensions: 2, not_null: true",
      { type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 },
    ],
    [
      "type: array, items: {type: boolean, nullable: true}, min_items: 1",
      { type: ["array", "null"], items: { type: ["boolean", "null"] }, minItems: 1 },
    ],
    [
      "type: map, values: {type: string, enum: [a]}",
      { type: ["object", "null"], additionalProperties: { type: "string", enum: ["a"] } },
    ],
    [
      "type: object, properties: {y: {type: boolean}, z: {type: boolean, required: true}}",
      {
        type: ["object", "null"],
        properties: { y: { type: ["boolean", "null"] }, z: { type: "boolean" } },
        required: ["z"],
      },
    ],
    [
      "type: string, pii: true, unit: EUR, description: It., deprecated: true",
      { description: "It.", type: ["string", "null"], deprecated: true, "x-unit": "EUR", "x-pii": true },
    ],
  ])("%s", (column, expected) => {
    expect(columnOf(column)).toEqual(expected);
  });

  it("says a text's grammar as a pattern too, for readers that ignore formats", () => {
    for (const type of ["date", "uuid", "duration"])
      expect(columnOf(`type: ${type}`)).toMatchObject({ format: type, pattern: expect.stringMatching(/^\^.*\$$/) });
    expect(columnOf("type: timestamp")).toMatchObject({
      format: "date-time",
      pattern: expect.stringContaining("[Zz]|"),
    });
    expect(columnOf("type: timestamp_local")?.["format"]).toBeUndefined();
    expect(columnOf("type: string, format: email")).toMatchObject({
      format: "email",
      pattern: expect.stringContaining("@"),
    });
  });

  it.each([
    ["type: decimal, precision: 6, scale: 3, default: 1.50", "1.5"],
    ["type: decimal, precision: 6, scale: 3, default: -2", "-2"],
    ["type: double, default: 1.50", 1.5],
    ["type: smallint, default: 7", 7],
    ["type: boolean, default: false", false],
    ["type: string, default: '7'", "7"],
    ["type: date, default: 2026-01-31", "2026-01-31"],
    ["type: string, enum: [a, b], default: b", "b"],
  ])("gives {%s} a default that its values could be", (column, value) => {
    const schema = columnOf(column) ?? {};
    expect("default" in schema && schema.default).toEqual(value);
    expect(compile(schema)(value)).toBe(true);
  });

  it("gives a decimal within an object its default as text, too", () => {
    const inner = "type: object, properties: {fee: {type: decimal, precision: 6, scale: 3, default: 0}}";
    expect(columnOf(inner)?.properties["fee"]?.["default"]).toBe("0");
  });

  it("keeps a number's digits", () => {
    const { files } = emitSchemas(
      contractIr('schema:\n  properties:\n    x: {type: bigint, maximum: "9007199254740993"}\n'),
    );
    expect(files[0]?.text).toContain('"maximum": 9007199254740993');
    expect(files[0]?.text).toContain('"minimum": -9223372036854775808,');
  });

  it("keeps null out for a rule as for a constraint, and lets it in where some rows may be empty", () => {
    const rule = "quality:\n  - {rule: not_null, fields: [x]";
    expect(columnOf("type: boolean", `${rule}}\n`)).toEqual({ type: "boolean" });
    expect(columnOf("type: boolean", `${rule}, severity: warn}\n`)).toEqual({ type: ["boolean", "null"] });
    const most = "sla:\n  completeness: {min_percentage: 99}\n";
    expect(columnOf("type: boolean", most)).toEqual({ type: ["boolean", "null"] });
    expect(columnOf("type: boolean, not_null: true", most)).toEqual({ type: "boolean" });
  });

  it("keeps two promises of one kind", () => {
    const quality = `quality:
  - {rule: range, field: x, minimum: 3}
  - {rule: range, field: x, maximum: 9, name: most}
`;
    expect(columnOf("type: double, not_null: true, minimum: 5", quality)).toEqual({
      type: "number",
      minimum: 5,
      maximum: 9,
    });
    const patterns =
      "quality:\n  - {rule: matches, field: x, pattern: b}\n  - {rule: matches, field: x, pattern: b, name: again}\n";
    expect(columnOf("type: string, pattern: a", patterns)).toEqual({
      type: ["string", "null"],
      pattern: "a",
      allOf: [{ pattern: "b" }],
    });
    const sets =
      "quality:\n  - {rule: in_set, field: x, values: [1, 2]}\n  - {rule: in_set, field: x, values: [2, 3], name: other}\n";
    const column = columnOf("type: smallint", sets);
    expect(column).toMatchObject({ enum: [1, 2, null], allOf: [{ enum: [2, 3, null] }] });
  });

  it("knows a decimal of a set in every spelling", () => {
    const quality = "quality:\n  - {rule: in_set, field: x, values: [0, 1.5, 20]}\n";
    const schema = schemaOf(
      contractIr(`schema:\n  properties:\n    x: {type: decimal, precision: 6, scale: 3}\n${quality}`),
    );
    const validate = compile(schema);
    const valid = (x: unknown) => validate({ x });
    expect(["0", "-0.0", "1.5", "1.500", "20", "20.00", null].filter((x) => !valid(x))).toEqual([]);
    expect(["1", "1.50000", "2", "-1.5", "15", "20.01", 0].filter(valid)).toEqual([]);
  });
});

describe("coverage", () => {
  it("has one record for every assertion", () => {
    for (const ir of [projectIr, dbtIr])
      expect(emitSchemas(ir).coverage.map(({ assertion }) => assertion)).toEqual(assertionsOf(ir).map(({ id }) => id));
  });

  it("says why a schema cannot hold one, and that no one expects it to", () => {
    const { coverage } = emitSchemas(projectIr);
    const whys = coverage
      .filter(({ how }) => how === "unsupported")
      .map(({ assertion, why, expected }) => [assertion, why, expected]);
    expect(Object.fromEntries(whys.map(([assertion, why]) => [assertion, why]))).toEqual({
      "customers.segment.not_null": "JSON Schema has no tolerance, condition or warning",
      "customers.customer_id.unique": "JSON Schema sees one row at a time",
      "customers.row_count": "JSON Schema sees one row at a time",
      "orders.customer_id.reference": "JSON Schema sees one row at a time",
      "orders.order_date.range": "a date is a string in JSON, and JSON Schema has no bounds for strings",
      "orders.total_amount.range": "a decimal is a string in JSON, and JSON Schema has no bounds for strings",
      "orders.total_amount.multiple_of": "a decimal is a string in JSON, and multipleOf applies only to numbers",
      "orders.weight.multiple_of": "validators divide in binary floating point, where 0.3 is not a multiple of 0.1",
      "orders.shipped_at.range": "a timestamp is a string in JSON, and JSON Schema has no bounds for strings",
      "orders.updated_at.range": "a timestamp is a string in JSON, and JSON Schema has no bounds for strings",
      "orders.order_id.unique": "JSON Schema sees one row at a time",
      "orders.customer_id_order_date.unique": "JSON Schema sees one row at a time",
      "orders.paid": "JSON Schema cannot compare two values",
      "orders.odd": "JSON Schema cannot compare two values",
      "orders.late": "JSON Schema cannot compare two values",
      "orders.big": "JSON Schema has no tolerance, condition or warning",
      "orders.sku.not_null": "JSON Schema has no tolerance, condition or warning",
      "orders.note.in_set": "JSON Schema has no tolerance, condition or warning",
      "orders.most": "JSON Schema has no tolerance, condition or warning",
      "orders.freshness": "JSON Schema sees one row at a time",
      "orders.volume": "JSON Schema sees one row at a time",
    });
    expect(whys.every(([, , expected]) => expected === true)).toBe(true);
  });
});

describe("the options of jsonSchema()", () => {
  it("are none", () => {
    expect(readOptions({})).toEqual({ value: {} });
    expect(readOptions({ draft: 7 })).toEqual({
      problems: [{ path: ["draft"], message: expect.stringContaining("no such option") }],
    });
    expect(readOptions("2020")).toEqual({ problems: [{ path: [], message: expect.stringContaining("object") }] });
  });
});
