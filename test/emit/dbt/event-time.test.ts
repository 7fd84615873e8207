import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile.ts";
import { memoryHost } from "../../../src/host/memory.ts";

const ORDERS = `contract: {name: orders, version: "1.0.0"}
dataset: {primary_key: [id]}
schema: {properties: {id: {type: bigint}, day: {type: date}, seen_at: {type: timestamp}}}
`;

async function compiled(model: string) {
  const spec = `pipeline: {name: daily, owner: me}
source: {type: postgres, connection: shop, tables: [orders]}
destination: {type: duckdb, connection: warehouse}
models:
  - {name: fct, materialized: incremental, unique_key: id, ${model}}
`;
  const { files, diagnostics } = await compile(
    memoryHost({ "contracts/orders.yaml": ORDERS, "contracts/daily.yaml": spec }),
    { targets: ["dbt"] },
  );
  const sql = files.find(({ path }) => path.endsWith("/fct.sql") && path.includes("/models/"))?.text ?? "";
  return { sql, codes: diagnostics.filter(({ severity }) => severity !== "info").map(({ code }) => code) };
}

/** The property file of a model in batches. */
async function batched(model: string, adapter: "duckdb" | "postgres"): Promise<string> {
  const contract = ORDERS.replace("primary_key: [id]", "primary_key: [id], event_time: seen_at, updated_at: day");
  const spec = `pipeline: {name: daily, owner: me}
source: {type: postgres, connection: shop, tables: [orders]}
destination: {type: ${adapter}, connection: warehouse}
models:
  - {staging: orders}
  - {name: fct, materialized: incremental, unique_key: id, sql: fct.sql, jinja: true, ${model}config: {incremental_strategy: microbatch, batch_size: day, begin: "2026-01-01"}}
`;
  const { files, diagnostics } = await compile(
    memoryHost({
      "contracts/orders.yaml": contract,
      "contracts/daily.yaml": spec,
      "contracts/fct.sql": "select * from {{ ref('orders') }}",
    }),
    { targets: ["dbt"] },
  );
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return files
    .filter(({ path }) => path.endsWith(".yml") || path.endsWith("/fct.sql"))
    .map(({ text }) => text)
    .join("\n");
}

describe("a model in batches", () => {
  it("has a time, and so have the models that dbt filters for it", async () => {
    const text = await batched("contract: orders, ", "duckdb");
    expect(text.match(/event_time: seen_at/g)).toHaveLength(2);
    expect(await batched("event_time: day, ", "duckdb")).toContain("event_time: day");
  });

  it("keeps dbt's own materialization under audit, and its key where dbt takes one", async () => {
    const text = await batched("contract: orders, ", "postgres");
    expect(text).toContain("incremental_strategy: microbatch");
    expect(text).toContain("unique_key: id");
    expect(text).not.toContain("dex_incremental");
    expect(await batched("contract: orders, ", "duckdb")).not.toContain("unique_key");
  });
});

const SQL = `sql: "select id, day, seen_at from {{ ref('orders') }}"`;

describe("event_time of a model", () => {
  it("selects new rows in an incremental run, with the lookback and the type of the column", async () => {
    const { sql, codes } = await compiled(`event_time: day, lookback: 2d, ${SQL}`);
    expect(codes).toEqual([]);
    expect(sql).toContain("{% if is_incremental() %}");
    expect(sql).toMatch(/dex_since\('day', 'day', 2, 'date'\)/);
  });

  it("takes precedence over the columns of the contract", async () => {
    const { sql } = await compiled(`contract: orders, event_time: seen_at, lookback: 1h, ${SQL}`);
    expect(sql).toMatch(/dex_since\('seen_at', 'second', 3600, /);
  });

  it("must be a column of the model, and a date or timestamp", async () => {
    expect((await compiled(`event_time: moment, ${SQL}`)).codes).toEqual(["dbt/unknown-model-column"]);
    expect((await compiled(`contract: orders, event_time: id, ${SQL}`)).codes).toEqual(["check/not-a-time"]);
  });

  it("is required for a lookback without a contract", async () => {
    expect((await compiled(SQL)).codes).toEqual(["check/lookback-without-time"]);
  });
});
