import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitDbt } from "../emit/dbt/project.ts";
import { emitExtract } from "../emit/dlt/project.ts";
import { emitSuites } from "../emit/great-expectations/project.ts";
import { irOf } from "../ir-of.ts";
import type { Engine } from "./dbt/engine.ts";
import { dbt, troubles, writeProject } from "./dbt/project.ts";
import { createStage, setUp } from "./dlt/machine.ts";
import { environment } from "./environments/environment.ts";
import { failures, runSuites, writeFiles } from "./great-expectations/runner.ts";
import { withoutPython } from "./needs.ts";

const ENGINES: readonly Engine[] = ["duckdb", "postgres"];

const files = (engine: Engine) => ({
  "contracts/orders.contract.yaml": `
contract: { name: orders, version: "1.0.0", owner: data-team@example.com }
dataset: { kind: table, primary_key: [order_id], updated_at: placed_at }
schema:
  properties:
    order_id: { type: bigint }
    placed_at: { type: timestamp, minimum: "2024-03-09T23:00:00Z", maximum: "2024-11-04T00:00:00Z" }
    wall: { type: timestamp_local }
    moments: { type: array, items: { type: timestamp } }
`,
  "contracts/days.contract.yaml": `
contract: { name: days, version: "1.0.0", owner: data-team@example.com }
dataset: { kind: table, primary_key: [order_id] }
schema:
  properties:
    order_id: { type: bigint }
    day: { type: date, minimum: "2024-03-09", maximum: "2024-11-03" }
    hour: { type: bigint }
    month: { type: date }
    wall: { type: timestamp_local }
    berlin: { type: date }
`,
  "contracts/daily.pipeline.yaml": `
pipeline: { name: daily, type: batch, schedule: "0 5 * * *", owner: data-team }
source: { type: postgres, connection: shop_postgres, tables: [orders], mode: full }
destination: { type: ${engine}, connection: warehouse, schema: raw }
models:
  - { staging: orders, name: stg_orders }
  - { dimension: orders, name: dim_orders, scd: 2, tracked: [wall] }
  - name: days
    kind: mart
    contract: days
    sql: |
      select
        order_id,
        cast(placed_at as date) as day,
        cast(extract(hour from placed_at) as bigint) as hour,
        cast(date_trunc('month', placed_at) as date) as month,
        wall,
        cast(placed_at at time zone 'Europe/Berlin' as date) as berlin
      from {{ ref('stg_orders') }}
quality: { after: models, engines: [dbt, great_expectations] }
publish: { strategy: in_place }
`,
});

const ORDERS = `
create table orders (order_id bigint primary key, placed_at timestamptz, wall timestamp, moments timestamptz[]);
insert into orders values
  (1, '2024-03-09T23:30:00Z', '2024-03-10T02:30:00', array['2024-03-09T23:30:00Z'::timestamptz]),
  (2, '2024-03-31T15:30:00Z', '2024-03-31T00:00:00', array['2024-03-31T15:30:00Z'::timestamptz, null]),
  (3, '2024-11-03T05:30:00Z', '2024-11-03T01:30:00', '{}'),
  (4, null, null, null);
`;

const ROWS = {
  days: "select order_id, cast(day as varchar), hour, cast(month as varchar), cast(wall as varchar), cast(berlin as varchar) from analytics.days order by 1",
  moments: "select order_id, cast(moments as varchar) from raw.orders order by 1",
  history:
    "select order_id, extract(epoch from valid_from), cast(wall as varchar) from analytics.dim_orders order by 1",
};

/** The zones of a run: of the machine, of the server's sessions, and of the source. */
const ZONES = {
  utc: { env: { TZ: "UTC", PGTZ: "UTC" }, server: "UTC" },
  tokyo: { env: { TZ: "Asia/Tokyo", PGTZ: "Asia/Tokyo" }, server: "America/New_York" },
} as const;

describe.skipIf(withoutPython())("the time zones of the machine and of the servers", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  const run = async (engine: Engine, zone: keyof typeof ZONES) => {
    if (machine === undefined) throw new Error("there is no machine");
    const ir = irOf(files(engine));
    const { env: zoned, server } = ZONES[zone];
    const name = `zones_${engine}_${zone}`;
    const emitted = emitExtract(ir).files;
    const stage = await createStage({ engine, name, files: emitted, pipeline: "daily", variables: zoned }, machine);
    const set = `do $$ begin execute format('alter database %I set timezone to ''${server}''', current_database()); end $$`;
    await stage.source.run(set);
    if (engine === "postgres") await stage.warehouse.run(set);
    await stage.source.run(ORDERS);
    expect(await stage.extract()).toMatchObject({ status: 0, stderr: "" });
    const env = { ...stage.warehouse.env, ...zoned };
    const folder = join(machine.folder, `${name}-project`);
    const cwd = writeProject(emitDbt(ir, { adapters: [engine] }).files, engine, join(folder, "dbt"));
    expect(troubles(await dbt(await environment("dbt"), ["build"], { cwd, env }))).toEqual({});
    const source = engine === "duckdb" ? "pandas" : "postgres";
    writeFiles(emitSuites(ir, { sources: [source] }).files, folder);
    expect(failures(await runSuites([source], { gx: await environment("gx"), folder, env }))).toEqual({});
    return stage.warehouse.query(ROWS);
  };

  it.each(ENGINES)("change no row that is loaded or built, and no verdict, on %s", async (engine) => {
    const utc = await run(engine, "utc");
    expect(utc.days.map((row) => row.slice(0, 3))).toEqual([
      [1, "2024-03-09", 23],
      [2, "2024-03-31", 15],
      [3, "2024-11-03", 5],
      [4, null, null],
    ]);
    expect(await run(engine, "tokyo")).toEqual(utc);
  });
});
