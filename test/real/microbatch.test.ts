import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ir } from "../../src/ir/ir.ts";
import { batchVariables } from "../../src/running/interval.ts";
import { emitDbt } from "../emit/dbt/project.ts";
import { irOf } from "../ir-of.ts";
import { createDatabase, type Database, type Engine } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { writeProject } from "./dbt/project.ts";
import { runPipeline } from "./dbt/publishing.ts";
import { openSession, type Session } from "./dbt/session.ts";
import { withoutPython } from "./needs.ts";

/** The first day of a month, as many months ago. dbt builds batches up to now. */
function month(ago: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago, 1)).toISOString().slice(0, 10);
}

type EventRow = readonly [id: number, amount: number, monthsAgo: number];

const FIRST: readonly EventRow[] = [
  [1, 10, 3],
  [2, 20, 2],
  [3, 30, 1],
];

/** The events of three months up to a model that dbt builds month by month. */
function batchedIr(engine: Engine): Ir {
  const fields = (amount: string) => `
dataset: {primary_key: [id], event_time: happened_at}
fields:
  - {name: id, type: bigint}
  - {name: amount, type: integer, ${amount}}
  - {name: happened_at, type: timestamp}
`;
  return irOf({
    "contracts/events.contract.yaml": `contract: {name: events, version: 1.0.0, owner: data@example.com}${fields("minimum: 0")}`,
    "contracts/fct_events.contract.yaml": `contract: {name: fct_events, version: 1.0.0, owner: data@example.com}${fields("maximum: 1000")}`,
    "contracts/fct_events.sql": "select id, amount, happened_at from {{ ref('events') }}\n",
    "contracts/daily.pipeline.yaml": `
pipeline: {name: daily, owner: data@example.com, schedule: "@monthly"}
source: {name: shop, type: postgres, connection: shop, tables: [events]}
destination: {type: ${engine}, connection: warehouse, schema: raw}
models:
  - {staging: events}
  - name: fct_events
    kind: fact
    contract: fct_events
    materialized: incremental
    unique_key: id
    sql: fct_events.sql
    jinja: true
    config:
      incremental_strategy: microbatch
      batch_size: month
      begin: "${month(3)}"
      ${engine === "postgres" ? "indexes: [{columns: [happened_at]}]" : ""}
`,
  });
}

interface Warehouse {
  readonly database: Database;
  load(rows: readonly EventRow[]): Promise<void>;
  /** Runs the pipeline, in a backfill of the month that was so many months ago. */
  run(backfill?: number): ReturnType<typeof runPipeline>;
  published(): Promise<readonly (readonly unknown[])[]>;
}

describe.skipIf(withoutPython())("a model that dbt builds in batches", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  describe.each<Engine>(["duckdb", "postgres"])("on %s", (engine) => {
    let warehouse: Warehouse;
    beforeAll(async () => {
      warehouse = await warehouseOf(engine, machine as NonNullable<typeof machine>);
      await warehouse.load(FIRST);
    });

    const green = async (backfill?: number) => {
      const { failed, said } = await warehouse.run(backfill);
      expect(failed, said.at(-1)).toEqual([]);
    };

    it("has all rows after the first run", async () => {
      await green();
      expect(await warehouse.published()).toEqual([
        ["1", "10"],
        ["2", "20"],
        ["3", "30"],
      ]);
    });

    it("has the rows of its interval after a backfill, and no other change", async () => {
      await warehouse.load([
        [1, 11, 3],
        [2, 22, 2],
        [4, 40, 2],
        [3, 33, 1],
      ]);
      await green(2);
      expect(await warehouse.published()).toEqual([
        ["1", "10"],
        ["2", "22"],
        ["3", "30"],
        ["4", "40"],
      ]);
    });

    it("stays as it was after a red run", async () => {
      const before = await warehouse.published();
      await warehouse.load([...FIRST, [5, 1001, 0]]);
      const { failed } = await warehouse.run();
      expect(failed).toEqual(["quality.dbt_models"]);
      expect(await warehouse.published()).toEqual(before);
    });

    it("has the rows of its last batches after a run", async () => {
      await warehouse.load([
        [1, 11, 3],
        [3, 33, 1],
        [5, 50, 0],
      ]);
      await green();
      const published = await warehouse.published();
      expect(published).toEqual([
        ["1", "10"],
        ["2", "22"],
        ["3", "33"],
        ["4", "40"],
        ["5", "50"],
      ]);
    });

    it("keeps its indexes", async () => {
      if (engine === "duckdb") return;
      const { indexes } = await warehouse.database.query({
        indexes: "select indexdef from pg_indexes where schemaname = 'analytics' and tablename = 'fct_events'",
      });
      expect(indexes?.map(String)).toEqual([expect.stringContaining("(happened_at)")]);
    });
  });
});

async function warehouseOf(engine: Engine, machine: Awaited<ReturnType<typeof setUp>>): Promise<Warehouse> {
  const ir = batchedIr(engine);
  const { files, diagnostics } = emitDbt(ir, { adapters: [engine] });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const cwd = writeProject(files, engine, join(machine.folder, `batches-${engine}`));
  const database = await createDatabase(engine, "batches", machine);
  await database.run(
    "create schema raw; create table raw.events (id bigint, amount integer, happened_at timestamp with time zone)",
  );
  const withSession = async <T>(env: Readonly<Record<string, string>>, use: (session: Session) => Promise<T>) => {
    const session = openSession(machine.dbt, { ...database, env: { ...database.env, ...env } }, cwd);
    const used = await use(session);
    await session.close();
    return used;
  };
  return {
    database,
    load: (rows) =>
      database.run(
        `delete from raw.events; insert into raw.events values ${rows.map(([id, amount, ago]) => `(${id}, ${amount}, '${month(ago)} 12:00:00+00')`).join(", ")}`,
      ),
    // A DAG sets the variables in every run; they are empty outside of a backfill.
    run: (backfill) =>
      withSession(
        {
          [batchVariables.start]: backfill === undefined ? "" : `${month(backfill)}T00:00:00`,
          [batchVariables.end]: backfill === undefined ? "" : `${month(backfill - 1)}T00:00:00`,
        },
        (session) => runPipeline(ir, session),
      ),
    published: async () => {
      const { rows } = await database.query({ rows: "select id, amount from analytics.fct_events order by 1" });
      return (rows ?? []).map((row) => row.map(String));
    },
  };
}
