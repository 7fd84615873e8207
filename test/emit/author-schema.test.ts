import { describe, expect, it } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { validate } from "../../src/validate/validate.ts";
import { DRAFTS, type Schema } from "../author-schema/random-schemas.ts";
import { contractOf, decidersOf, replay } from "../author-schema/replay.ts";

function row(property: Schema, draft: keyof typeof DRAFTS = "2020-12") {
  const schema: Schema = { $schema: DRAFTS[draft], title: "rows", type: "object", properties: { a: property } };
  return { draft, schema };
}

/** The message about the differences of a schema, if there is one. */
function noteOf(schema: Schema): string | undefined {
  const { diagnostics } = validate(parse([{ path: "rows.json", text: JSON.stringify(schema), hash: "" }]).value);
  return diagnostics.find(({ code }) => code === "validate/differs-from-schema")?.message;
}

describe("a JSON Schema that is a contract", () => {
  it("accepts and rejects the same rows as the author's schema, in ajv and in TypeScript, unless dex rejects it", async () => {
    const { taken, refused, good, bad } = await replay(80, 20_261_130);
    expect(Math.min(taken, refused)).toBeGreaterThan(25);
    expect(Math.min(good, bad)).toBeGreaterThan(300);
  });

  it.each<[string, Schema, unknown, unknown]>([
    ["any object, not any value", { type: "object" }, { b: [null] }, 1],
    ["any object without properties", { type: "object", properties: {} }, {}, []],
    ["an array of anything", { type: "array" }, [null, 1], {}],
    ["a multiple of a fraction that doubles store", { type: "number", multipleOf: 0.25 }, 0.75, 0.3],
    ["null that one of two schemas accepts", { oneOf: [{ type: "string" }, { type: "null" }] }, null, 1],
    ["no null that two of two schemas accept", { oneOf: [{ type: ["string", "null"] }, { type: "null" }] }, "a", null],
    ["no null of any JSON that is also null", { oneOf: [{}, { type: "null" }] }, 1, null],
    ["no null beside a type", { type: "string", anyOf: [{ minLength: 1 }, { type: "null" }] }, "a", null],
    ["a closed object", { type: "object", properties: { b: {} }, additionalProperties: false }, { b: 1 }, { c: 1 }],
    [
      "a list of closed objects",
      { type: "array", items: { type: "object", properties: { b: {} }, additionalProperties: false } },
      [{ b: 1 }, {}],
      [{ b: 1 }, { b: 1, constructor: 1 }],
    ],
    [
      "a closed object inside a closed object",
      {
        type: "object",
        properties: { b: { type: ["object", "null"], properties: { c: {} }, additionalProperties: false } },
        additionalProperties: false,
      },
      { b: null },
      { b: { b: 1 } },
    ],
    ["null as a constant", { anyOf: [{ type: "string" }, { const: null }] }, null, 1],
  ])("is exact about %s", async (_, property, good, bad) => {
    const [deciders] = await decidersOf([row(property)]);
    expect(noteOf(row(property).schema)).toBeUndefined();
    for (const decide of Object.values(deciders ?? {}))
      expect([decide({ a: good }), decide({ a: bad })]).toEqual([true, false]);
  });
});

describe("a JSON Schema that dex reads differently", () => {
  const text = { type: "string" } as const;
  it.each<[Schema, unknown, string]>([
    [{ ...text, format: "uuid" }, "urn:uuid:6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c", "urn:uuid:"],
    [{ ...text, format: "date" }, "0000-01-01", "the year 0000"],
    [{ ...text, format: "date-time" }, "0000-01-01T00:00:00Z", "the year 0000"],
    [{ ...text, format: "date-time" }, "2016-12-31T23:59:60Z", "leap seconds"],
    [{ ...text, format: "date-time" }, "2024-01-01T00:00:00+0530", "offsets without a colon"],
    [{ ...text, format: "date-time" }, "2024-01-01T00:00:00.0123456789Z", "more than nine digits"],
    [{ ...text, format: "time" }, "23:59:60Z", "leap seconds"],
    [{ ...text, format: "time" }, "10:00:00+05", "offsets without a colon"],
    [{ ...text, format: "email" }, `a@${"b".repeat(64)}.de`, "more than 63 characters"],
    [{ ...text, format: "uri" }, "http://[v1.a]/", "future version"],
    [{ ...text, format: "hostname" }, "a.de.", "a dot at the end"],
    [{ type: "integer" }, 1e30, "more than 64 bits"],
    [{ type: "integer", minimum: 0 }, 1e30, "more than 64 bits"],
    [{ ...text, contentEncoding: "base64" }, "?", "not base64"],
    [{ ...text, pattern: "^a\\sb$" }, "a\u00a0b", "only ASCII"],
    [{ ...text, pattern: "^[^\\s]$" }, "\u00a0", "only ASCII"],
    [{ ...text, pattern: "^a.b$" }, "a\u2028b", "only ASCII"],
    [{ ...text, format: "date-time", enum: ["2024-01-01T00:00:00Z"] }, "2024-01-01T01:00:00+01:00", "other spellings"],
    [{ type: "number", multipleOf: 0.1 }, 0.3, "divides by 0.1 in exact decimals"],
  ])("is reported with the difference: %j", async (property, value, difference) => {
    const one = row(property);
    const [deciders] = await decidersOf([one]);
    const isGood = deciders?.author({ a: value });
    expect(noteOf(one.schema)).toContain(difference);
    expect(noteOf(one.schema)).toContain("(a)");
    expect([deciders?.generated({ a: value }), deciders?.typescript({ a: value })]).toContain(!isGood);
  });

  it.each(["ipv4", "ipv6", "duration"])("is reported for validators that ignore the format %s", (format) => {
    expect(noteOf(row({ ...text, format }).schema)).toContain("rejects strings that are no");
  });

  it("is reported once, with all fields", () => {
    const properties = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`n${n}`, { type: "integer" }]));
    expect(noteOf({ title: "rows", type: "object", properties })).toContain("64 bits (n1, n2, n3, n4, n5 and 2 more).");
  });

  it.each<Schema>([
    { type: "integer", minimum: 0, maximum: 9 },
    { type: "integer", enum: [1, 2] },
    { type: "string", pattern: "^[.]\\\\s\\.$" },
    { type: "string", pattern: "^\\d\\w$" },
    { type: "number" },
    { type: "string", contentMediaType: "text/plain" },
  ])("has nothing to report: %j", (property) => {
    expect(noteOf(row(property).schema)).toBeUndefined();
  });
});

describe("a JSON Schema that a contract cannot express", () => {
  const ROW = { title: "rows", type: "object" };
  const of = (property: Schema): Schema => ({ ...ROW, properties: { a: property } });
  it.each<[string, Schema]>([
    ["rows that are not objects", { title: "rows", properties: { a: {} } }],
    ["rows that may be null", { ...ROW, type: ["object", "null"], properties: { a: {} } }],
    ["rows that may be null by a combination", { title: "rows", anyOf: [of({}), { type: "null" }] }],
    ["a list of rows", { ...of({}), enum: ["a"] }],
    ["members without a type", of({ properties: { b: {} } })],
    ["required members of a map", of({ type: "object", required: ["b"] })],
    ["a closed object without properties", of({ type: "object", additionalProperties: false })],
    [
      "a closed object and the members of another schema",
      of({ type: "object", properties: { b: {} }, allOf: [{ additionalProperties: false }] }),
    ],
    ["a keyword twice for one value", of({ type: "integer", minimum: 5, allOf: [{ minimum: 10 }] })],
    [
      "members of two schemas",
      of({ type: "object", properties: { b: {} }, allOf: [{ additionalProperties: { type: "string" } }] }),
    ],
    ["values of several types", of({ enum: ["a", 1] })],
    ["null alone", of({ type: "null" })],
    ["null alone as a list", of({ type: "string", enum: [null] })],
    ["a list beside a constant", of({ const: "a", enum: ["a", "b"] })],
    ["a format without a type", of({ format: "date" })],
    ["items without a type", of({ items: { type: "string" } })],
    ["values of members without a type", of({ additionalProperties: { type: "string" } })],
    ["a format that dex does not know", of({ type: "string", format: "iri" })],
    ["a format that JSON Schema does not know", of({ type: "string", format: "ISO8601" })],
    ["two schemas", of({ anyOf: [{ type: "string" }, { type: "integer" }] })],
    [
      "a base of references",
      { ...of({ $ref: "#/$defs/b" }), $defs: { b: { $id: "https://b.example", items: { $ref: "#" } } } },
    ],
    ["a version of JSON Schema inside", of({ $schema: DRAFTS["draft-07"], type: "string" })],
    ["the name of an anchor", { ...of({ $ref: "#b" }), $defs: { b: { $anchor: "b" } } }],
    [
      "a keyword beside a reference in draft-07",
      { ...of({ $ref: "#/$defs/b", minLength: 2 }), $schema: DRAFTS["draft-07"], $defs: { b: { type: "string" } } },
    ],
    ...(
      [
        { not: {} },
        { if: {} },
        { dependentRequired: {} },
        { dependencies: {} },
        { patternProperties: {} },
        { propertyNames: {} },
        { contains: {} },
        { uniqueItems: true },
        { prefixItems: [{}] },
        { unevaluatedProperties: false },
        { minProperties: 1 },
      ] as const
    ).map((keywords): [string, Schema] => [Object.keys(keywords)[0] ?? "", of({ type: "string", ...keywords })]),
  ])("is rejected: %s", (_, schema) => {
    expect(contractOf({ draft: "2020-12", schema })).toBeUndefined();
  });

  it("may have a description beside a reference in draft-07", () => {
    const schema = {
      ...of({ $ref: "#/$defs/b", description: "b" }),
      $schema: DRAFTS["draft-07"],
      $defs: { b: { type: "string" } },
    };
    expect(contractOf({ draft: "draft-07", schema })).toBeDefined();
  });
});
