import { describe, expect, it } from "vitest";
import type { Adapter } from "../../../src/emit/dbt/index.ts";
import { dbtAdapters } from "../../../src/emit/dbt/options.ts";
import { dataType } from "../../../src/emit/dbt/types.ts";
import type { Type, TypeKind } from "../../../src/ir/field.ts";

const text: Type = { kind: "string" };

/** Each kind of type, in the order of the adapters: duckdb, postgres, snowflake, bigquery, redshift, databricks. */
const TABLE: Readonly<Record<TypeKind, readonly [Type, readonly string[]]>> = {
  string: [{ kind: "string", maxLength: 5 }, ["varchar", "text", "varchar", "string", "varchar(65535)", "string"]],
  int: [{ kind: "int", bits: 64 }, ["bigint", "bigint", "number(38, 0)", "int64", "bigint", "bigint"]],
  float: [
    { kind: "float", bits: 64 },
    ["double", "double precision", "float", "float64", "double precision", "double"],
  ],
  decimal: [
    { kind: "decimal", precision: 10, scale: 2 },
    ["decimal(10, 2)", "numeric(10, 2)", "number(10, 2)", "numeric(10, 2)", "decimal(10, 2)", "decimal(10, 2)"],
  ],
  bool: [{ kind: "bool" }, ["boolean", "boolean", "boolean", "bool", "boolean", "boolean"]],
  date: [{ kind: "date" }, ["date", "date", "date", "date", "date", "date"]],
  time: [{ kind: "time" }, ["time", "time", "time", "time", "time", "string"]],
  timestamp: [
    { kind: "timestamp", zone: "instant" },
    ["timestamptz", "timestamptz", "timestamp_tz", "timestamp", "timestamptz", "timestamp"],
  ],
  duration: [{ kind: "duration" }, ["varchar", "text", "varchar", "string", "varchar(65535)", "string"]],
  uuid: [{ kind: "uuid" }, ["uuid", "uuid", "varchar", "string", "varchar(65535)", "string"]],
  bytes: [{ kind: "bytes" }, ["blob", "bytea", "binary", "bytes", "varbyte", "binary"]],
  json: [{ kind: "json" }, ["json", "jsonb", "variant", "json", "super", "string"]],
  enum: [{ kind: "enum", values: ["a"] }, ["varchar", "text", "varchar", "string", "varchar(65535)", "string"]],
  array: [
    { kind: "array", items: text, itemsNullable: true },
    ["varchar[]", "text[]", "array", "array<string>", "super", "array<string>"],
  ],
  map: [
    { kind: "map", values: text, valuesNullable: true },
    ["map(varchar, varchar)", "jsonb", "object", "json", "super", "map<string, string>"],
  ],
  struct: [
    { kind: "struct", fields: [field("order", text), field("homePage", { kind: "int", bits: 32 })] },
    [
      'struct("order" varchar, "homePage" integer)',
      "jsonb",
      "object",
      "struct<`order` string, `homePage` int64>",
      "super",
      "struct<`order`: string, `homePage`: int>",
    ],
  ],
  vector: [
    { kind: "vector", dimensions: 3 },
    ["float[3]", "real[]", "vector(float, 3)", "array<float64>", "super", "array<float>"],
  ],
};

function field(name: string, type: Type) {
  const origin = { path: "", pointer: "" };
  return {
    id: name,
    name,
    type,
    nullable: true,
    presence: "optional",
    privacy: { pii: false },
    evolution: { locked: false },
    origin,
  } as const;
}

describe("the type of a column", () => {
  it.each(Object.entries(TABLE))("%s", (_, [type, want]) => {
    expect(dbtAdapters.map((adapter) => dataType(type, adapter).text)).toEqual(inOrder(want));
  });

  it.each<[number, number, string]>([
    [38, 9, "numeric(38, 9)"],
    [38, 10, "bignumeric(38, 10)"],
    [38, 0, "bignumeric(38, 0)"],
  ])("a decimal(%i, %i) of BigQuery is %s", (precision, scale, want) => {
    expect(dataType({ kind: "decimal", precision, scale }, "bigquery").text).toBe(want);
  });
});

const ORDER: readonly Adapter[] = ["duckdb", "postgres", "snowflake", "bigquery", "redshift", "databricks"];

function inOrder(want: readonly string[]): readonly (string | undefined)[] {
  return dbtAdapters.map((adapter) => want[ORDER.indexOf(adapter)]);
}
