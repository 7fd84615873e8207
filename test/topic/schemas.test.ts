import { Ajv } from "ajv";
import formats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contractSchema } from "../../src/emit/json-schema/views.ts";
import { write } from "../../src/text/quote/json.ts";
import { schemasOf, unnumberedOf } from "../../src/topic/schemas.ts";
import { topicContracts } from "../../src/topic/topics.ts";
import { avroCodec } from "./avro-codec.ts";
import { everything, irOfContracts } from "./project.ts";
import { protobufCodec } from "./protobuf-codec.ts";
import { type Row, rows, toJson } from "./rows.ts";

const RUNS = { numRuns: 300, seed: 20_261_125 };

/** The schemas of contracts in which every field has its number. */
function schemasOfTexts(...texts: readonly string[]) {
  const ir = irOfContracts(...texts);
  expect(topicContracts(ir).flatMap(unnumberedOf)).toEqual([]);
  return { ir, schemas: schemasOf(ir) };
}

function made(format: "json" | "avro" | "protobuf", change = (text: string) => text) {
  const { ir, schemas } = schemasOfTexts(change(everything(format)));
  const [contract] = ir.contracts;
  const [schema] = schemas;
  if (contract === undefined || schema === undefined) throw new Error("no contract");
  const { text } = schema;
  return { project: ir.project, contract, fields: contract.dataset.fields, text };
}

describe("the schema of messages", () => {
  it("in Avro carries every row without loss, by avsc", () => {
    const { fields, text } = made("avro");
    const codec = avroCodec(text);
    fc.assert(
      fc.property(rows(fields), (row) => {
        expect(codec.decode(codec.encode(row))).toEqual(row);
      }),
      RUNS,
    );
  });

  it("in Avro has names in Pascal case, and the domain in the namespace", () => {
    const domain = (text: string) => text.replace("team: Shop Team", "team: Shop Team, domain: Web_App");
    const schema = JSON.parse(made("avro", domain).text) as { fields: { name: string; type: unknown }[] };
    expect(schema).toMatchObject({ name: "EverythingAvro", namespace: "shop.web_app" });
    expect(JSON.stringify(schema.fields)).toContain('"name":"EverythingAvroItemsItem"');
    expect(schema.fields.map(({ name }) => name)).toContain("maybe_tags");
  });

  it.each([
    ["full", "pending"],
    ["consumer", "pending"],
    ["producer", undefined],
    ["none", undefined],
  ])("in Avro has a symbol for unknown ones if old readers must read new messages: %s", (compatibility, symbol) => {
    const { text } = made("avro", (yaml) => yaml.replace("compatibility: producer", `compatibility: ${compatibility}`));
    const { fields } = JSON.parse(text) as { fields: { name: string; type: readonly { default?: string }[] }[] };
    expect(fields.find(({ name }) => name === "status")?.type[0]?.default).toBe(symbol);
  });

  it("in Protobuf carries every row without loss, by protobufjs", () => {
    const { fields, text } = made("protobuf");
    const codec = protobufCodec(text, "shop.everything_protobuf.EverythingProtobuf", fields);
    fc.assert(
      fc.property(rows(fields), (row) => {
        expect(codec.decode(codec.encode(row))).toEqual(row);
      }),
      RUNS,
    );
  });

  it("in JSON has the stricter of two limits, and both of two sets", () => {
    const { schemas } = schemasOfTexts(`
contract: {name: fees, version: "1.0.0", owner: a@example.com}
dataset: {kind: topic}
topic: {name: fees, partitions: 1, replication_factor: 1, format: json}
schema:
  properties:
    small: {type: smallint, required: true, minimum: -99999, maximum: 99999}
    part: {type: integer, bits: 32, required: true, minimum: 5, enum: [6, 7]}
quality:
  - {rule: range, field: part, minimum: 3, maximum: 9}
  - {rule: in_set, field: part, values: [7, 8]}
`);
    expect(JSON.parse(schemas[0]?.text ?? "null")).toMatchObject({
      properties: {
        small: { type: "integer", minimum: -32768, maximum: 32767 },
        part: { type: "integer", minimum: 5, maximum: 9, enum: [6, 7], allOf: [{ enum: [7, 8] }] },
      },
    });
  });

  it("in JSON writes a decimal as text: its default, and every spelling of a set's values", () => {
    const amount = "amount: {type: decimal, precision: 6, scale: 3, default: 1.50}";
    const text = `
contract: {name: fees, version: "1.0.0", owner: a@example.com}
dataset: {kind: topic}
topic: {name: fees, partitions: 1, replication_factor: 1, format: json}
schema:
  properties:
    ${amount}
quality:
  - {rule: in_set, field: amount, values: [1.5, 20]}
`;
    const schema = JSON.parse(schemasOfTexts(text).schemas[0]?.text ?? "") as { properties: { amount: object } };
    expect(schema.properties.amount).toMatchObject({ type: ["string", "null"], default: "1.5" });
    const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
    const isTaken = (value: unknown) => validate({ amount: value });
    expect(["1.5", "1.500", "20", "20.0", null].filter((value) => !isTaken(value))).toEqual([]);
    expect(["1.55", "2", "-20", 1.5].filter(isTaken)).toEqual([]);
  });

  it("in JSON takes every row, by ajv, and no row with a member too many or of another type", () => {
    const { fields, text } = made("json");
    const ajv = new Ajv({ allowUnionTypes: true });
    formats.default(ajv);
    const validate = ajv.compile(JSON.parse(text) as object);
    const names = fc.constantFrom("count", "flag", "tags", "address", "amount");
    fc.assert(
      fc.property(rows(fields), names, (row, name) => {
        const parse = (one: Row) => JSON.parse(toJson(one)) as unknown;
        if (!validate(parse(row))) throw new Error(JSON.stringify(validate.errors));
        expect(validate(parse({ ...row, more: 1 }))).toBe(false);
        expect(validate(parse({ ...row, [name]: ["x", 1] }))).toBe(false);
        expect(validate(parse({ ...row, [name]: undefined }))).toBe(false);
      }),
      RUNS,
    );
  });

  it("says in JSON what the JSON Schema emitter says", () => {
    const { project, contract, text } = made("json");
    const other = JSON.parse(write(contractSchema(contract, project))) as unknown;
    // A default is a value, so it is written as the type travels; and who may add members is the registry's affair.
    const aside = ["$schema", "$id", "default"];
    const plain = (schema: unknown): unknown =>
      JSON.parse(JSON.stringify(schema, (key, value) => (aside.includes(key) || value === false ? undefined : value)));
    expect(plain(JSON.parse(text))).toEqual(plain(other));
  });

  it("is open where consumers must not break, and closed where old messages must stay valid", () => {
    const at = (level: string) =>
      made("json", (text) => text.replace("compatibility: producer", `compatibility: ${level}`)).text;
    expect(at("consumer")).not.toContain('"additionalProperties": false');
    for (const level of ["producer", "full"]) expect(at(level).match(/"additionalProperties": false/g)?.length).toBe(3);
  });

  it("names the level of compatibility that the contract promises", () => {
    const levels = {
      producer: "BACKWARD_TRANSITIVE",
      consumer: "FORWARD_TRANSITIVE",
      full: "FULL_TRANSITIVE",
      none: "NONE",
    };
    for (const [policy, level] of Object.entries(levels)) {
      const text = everything("avro").replace("compatibility: producer", `compatibility: ${policy}`);
      expect(schemasOfTexts(text).schemas).toMatchObject([{ subject: "shop.everything-avro-value", level }]);
    }
  });

  it("has Avro's defaults as Avro writes them", () => {
    const { fields } = JSON.parse(made("avro").text) as { fields: { name: string; default?: unknown }[] };
    const preset = (name: string) => fields.find((field) => field.name === name)?.default;
    expect([preset("amount"), preset("status"), preset("note")]).toEqual([":\u0098", "pending", null]);
  });
});

describe("field numbers", () => {
  it("of what is gone are reserved", () => {
    const { text } = made("protobuf");
    expect(text).toContain('  reserved 27;\n  reserved "gone";\n');
    expect(text).toContain('    reserved 9;\n    reserved "STATUS_GONE";\n');
    expect(text).toContain('    reserved 2;\n    reserved "gone";\n');
  });

  it("do not depend on the order of the fields", () => {
    const { text } = made("protobuf");
    const swapped = made("protobuf", (contract) => {
      const [head = "", body = ""] = contract.split("  properties:\n    id");
      const [first = "", second = "", ...rest] = `    id${body}`.split(/(?<=\n)(?= {4}\w)/);
      return `${head}  properties:\n${second}${first}${rest.join("")}`;
    });
    const numbers = (proto: string) => [...proto.matchAll(/(\w+) = (\d+);/g)].map((match) => match[0]).sort();
    expect(swapped.text).not.toBe(text);
    expect(numbers(swapped.text)).toEqual(numbers(text));
  });

  it("that are missing are proposed, above all that were ever used", () => {
    const text = everything("protobuf").replace("id: 1, note: 2,", "id: 1,").replace('"status=paid": 2, ', "");
    expect(topicContracts(irOfContracts(text)).flatMap(unnumberedOf)).toEqual([
      { name: "note", number: 28 },
      { name: "status=paid", number: 10 },
    ]);
  });
});
