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
