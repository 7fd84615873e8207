import { describe, expect, it } from "vitest";
import { isSameSchema, problemsAt } from "../../src/broker/compatibility/compatibility.ts";

type Type = "AVRO" | "JSON" | "PROTOBUF";

/** The fields named at a level, of a change from one schema to another. */
function named(type: Type, level: string, change: readonly [before: unknown, now: unknown]): string[] {
  const [before, now] = change.map((schema) => ({
    type,
    text: typeof schema === "string" ? schema : JSON.stringify(schema),
  }));
  if (before === undefined || now === undefined) throw new Error("a change has two sides");
  return problemsAt(level, now, before).map(({ field }) => field);
}

describe("Avro", () => {
  const record = (...fields: object[]) => ({ type: "record", name: "r", fields });
  const field = (type: unknown, more: object = {}) => record({ name: "f", type, ...more });
  const decimal = (scale: number) => ({ type: "bytes", logicalType: "decimal", precision: 10, scale });
  const symbols = (...values: string[]) => ({ type: "enum", name: "e", symbols: values });

  // Verdicts: B for BACKWARD, F for FORWARD, where the change is compatible. Source: Avro's rules of schema resolution.
  const cases: readonly (readonly [string, object, object, string])[] = [
    ["a field more, with a default", record(), field("int", { default: 1 }), "BF"],
    ["a field more, without", record(), field("int"), "F"],
    ["a field less, without a default", field("int"), record(), "B"],
    ["int to long", field("int"), field("long"), "B"],
    ["long to int", field("long"), field("int"), "F"],
    ["float to double", field("float"), field("double"), "B"],
    ["string to bytes", field("string"), field("bytes"), "BF"],
    ["string to int", field("string"), field("int"), ""],
    ["a type to a union with NULL", field("int"), field(["null", "int"]), "B"],
    ["and back", field(["null", "int"]), field("int"), "F"],
    ["an enum wider", field(symbols("a")), field(symbols("a", "b")), "B"],
    ["an enum narrower", field(symbols("a", "b")), field(symbols("a")), "F"],
    ["the items of an array", field({ type: "array", items: "int" }), field({ type: "array", items: "string" }), ""],
    ["the values of a map", field({ type: "map", values: "int" }), field({ type: "map", values: "long" }), "B"],
    ["the scale of a decimal", field(decimal(2)), field(decimal(3)), ""],
    [
      "the unit of a timestamp",
      field({ type: "long", logicalType: "timestamp-millis" }),
      field({ type: "long", logicalType: "timestamp-micros" }),
      "",
    ],
    ["a plain text to a UUID", field("string"), field({ type: "string", logicalType: "uuid" }), "BF"],
    ["a name, with an alias", field("int"), record({ name: "g", type: "int", aliases: ["f"] }), "B"],
    ["the name of the record", { ...record(), name: "r" }, { ...record(), name: "s" }, ""],
    ["the namespace", record(), { ...record(), namespace: "n" }, "BF"],
    ["the documentation", record(), { ...record(), doc: "d" }, "BF"],
  ];
  it.each(cases)("%s", (_, before, now, verdict) => {
    const levels = { B: "BACKWARD", F: "FORWARD" };
    for (const [letter, level] of Object.entries(levels))
      expect(named("AVRO", level, [before, now]).length === 0, level).toBe(verdict.includes(letter));
  });

  it("names the field, in records within records, and does not lose itself in a record within itself", () => {
    const inside = (type: string) =>
      record({ name: "a", type: { type: "array", items: { ...field(type), name: "i" } } });
    expect(named("AVRO", "BACKWARD", [inside("string"), inside("int")])).toEqual(["a[].f"]);
    const endless = (type: string) => record({ name: "next", type: ["null", "r"] }, { name: "f", type });
    expect(named("AVRO", "FULL", [endless("int"), endless("string")])).toEqual(["f", "f"]);
    expect(named("AVRO", "FULL", [endless("int"), endless("int")])).toEqual([]);
  });
});

describe("JSON Schema", () => {
  const open = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });
  const closed = (properties: object, more: object = {}) => open(properties, { additionalProperties: false, ...more });
  const [text, whole] = [{ type: "string" }, { type: "integer" }];
  // Verdicts of Confluent's own comparison, in its strict policy.
  const cases: readonly (readonly [string, object, object, string])[] = [
    ["an optional member more, closed", closed({}), closed({ f: text }), "B"],
    ["an optional member more, open", open({}), open({ f: text }), "F"],
    ["an optional member less, closed", closed({ f: text }), closed({}), "F"],
    ["a required member more", closed({}), closed({ f: text }, { required: ["f"] }), ""],
    [
      "a required member more, with a default",
      closed({}),
      closed({ f: { ...text, default: "a" } }, { required: ["f"] }),
      "B",
    ],
    ["required no more", closed({ f: text }, { required: ["f"] }), closed({ f: text }), "B"],
    ["integer to number", closed({ f: whole }), closed({ f: { type: "number" } }), "B"],
    ["string to integer", closed({ f: text }), closed({ f: whole }), ""],
    ["NULL as well", closed({ f: text }), closed({ f: { type: ["string", "null"] } }), "B"],
    ["maxLength higher", closed({ f: { ...text, maxLength: 5 } }), closed({ f: { ...text, maxLength: 6 } }), "B"],
    ["minimum higher", closed({ f: { ...whole, minimum: 1 } }), closed({ f: { ...whole, minimum: 2 } }), "F"],
    ["a pattern", closed({ f: text }), closed({ f: { ...text, pattern: "^a" } }), "F"],
    ["a value more", closed({ f: { enum: ["a"] } }), closed({ f: { enum: ["a", "b"] } }), "B"],
    ["a description", closed({ f: text }), closed({ f: { ...text, description: "d" } }), "BF"],
    ["closed from now on", open({ f: text }), closed({ f: text }), "F"],
  ];
  it.each(cases)("%s", (_, before, now, verdict) => {
    const levels = { B: "BACKWARD", F: "FORWARD" };
    for (const [letter, level] of Object.entries(levels))
      expect(named("JSON", level, [before, now]).length === 0, level).toBe(verdict.includes(letter));
  });

  it("names the field, in members, items and maps", () => {
    const deep = (type: string) =>
      closed({ a: { type: "array", items: closed({ m: open({}, { additionalProperties: { type } }) }) } });
    expect(named("JSON", "BACKWARD", [deep("string"), deep("integer")])).toEqual(["a[].m{}"]);
  });
});

describe("Protobuf", () => {
  const file = (body: string) => `syntax = "proto3";\npackage p;\n// a comment\nmessage M {\n${body}\n}\n`;
  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    ["a field more", "string a = 1;", "string a = 1; optional int64 b = 2;", []],
    ["a field gone, and reserved", "string a = 1; string b = 2;", 'reserved 2; reserved "b"; string a = 1;', []],
    ["a field gone, and forgotten", "string a = 1; string b = 2;", "string a = 1;", ["b"]],
    ["a number moved", "string a = 1;", "string a = 2;", ["a"]],
    ["a number for another name", "string a = 1;", "string b = 1;", ["a"]],
    ["a reserved number taken", "reserved 2; string a = 1;", "string a = 1; string b = 2;", ["b"]],
    ["a reserved range taken", "reserved 2 to 4; string a = 1;", "string a = 1; string b = 3;", ["b"]],
    ["int32 to int64", "int32 a = 1;", "int64 a = 1;", []],
    ["int32 to sint32", "int32 a = 1;", "sint32 a = 1;", ["a"]],
    ["string to bytes", "string a = 1;", "bytes a = 1;", []],
    ["one value to many", "string a = 1;", "repeated string a = 1;", ["a"]],
    ["optional", "string a = 1;", "optional string a = 1;", []],
    ["a member of a message", "message N { string x = 1; } N a = 1;", "message N { int64 x = 1; } N a = 1;", ["a.x"]],
    ["the values of a map", "map<string, string> a = 1;", "map<string, int64> a = 1;", ["a"]],
    ["an enum wider", "enum E { X = 0; } E a = 1;", "enum E { X = 0; Y = 1; } E a = 1;", []],
    ["a timestamp to text", ".google.protobuf.Timestamp a = 1;", "string a = 1;", ["a"]],
    ["the dot in front", ".google.protobuf.Timestamp a = 1;", "google.protobuf.Timestamp a = 1;", []],
    ["options and a oneof", "oneof o { string a = 1; }", 'string a = 1 [json_name = "A;{"];', []],
  ];
  it.each(cases)("%s", (_, before, now, fields) => {
    expect(named("PROTOBUF", "BACKWARD", [file(before), file(now)])).toEqual(fields);
  });

  it("sees another package, and another message", () => {
    expect(named("PROTOBUF", "FULL", [file(""), file("").replace("package p", "package q")])).toEqual(["the message"]);
    expect(named("PROTOBUF", "FULL", [file(""), file("").replace("message M", "message N")])).toEqual(["the message"]);
  });
});

it("a level of NONE takes everything, and another format nothing", () => {
  expect(named("AVRO", "NONE", ['"int"', '"string"'])).toEqual([]);
  const [avro, json] = [
    { type: "AVRO", text: '"int"' },
    { type: "JSON", text: "{}" },
  ];
  expect(problemsAt("FULL", json, avro).length).toBeGreaterThan(0);
});

it("schemas are the same however they are written", () => {
  const json = (text: string) => ({ type: "JSON", text });
  expect(isSameSchema(json('{"a": 1, "b": [2]}'), json('{"b":[2],"a":1}'))).toBe(true);
  expect(isSameSchema(json('{"a": 1}'), json('{"a": 2}'))).toBe(false);
  const proto = (text: string) => ({ type: "PROTOBUF", text });
  expect(isSameSchema(proto("message M {\n  string a = 1; // x\n}\n"), proto("message M { string a=1; }"))).toBe(true);
});
