import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitDbt } from "../emit/dbt/project.ts";
import { emitSuites } from "../emit/great-expectations/project.ts";
import { dbt, troubles, writeProject } from "./dbt/project.ts";
import { quarantiningIr } from "./dbt/quarantining.ts";
import { environment } from "./environments/environment.ts";
import { databaseWith, SOURCES, setUp } from "./great-expectations/machine.ts";
import { failures, runSuites, writeFiles } from "./great-expectations/runner.ts";
import { withoutPython } from "./needs.ts";

const ENGINES = { postgres: "postgres", pandas: "duckdb" } as const;
const SUITES = ["customers", "orders", "fct_orders", "revenue"];

const ROWS = `
create schema raw;
create table raw.customers (customer_id bigint, city text, referrer bigint, updated_at timestamp with time zone);
create table raw.orders (order_id bigint, customer_id bigint, amount bigint, code text, status text, updated_at timestamp with time zone);
insert into raw.customers values (1, 'Berlin', null, '2026-01-01 00:00:00+00'), (2, 'X', 1, '2026-01-01 00:00:00+00');
insert into raw.orders values
  (10, 1, 100, 'a', 'new', '2026-01-02 00:00:00+00'),
  (11, 1, 10, 'b', 'paid', '2026-01-02 00:00:00+00'),
  (12, 2, 1, 'c', 'new', '2026-01-02 00:00:00+00'),
  (13, 1, -1, 'd', 'new', '2026-01-02 00:00:00+00'),
  (14, 1, 1, 'e', 'new', '2026-01-02 00:00:00+00'),
  (14, 1, 2, 'f', 'new', '2026-01-02 00:00:00+00'),
  (15, 1, 2000, 'g', 'new', '2026-01-02 00:00:00+00'),
  (16, 1, 7, 'h', 'paid', '2026-01-02 00:00:00+00');
`;

describe.skipIf(withoutPython())("suites of contracts with a quarantine", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  it.each(SOURCES)("check the rows that are left and how many were moved, on %s", async (source) => {
    const here = machine as NonNullable<typeof machine>;
    const builder = await environment("dbt");
    const ir = quarantiningIr(ENGINES[source]);
    const folder = join(here.folder, source);
    writeFiles(emitSuites(ir).files, folder);
    const reach = await databaseWith(ROWS, { source, name: `quarantine_${source}` }, here);
    const { files } = emitDbt(ir, { adapters: [ENGINES[source]] });
    const cwd = writeProject(files, ENGINES[source], join(here.folder, `dbt-${source}`));
    const words = [...reach.words, ...SUITES.flatMap((name) => ["--suite", name])];
    const check = async () => {
      const setting = { cwd, env: reach.database.env };
      expect(troubles(await dbt(builder, ["build", "--exclude-resource-type", "test"], setting))).toEqual({});
      return runSuites(words, { gx: here.dbt, folder, env: reach.env });
    };
    const within = await check();
    expect(failures(within)).toEqual({});
    expect(within.status).toBe(0);
    expect(within.report?.suites.map(({ suite }) => suite)).toEqual(SUITES);
    expect(within.report?.suites.map(({ quarantine }) => quarantine)).toEqual([
      { rows: 1, assertions: { "customers.city.length": 1 } },
      {
        rows: 5,
        assertions: {
          "orders.amount.multiple_of": 1,
          "orders.amount.range": 1,
          "orders.customer_id.reference": 1,
          "orders.order_id.unique": 2,
        },
      },
      { rows: 1, assertions: { "fct_orders.amount.range": 1 } },
      { rows: 0, assertions: {} },
    ]);
    expect(within.stdout).toContain("Quarantine of customers: 1 rows (customers.city.length: 1)");
    expect(within.stdout).not.toContain("Quarantine of revenue");
    await reach.database.run(
      "insert into raw.orders values (17, 1, 8, 'i', 'paid', '2026-01-02 00:00:00+00'), (18, 1, 9, 'j', 'paid', '2026-01-02 00:00:00+00')",
    );
    const above = await check();
    expect(failures(above)).toEqual({ "orders.amount.multiple_of": "critical" });
    expect(above.status).toBe(1);
  });
});
