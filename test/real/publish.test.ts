import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../demo/random.ts";
import { emitDbt } from "../emit/dbt/project.ts";
import { createDatabase, type Database, type Engine } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { writeProject } from "./dbt/project.ts";
import { PUBLISHED, publishingIr, runPipeline } from "./dbt/publishing.ts";
import { type Invoked, openSession, type Session, startPolling } from "./dbt/session.ts";
import { withoutPython } from "./needs.ts";

const CUSTOMERS = [
  [1, "Berlin", "2026-01-01 08:00:00+00"],
  [2, "Paris", "2026-01-01 09:00:00+00"],
] as const;
const ORDERS = [
  [10, 1, 100, "2026-01-02 08:00:00+00"],
  [11, 1, 200, "2026-01-02 09:00:00+00"],
  [12, 2, 300, "2026-01-02 10:00:00+00"],
] as const;

type CustomerRow = readonly [number, string, string];
type OrderRow = readonly [number, number, number | null, string];

/** What each place refuses, with a customer who moved and an order that changed in the same run. */
const MOVED: CustomerRow = [2, "Lyon", "2026-01-03 09:00:00+00"];
const CHANGED: OrderRow = [12, 2, 350, "2026-01-03 10:00:00+00"];
const BAD: Readonly<
  Record<string, { readonly customers: readonly CustomerRow[]; readonly orders: readonly OrderRow[] }>
> = {
  "a raw value out of its bounds": { customers: [MOVED], orders: [CHANGED, [13, 1, -1, "2026-01-03 11:00:00+00"]] },
  "a duplicate of a raw key": { customers: [MOVED, [1, "Rome", "2026-01-03 09:00:00+00"]], orders: [CHANGED] },
  "a row that the history would keep": { customers: [[2, "L", "2026-01-03 09:00:00+00"]], orders: [CHANGED] },
  "a fact out of its bounds": { customers: [MOVED], orders: [CHANGED, [13, 1, 1001, "2026-01-03 11:00:00+00"]] },
  "a mart out of its bounds": {
    customers: [MOVED],
    orders: [CHANGED, ...[13, 14, 15, 16, 17].map((id): OrderRow => [id, 1, 990, "2026-01-03 11:00:00+00"])],
  },
};

const GREEN = { failed: [], bad: {}, said: "" };

/** How many runs are killed on each engine. */
const KILLS = Number(process.env["DEX_KILLS"] ?? 4);

interface Warehouse {
  readonly session: Session;
  readonly database: Database;
  /** Starts the process again after a kill. */
  reopen(): void;
  load(customers: readonly CustomerRow[], orders: readonly OrderRow[]): Promise<void>;
  /** Runs the commands of the pipeline until one fails; the steps of that one, or none. */
  run(): Promise<Pick<Invoked, "bad" | "said"> & { readonly failed: readonly string[] }>;
  published(): ReturnType<Session["query"]>;
}

describe.skipIf(withoutPython())("what a run publishes", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  describe.each<Engine>(["duckdb", "postgres"])("on %s", (engine) => {
    let warehouse: Warehouse | undefined;
    const here = () => warehouse as Warehouse;
    let first: Readonly<Record<string, unknown>> = {};
    beforeAll(async () => {
      warehouse = await warehouseOf(engine, machine as NonNullable<typeof machine>);
      await here().load(CUSTOMERS, ORDERS);
      expect(await here().run()).toEqual(GREEN);
      first = await here().published();
    });

    afterAll(() => warehouse?.session.close());

    it("is every model after the first run", () => {
      expect(first).toMatchObject({
        revenue: [
          ["Berlin", "300"],
          ["Paris", "300"],
        ],
        cities: [
          ["Berlin", "300"],
          ["Paris", "300"],
        ],
      });
      expect(first["fct_orders"]).toHaveLength(3);
      expect(first["dim_customers"]).toHaveLength(2);
    });

    it.each(Object.entries(BAD))("stays as it was if there is %s", async (_, { customers, orders }) => {
      await here().load(
        [
          ...CUSTOMERS.filter(([id]) => customers.every(([other, city]) => other !== id || city === "Rome")),
          ...customers,
        ],
        [...ORDERS.filter(([id]) => orders.every(([other]) => other !== id)), ...orders],
      );
      const { failed } = await here().run();
      expect(failed.length).toBeGreaterThan(0);
      expect(await here().published()).toEqual(first);
    });

    it("is new after the rows are mended, with a history of good rows only", async () => {
      await here().load([CUSTOMERS[0], MOVED], [ORDERS[0], ORDERS[1], CHANGED]);
      expect(await here().run()).toEqual(GREEN);
      const now = await here().published();
      expect(now).toMatchObject({
        revenue: [
          ["Berlin", "300"],
          ["Lyon", "350"],
        ],
        cities: [
          ["Berlin", "300"],
          ["Lyon", "350"],
        ],
      });
      expect(now["fct_orders"]).toHaveLength(3);
      const cities = now["dim_customers"]?.map((row) =>
        row.find((value) => ["Berlin", "Paris", "Lyon"].includes(String(value))),
      );
      expect(cities).toEqual(["Berlin", "Paris", "Lyon"]);
      const left = await here().session.query({
        left: "select table_name from information_schema.tables where table_name like '%\\_\\_audit' escape '\\' or table_name like '%\\_\\_delta' escape '\\'",
      });
      expect(left).toEqual({ left: [] });
    });

    it("is old or new after a kill at any moment, and the next run is green", {
      timeout: (10 + KILLS) * 60_000,
    }, async () => {
      const begun = Date.now();
      expect(await here().run()).toEqual(GREEN);
      const whole = Date.now() - begun;
      const random = seeded(KILLS);
      for (let turn = 1; turn <= KILLS; turn++) {
        const before = await here().published();
        const moved: CustomerRow = [
          2,
          ["Nice", "Lille"][turn % 2] ?? "",
          `2026-02-20 09:${String(turn).padStart(2, "0")}:00+00`,
        ];
        await here().load([CUSTOMERS[0], moved], [ORDERS[0], ORDERS[1], [12, 2, 350 + turn, moved[2]]]);
        const running = here()
          .run()
          .catch(() => undefined);
        await new Promise((done) => setTimeout(done, random.next() * whole));
        await here().session.kill();
        await running;
        here().reopen();
        const found = await here().published();
        expect(await here().run()).toEqual(GREEN);
        const after = await here().published();
        expect(after).not.toEqual(before);
        expect([JSON.stringify(before), JSON.stringify(after)]).toContain(JSON.stringify(found));
      }
    });

    it.runIf(engine === "postgres")("is read whole at every moment of a run", async () => {
      const { where } = here().database;
      const agree =
        "select (select sum(amount) from analytics.fct_orders) = (select sum(amount) from analytics.revenue) and (select sum(amount) from analytics.cities) = (select sum(amount) from analytics.int_totals) and (select count(*) from analytics.dim_customers) = (select count(*) from analytics.dim_customers_snapshot)";
      const stayed: CustomerRow = [2, "Metz", "2026-03-01 09:00:00+00"];
      await here().load([CUSTOMERS[0], stayed], ORDERS);
      expect(await here().run()).toEqual(GREEN);
      const poll = await startPolling((machine as NonNullable<typeof machine>).dbt, where, agree);
      for (const amount of [700, 710]) {
        await here().load(
          [CUSTOMERS[0], stayed],
          [ORDERS[0], ORDERS[1], [12, 2, amount, `2026-03-01 10:0${amount % 100 === 0 ? 0 : 1}:00+00`]],
        );
        expect(await here().run()).toEqual(GREEN);
      }
      const polled = await poll.stop();
      expect(polled).toMatchObject({ mixed: 0, errors: [] });
      expect(polled.reads).toBeGreaterThan(50);
    });
  });
});

async function warehouseOf(engine: Engine, machine: Awaited<ReturnType<typeof setUp>>): Promise<Warehouse> {
  const ir = publishingIr(engine);
  const { files, diagnostics } = emitDbt(ir, { adapters: [engine] });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const cwd = writeProject(files, engine, join(machine.folder, `publish-${engine}`));
  const database = await createDatabase(engine, "publish", machine);
  let session = openSession(machine.dbt, database, cwd);
  await session.script(
    "create schema raw; create table raw.customers (customer_id bigint, city text, updated_at timestamp with time zone); create table raw.orders (order_id bigint, customer_id bigint, amount integer, updated_at timestamp with time zone)",
  );
  return {
    get session() {
      return session;
    },
    database,
    reopen: () => {
      session = openSession(machine.dbt, database, cwd);
    },
    load: (customers, orders) =>
      session.script(
        `delete from raw.customers; delete from raw.orders; insert into raw.customers values ${values(customers)}; insert into raw.orders values ${values(orders)}`,
      ),
    run: async () => {
      const { failed, bad, said } = await runPipeline(ir, session);
      return { failed, bad, said: failed.length === 0 ? "" : (said.at(-1) ?? "") };
    },
    published: () =>
      session.query(
        Object.fromEntries(
          Object.entries(PUBLISHED).map(([name, by]) => [name, `select * from analytics.${name} order by ${by}`]),
        ),
      ),
  };
}

function values(rows: readonly (readonly unknown[])[]): string {
  const value = (one: unknown) => (typeof one === "string" ? `'${one}'` : String(one));
  return rows.map((row) => `(${row.map(value).join(", ")})`).join(", ");
}
