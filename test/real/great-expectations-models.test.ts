import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopRows } from "../demo/rows.ts";
import { loadStatements } from "../demo/tables.ts";
import { emitDbt } from "../emit/dbt/project.ts";
import { emitSuites } from "../emit/great-expectations/project.ts";
import type { Database, Engine } from "./dbt/engine.ts";
import { dbt, type Run, troubles, writeProject } from "./dbt/project.ts";
import { compileShop } from "./dbt/shop.ts";
import { environment } from "./environments/environment.ts";
import { databaseWith, SOURCES, setUp, type TestSource } from "./great-expectations/machine.ts";
import { failures, findingsOf, type RunnerRun, runSuites, writeFiles } from "./great-expectations/runner.ts";
import { withoutPython } from "./needs.ts";

const MODELS = ["dim_customers", "fct_orders", "daily_revenue"];
const ENGINES: Readonly<Record<TestSource, Engine>> = { postgres: "postgres", pandas: "duckdb" };

interface Story {
  readonly build: Run;
  readonly clean: RunnerRun;
  readonly spoilt: RunnerRun;
  /** The keys of the rows that were spoilt, by the assertion that each breaks. */
  readonly planted: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

describe.skipIf(withoutPython())("the suites of the shop's models, on tables that dbt has built", () => {
  const stories = new Map<TestSource, Story>();
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;

  beforeAll(async () => {
    const here = await setUp();
    machine = here;
    const [ir, builder] = await Promise.all([compileShop(), environment("dbt")]);
    writeFiles(emitSuites(ir).files, here.folder);
    const { files } = emitDbt(ir, { adapters: Object.values(ENGINES) });
    const words = MODELS.flatMap((name) => ["--suite", name]);
    const story = async (source: TestSource): Promise<Story> => {
      const script = loadStatements(shopRows({ seed: 7, now: new Date() })).join(";\n");
      const reach = await databaseWith(script, { source, name: `built_${source}` }, here);
      const cwd = writeProject(files, ENGINES[source], join(here.folder, `dbt-${source}`));
      const build = await dbt(builder, ["build", "--exclude-resource-type", "test"], { cwd, env: reach.database.env });
      const check = () => runSuites([...reach.words, ...words], { gx: here.dbt, folder: here.folder, env: reach.env });
      const clean = await check();
      const planted = await spoil(reach.database);
      return { build, clean, planted, spoilt: await check() };
    };
    await Promise.all(SOURCES.map(async (source) => stories.set(source, await story(source))));
  });
  afterAll(() => machine?.tearDown());

  describe.each(SOURCES)("%s", (source) => {
    const story = () => stories.get(source) as Story;

    it("are green on what was built of good rows", () => {
      expect(troubles(story().build)).toEqual({});
      expect(failures(story().clean)).toEqual({});
      expect(story().clean.status).toBe(0);
      expect(story().clean.report?.suites.map(({ suite }) => suite)).toEqual(MODELS);
    });

    it("are red in exactly what was spoilt, and tell the very rows", () => {
      const { spoilt, planted } = story();
      expect(spoilt.status).toBe(1);
      expect(failures(spoilt)).toEqual({
        ...Object.fromEntries(Object.keys(planted).map((id) => [id, "critical"])),
        "daily_revenue.paid_at_most_once": "warning",
        "fct_orders.row_count_equals_orders": "critical",
      });
      const told = findingsOf(spoilt.report ?? { exit_code: 0, suites: [] })
        .filter(({ assertion, success }) => !success && assertion in planted)
        .map(({ assertion, rows }) => [assertion, rows]);
      expect(Object.fromEntries(told)).toEqual(
        Object.fromEntries(Object.entries(planted).map(([id, key]) => [id, [key]])),
      );
    });
  });
});

/** Spoils a row of the built tables for each of some promises; and takes an order away. */
async function spoil(database: Database): Promise<Story["planted"]> {
  const { versions, orders, days } = await database.query({
    versions: "select customer_key from analytics.dim_customers order by customer_key limit 2",
    orders: "select order_id from analytics.fct_orders order by order_id limit 4",
    days: "select order_date, channel, currency from analytics.daily_revenue order by 1, 2, 3 limit 2",
  });
  const key = (rows: typeof orders, index: number, columns: readonly string[]) =>
    Object.fromEntries(columns.map((column, place) => [column, String(rows[index]?.[place])]));
  const day = ["order_date", "channel", "currency"];
  const planted = {
    "dim_customers.segment.in_set": key(versions, 0, ["customer_key"]),
    "dim_customers.versions_run_forwards": key(versions, 1, ["customer_key"]),
    "fct_orders.status.in_set": key(orders, 0, ["order_id"]),
    "fct_orders.total_amount.range": key(orders, 1, ["order_id"]),
    "fct_orders.customer_key.reference": key(orders, 2, ["order_id"]),
    "daily_revenue.paid_at_most_once": key(days, 0, day),
    "daily_revenue.revenue.range": key(days, 1, day),
  };
  const changes: Readonly<Record<keyof typeof planted, string>> = {
    "dim_customers.segment.in_set": "segment = 'Consumer'",
    "dim_customers.versions_run_forwards": "valid_to = valid_from - interval '1 day'",
    "fct_orders.status.in_set": "status = 'lost'",
    "fct_orders.total_amount.range": "total_amount = -0.01",
    "fct_orders.customer_key.reference": "customer_key = 'nobody'",
    "daily_revenue.paid_at_most_once": "paid_revenue = revenue + 0.01",
    "daily_revenue.revenue.range": "revenue = -0.01, paid_revenue = -0.01",
  };
  const statements = Object.entries(changes).map(([id, change]) => {
    const [table = ""] = id.split(".");
    const where = Object.entries(planted[id as keyof typeof planted]).map(
      ([column, value]) => `${column} = '${value}'`,
    );
    return `update analytics.${table} set ${change} where ${where.join(" and ")}`;
  });
  await database.run(
    [...statements, `delete from analytics.fct_orders where order_id = '${orders[3]?.[0]}'`].join(";\n"),
  );
  return planted;
}
