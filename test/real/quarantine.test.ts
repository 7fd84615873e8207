import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitDbt } from "../emit/dbt/project.ts";
import { createDatabase, type Engine } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { writeProject } from "./dbt/project.ts";
import { runPipeline } from "./dbt/publishing.ts";
import { quarantiningIr } from "./dbt/quarantining.ts";
import { openSession, type Session } from "./dbt/session.ts";
import { withoutPython } from "./needs.ts";

type Customer = readonly [id: number | null, city: string, referrer: number | null, day: number];
type Order = readonly [
  id: number | null,
  customer: number | null,
  amount: number,
  code: string,
  status: string,
  day: number,
];

const CUSTOMERS: readonly Customer[] = [
  [1, "Berlin", null, 1],
  [2, "Paris", 1, 1],
];
const ORDERS: readonly Order[] = [
  [10, 1, 100, "a", "new", 2],
  [11, 1, 200, "b", "paid", 2],
  [12, 2, 300, "c", "it's", 2],
];

/** Orders that violate one assertion each, and the ids of what they violate. */
const BAD: readonly (readonly [Order, string])[] = [
  [[null, 1, 1, "d", "new", 1], "orders.order_id.not_null"],
  [[20, null, 1, "e", "new", 1], "orders.customer_id.not_null"],
  [[21, 9, 1, "f", "new", 1], "orders.customer_id.reference"],
  [[22, 1, -1, "g", "new", 1], "orders.amount.range"],
  [[23, 1, 1, "H", "new", 1], "orders.code.matches"],
  [[24, 1, 1, "i", "NEW", 1], "orders.status.in_set"],
  [[25, 1, 0, "j", "paid", 1], "orders.paid_orders_cost"],
  [[26, 1, 7, "k", "paid", 1], "orders.amount.multiple_of"],
  [[27, 1, 1, "l", "new", 1], "orders.order_id.unique"],
  [[27, 1, 2, "m", "new", 1], "orders.order_id.unique"],
];

const QUARANTINES = ["stg_shop__customers", "stg_shop__orders", "fct_orders", "revenue"];
const PUBLISHED = ["fct_orders", "revenue", "dim_customers", "dim_customers_snapshot"];

interface Warehouse {
  readonly session: Session;
  reopen(): void;
  load(customers: readonly Customer[], orders: readonly Order[]): Promise<void>;
  /** Runs the pipeline until a command fails: the steps of that command, and what all commands said. */
  run(): Promise<{ readonly failed: readonly string[]; readonly said: string }>;
  green(): Promise<string>;
  red(): Promise<string>;
  /** The published tables with their quarantines, whole. */
  published(): ReturnType<Session["query"]>;
  rows(sql: string): Promise<readonly (readonly (string | null)[])[]>;
}

describe.skipIf(withoutPython())("a quarantine", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  describe.each<Engine>(["duckdb", "postgres"])("on %s", (engine) => {
    let warehouse: Warehouse | undefined;
    const here = () => warehouse as Warehouse;
    beforeAll(async () => {
      warehouse = await warehouseOf(engine, machine as NonNullable<typeof machine>);
    });
    afterAll(() => warehouse?.session.close());

    const ids = (model: string) =>
      here().rows(
        `select order_id, _dex_violations from analytics.${model}__quarantine order by _dex_violations, amount`,
      );
    const facts = () => here().rows("select order_id, amount from analytics.fct_orders order by order_id");

    it("is empty if nothing violates the contracts", async () => {
      await here().load(CUSTOMERS, ORDERS);
      const said = await here().green();
      expect(said).not.toContain("Quarantine of");
      for (const model of QUARANTINES)
        expect(await here().rows(`select * from analytics.${model}__quarantine`)).toEqual([]);
      expect(await facts()).toEqual([
        ["10", "100"],
        ["11", "200"],
        ["12", "300"],
      ]);
    });

    it("gets the rows that violate a source's contract, whole, and nothing else sees them", async () => {
      await here().load(
        [...CUSTOMERS, [3, "X", null, 1]],
        [...ORDERS, ...BAD.map(([row]) => row), [28, 3, 5, "n", "new", 1]],
      );
      const said = await here().green();
      expect(await ids("stg_shop__orders")).toEqual(
        [...BAD, [[28, 3, 5, "n", "new", 1], "orders.customer_id.reference"] as const]
          .toSorted(([one, a], [other, b]) => (a === b ? one[2] - other[2] : a < b ? -1 : 1))
          .map(([row, id]) => [row[0] === null ? null : String(row[0]), id]),
      );
      expect(said).toContain("Quarantine of stg_shop__orders: 11 rows (");
      expect(said).toContain("orders.order_id.unique: 2");
      expect(said).toContain("Quarantine of stg_shop__customers: 1 rows (customers.city.length: 1)");
      expect(await facts()).toEqual([
        ["10", "100"],
        ["11", "200"],
        ["12", "300"],
      ]);
      expect(await here().rows("select count(*) from raw.orders")).toEqual([["14"]]);
      expect(await here().rows("select count(*) from analytics.dim_customers where customer_id = 3")).toEqual([["0"]]);
      const [whole] = await here().rows(
        "select amount, code, status, _dex_run_id <> '', _dex_quarantined_at is not null from analytics.stg_shop__orders__quarantine where order_id = 22",
      );
      expect(whole?.slice(0, 3)).toEqual(["-1", "g", "new"]);
      expect(whole?.slice(3).map((one) => one?.toLowerCase())).toEqual(["true", "true"]);
    });

    it("has a row once, however often a run finds it", async () => {
      const before = await here().published();
      await here().green();
      expect(await here().published()).toEqual(before);
    });

    it("loses the rows that are mended at their source, and an incremental model gets them although they are old", async () => {
      const mended = BAD.filter(([, id]) => id !== "orders.order_id.unique").map(
        ([row], index): Order => [row[0] ?? 19, 1, 5, "defghijklmn"[index] ?? "", "paid", 1],
      );
      await here().load(CUSTOMERS, [...ORDERS, ...mended, [27, 1, 2, "m", "new", 1]]);
      await here().green();
      expect(await ids("stg_shop__orders")).toEqual([]);
      expect((await facts()).map(([id]) => id)).toEqual([
        "10",
        "11",
        "12",
        "19",
        "20",
        "21",
        "22",
        "23",
        "24",
        "25",
        "26",
        "27",
      ]);
    });

    it("gets the rows that violate the contract of an incremental model, judged against the published ones", async () => {
      await here().load(CUSTOMERS, [
        ...ORDERS,
        [30, 1, 2000, "q", "new", 9],
        [31, 2, 50, "a", "new", 9],
        [32, 2, 60, "z", "new", 9],
      ]);
      const said = await here().green();
      expect(await ids("fct_orders")).toEqual([
        ["30", "fct_orders.amount.range"],
        ["31", "fct_orders.code.unique"],
      ]);
      expect(said).toContain(
        "Quarantine of fct_orders: 2 rows (fct_orders.amount.range: 1, fct_orders.code.unique: 1)",
      );
      expect((await facts()).filter(([id]) => Number(id) >= 30 || id === "10")).toEqual([
        ["10", "100"],
        ["32", "60"],
      ]);
      const before = await here().published();
      await here().load(CUSTOMERS, [
        ...ORDERS,
        [30, 1, 2000, "q", "new", 9],
        [31, 2, 50, "a", "new", 9],
        [33, 2, 60, "y", "new", 20],
      ]);
      await here().green();
      const after = await here().published();
      expect(after["fct_orders__quarantine"]).toEqual(before["fct_orders__quarantine"]);
    });

    it("gives back the rows of an incremental model that are mended in it", async () => {
      await here().session.script("update analytics.fct_orders__quarantine set amount = 900 where order_id = 30");
      const edited = await here().rows("select * from analytics.fct_orders__quarantine order by order_id");
      await here().green();
      expect(await here().rows("select * from analytics.fct_orders__quarantine order by order_id")).toEqual(edited);
      const put = await here().session.dbt([
        "run-operation",
        "dex_redrive",
        "--args",
        '{model: fct_orders, where: "order_id = 30"}',
      ]);
      expect(put).toMatchObject({ ok: true });
      expect(put.said).toContain("Put back 1 rows of fct_orders");
      for (const _ of [1, 2]) {
        await here().green();
        expect((await facts()).filter(([id]) => id === "30")).toEqual([["30", "900"]]);
        expect(await ids("fct_orders")).toEqual([["31", "fct_orders.code.unique"]]);
      }
    });

    it("gives back the rows of a source that are mended in it, until the source has another row", async () => {
      const old: Order = [40, 1, -5, "t", "new", 1];
      await here().load([...CUSTOMERS, [4, "Y", 1, 1]], [...ORDERS, old, [41, 4, 70, "u", "new", 1]]);
      await here().green();
      expect(await ids("stg_shop__orders")).toEqual([
        ["40", "orders.amount.range"],
        ["41", "orders.customer_id.reference"],
      ]);
      await here().session.script(
        "update analytics.stg_shop__orders__quarantine set amount = 55 where order_id = 40; update analytics.stg_shop__customers__quarantine set city = 'Oslo'",
      );
      for (const model of ["stg_shop__orders", "stg_shop__customers"])
        expect(await here().session.dbt(["run-operation", "dex_redrive", "--args", `{model: ${model}}`])).toMatchObject(
          { ok: true },
        );
      await here().green();
      expect(await ids("stg_shop__orders")).toEqual([]);
      expect((await facts()).filter(([id]) => id === "40" || id === "41")).toEqual([
        ["40", "55"],
        ["41", "70"],
      ]);
      expect(await here().rows("select city from analytics.dim_customers where customer_id = 4")).toEqual([["Oslo"]]);
      await here().load(
        [...CUSTOMERS, [4, "Bergen", 1, 30]],
        [...ORDERS, [40, 1, 66, "t", "new", 30], [41, 4, 70, "u", "new", 1]],
      );
      await here().green();
      expect((await facts()).filter(([id]) => id === "40")).toEqual([["40", "66"]]);
      expect(
        await here().rows("select city from analytics.dim_customers where customer_id = 4 order by valid_from"),
      ).toEqual([["Oslo"], ["Bergen"]]);
    });

    it("takes rows up to the tolerance; a run with more is red, and shows them beside the published ones", async () => {
      const many = (first: number, customer: number) =>
        [0, 1, 2, 3, 4, 5].map(
          (index): Order => [first + index, customer, 950, "abcdef"[index]?.repeat(first / 10) ?? "", "paid", 31],
        );
      await here().load(CUSTOMERS, [...ORDERS, ...many(50, 1)]);
      await here().green();
      expect(
        await here().rows("select city, amount > 5000, _dex_violations from analytics.revenue__quarantine"),
      ).toHaveLength(1);
      const before = await here().published();
      await here().load(CUSTOMERS, [...ORDERS, ...many(50, 1), ...many(60, 2)]);
      expect(await here().red()).toContain("revenue__amount__range");
      expect(await here().published()).toEqual(before);
      expect(await here().rows("select city from analytics.revenue__quarantine__audit order by city")).toEqual([
        ["Berlin"],
        ["Paris"],
      ]);
      await here().load(CUSTOMERS, [
        ...ORDERS,
        [70, 1, 7, "v", "paid", 1],
        [71, 1, 8, "w", "paid", 1],
        [72, 1, 9, "x", "paid", 1],
      ]);
      expect(await here().red()).toContain("orders__amount__multiple_of");
      expect(await here().published()).toEqual(before);
      expect(await here().rows("select count(*) from analytics.stg_shop__orders__quarantine__audit")).toEqual([["3"]]);
    });

    it("takes no rows of rules that block or warn, and a reference to the table itself is looked up once", async () => {
      const before = await here().published();
      await here().load(CUSTOMERS, [...ORDERS, [80, 1, 200_000, "r", "new", 1]]);
      expect(await here().red()).toContain("orders__amount__range");
      await here().load([...CUSTOMERS, [5, "Z", null, 1], [6, "Rome", 5, 1], [7, "Nice", 6, 1]], ORDERS);
      expect(await here().red()).toContain("customers__referrer__reference");
      expect(await here().published()).toEqual(before);
      await here().load(
        [...CUSTOMERS, [5, "Z", null, 1], [6, "Rome", 5, 1]],
        [...ORDERS, [81, 1, 60_000, "s", "new", 1]],
      );
      const said = await here().green();
      expect(said).toContain(
        "Quarantine of stg_shop__customers: 2 rows (customers.city.length: 1, customers.referrer.reference: 1)",
      );
      expect(said).toContain("WARN");
      expect((await ids("fct_orders")).map(([id]) => id)).toContain("81");
    });

    it("is as it was after a run that is killed", async () => {
      for (const wait of [1500, 3500]) {
        const before = await here().published();
        await here().load(CUSTOMERS, [...ORDERS, [90, 1, -wait, "r", "new", 1]]);
        const running = here()
          .run()
          .catch(() => undefined);
        await new Promise((done) => setTimeout(done, wait));
        await here().session.kill();
        await running;
        here().reopen();
        const found = await here().published();
        await here().green();
        const after = await here().published();
        expect([JSON.stringify(before), JSON.stringify(after)]).toContain(JSON.stringify(found));
        expect((await ids("stg_shop__orders")).map(([id]) => id)).toEqual(["90"]);
      }
    });

    it("leaves nothing of a run behind", async () => {
      const left = await here().rows(
        "select table_name from information_schema.tables where table_name like '%\\_\\_audit' escape '\\' or table_name like '%\\_\\_delta' escape '\\' or table_name in ('fct_orders__judged', 'revenue__judged')",
      );
      expect(left).toEqual([]);
    });
  });
});

async function warehouseOf(engine: Engine, machine: Awaited<ReturnType<typeof setUp>>): Promise<Warehouse> {
  const ir = quarantiningIr(engine);
  const { files, diagnostics } = emitDbt(ir, { adapters: [engine] });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const cwd = writeProject(files, engine, join(machine.folder, `quarantine-${engine}`));
  const database = await createDatabase(engine, "quarantine", machine);
  let session = openSession(machine.dbt, database, cwd);
  await session.script(
    "create schema raw; create table raw.customers (customer_id bigint, city text, referrer bigint, updated_at timestamp with time zone); create table raw.orders (order_id bigint, customer_id bigint, amount bigint, code text, status text, updated_at timestamp with time zone)",
  );
  const run: Warehouse["run"] = async () => {
    const { failed, bad, said } = await runPipeline(ir, session);
    return { failed, said: [...said, ...Object.keys(bad)].join("\n") };
  };
  const query = async (sql: string) => (await session.query({ found: sql }))["found"] ?? [];
  return {
    get session() {
      return session;
    },
    reopen: () => {
      session = openSession(machine.dbt, database, cwd);
    },
    load: (customers, orders) =>
      session.script(
        `delete from raw.customers; delete from raw.orders; insert into raw.customers values ${values(customers)}; insert into raw.orders values ${values(orders)}`,
      ),
    run,
    green: async () => {
      const { failed, said } = await run();
      expect(failed, said).toEqual([]);
      return said;
    },
    red: async () => {
      const { failed, said } = await run();
      expect(failed.length, said).toBeGreaterThan(0);
      return said;
    },
    published: () =>
      session.query(
        Object.fromEntries(
          [...PUBLISHED, ...QUARANTINES.map((model) => `${model}__quarantine`)].map((name) => [
            name,
            `select * from analytics.${name} order by 1, 2`,
          ]),
        ),
      ),
    rows: query,
  };
}

/** Rows as SQL. The last value of a row is a day. */
function values(rows: readonly (readonly (string | number | null)[])[]): string {
  const value = (one: string | number | null) =>
    typeof one === "string" ? `'${one.replaceAll("'", "''")}'` : String(one);
  const day = (one: unknown) => `'${new Date(Date.UTC(2026, 0, Number(one))).toISOString()}'`;
  return rows.map((row) => `(${row.slice(0, -1).map(value).join(", ")}, ${day(row.at(-1))})`).join(", ");
}
