import { describe, expect, it } from "vitest";
import { irOf } from "../ir-of.ts";

const HEAD = 'contract: {name: orders, version: "1.0.0", owner: data@example.com}\n';

function field(column: string, rest = "") {
  const ir = irOf({ "contracts/orders.yaml": `${HEAD}${rest}\nschema: {type: object, properties: {a: ${column}}}\n` });
  const [found] = ir.contracts[0]?.dataset.fields ?? [];
  if (found === undefined) throw new Error("no field");
  return found;
}

describe("types", () => {
  const types: Readonly<Record<string, unknown>> = {
    "{type: string}": { kind: "string" },
    "{type: string, max_length: 5}": { kind: "string", maxLength: 5 },
    "{type: string, format: uuid}": { kind: "string", format: "uuid" },
    "{type: string, enum: [x, y]}": { kind: "enum", values: ["x", "y"] },
    "{type: integer}": { kind: "int", bits: 64 },
    "{type: integer, bits: 32}": { kind: "int", bits: 32 },
    "{type: bigint}": { kind: "int", bits: 64 },
    "{type: smallint}": { kind: "int", bits: 16 },
    "{type: float}": { kind: "float", bits: 32 },
    "{type: double}": { kind: "float", bits: 64 },
    "{type: decimal}": { kind: "decimal", precision: 38, scale: 9 },
    "{type: decimal, precision: 10}": { kind: "decimal", precision: 10, scale: 0 },
    "{type: decimal, precision: 10, scale: 2}": { kind: "decimal", precision: 10, scale: 2 },
    "{type: boolean}": { kind: "bool" },
    "{type: date}": { kind: "date" },
    "{type: timestamp}": { kind: "timestamp", zone: "instant" },
    "{type: timestamp_local}": { kind: "timestamp", zone: "local" },
    "{type: uuid}": { kind: "uuid" },
    "{type: json}": { kind: "json" },
    "{type: array, items: {type: integer, nullable: true}}": {
      kind: "array",
      items: { kind: "int", bits: 64 },
      itemsNullable: true,
    },
  };

  it.each(Object.entries(types))("%s", (column, type) => {
    expect(field(column).type).toEqual(type);
  });
});

describe("whether a value is there", () => {
  const TOPIC = "dataset: {kind: topic}\ntopic: {name: t, partitions: 1, replication_factor: 1, format: json}";
  const cases: readonly (readonly [column: string, rows: "table" | "message", nullable: boolean, presence: string])[] =
    [
      ["{type: string}", "table", true, "required"],
      ["{type: string, required: true}", "table", false, "required"],
      ["{type: string, required: true, nullable: true}", "table", true, "required"],
      ["{type: string, required: false}", "table", true, "optional"],
      ["{type: string, default: x}", "table", true, "optional"],
      ["{type: string, not_null: true, default: x}", "table", false, "optional"],
      ["{type: string, not_null: true, required: false}", "table", false, "optional"],
      ["{type: string, required: true, default: x}", "table", false, "required"],
      ["{type: string, not_null: true}", "table", false, "required"],
      ["{type: string, primary_key: true}", "table", false, "required"],
      ["{type: string}", "message", true, "optional"],
      ["{type: string, required: true}", "message", false, "required"],
      ["{type: string, required: true, nullable: true}", "message", true, "required"],
      ["{type: string, not_null: true}", "message", false, "required"],
      ["{type: string, not_null: true, default: x}", "message", false, "optional"],
    ];

  it.each(cases)("%s in a %s: nullable %s, %s", (column, rows, nullable, presence) => {
    expect(field(column, rows === "message" ? TOPIC : "")).toMatchObject({ nullable, presence });
  });
});

describe("pipelines", () => {
  const ir = irOf({
    "contracts/orders.yaml": `${HEAD}dataset: {primary_key: [id], updated_at: at}\nschema: {type: object, properties: {id: {type: string}, at: {type: timestamp}}}\n`,
    "contracts/daily.yaml": `
pipeline: {name: daily, type: batch}
source: {type: postgres, connection: shop-db, tables: [orders], mode: incremental, watermark: at}
destination: {type: snowflake, connection: warehouse}
models:
  - {dimension: orders, name: dim_orders, scd: 2}
  - {name: fct, materialized: incremental, unique_key: id, sql: "select id, count(*) as n from {{ source('shop_db', 'orders') }} join {{ ref('dim_orders') }} using (id) group by id"}
  - {name: made_up, materialized: view, sql: "select count(*) from {{ ref('fct') }}"}
`,
  });
  const [pipeline] = ir.pipelines;
  if (pipeline?.kind !== "batch") throw new Error("no batch pipeline");

  it("have every default", () => {
    expect(pipeline).toMatchObject({
      timezone: "UTC",
      alertEmails: [],
      source: { name: "shop_db", schema: "public", mode: "incremental", watermark: "at", lookbackSeconds: 0 },
      destination: { schema: "raw" },
    });
    // Airflow's own defaults apply.
    expect(pipeline).not.toHaveProperty("retries");
    expect(pipeline).not.toHaveProperty("retryDelaySeconds");
  });

  it("have their models in an order in which each follows what it reads", () => {
    expect(pipeline.models.map(({ kind, name, reads }) => [kind, name, reads])).toEqual([
      ["staging", "stg_shop_db__orders", []],
      ["dimension", "dim_orders", ["stg_shop_db__orders"]],
      ["sql", "fct", ["dim_orders", "stg_shop_db__orders"]],
      ["sql", "made_up", ["fct"]],
    ]);
  });

  it("have the SQL in pieces, each reference a model, and the columns where they can be told", () => {
    const fct = pipeline.models.find(({ name }) => name === "fct");
    const madeUp = pipeline.models.find(({ name }) => name === "made_up");
    expect(fct).toMatchObject({ columns: ["id", "n"], lookbackSeconds: 3 * 86_400, uniqueKey: ["id"] });
    expect(fct?.kind === "sql" && fct.sql.filter(({ kind }) => kind === "ref")).toEqual([
      { kind: "ref", model: "stg_shop_db__orders" },
      { kind: "ref", model: "dim_orders" },
    ]);
    expect(madeUp).not.toHaveProperty("columns");
  });
});
