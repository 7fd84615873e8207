import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeProject, type Project } from "../cli/project.ts";
import { serverVariables } from "./dbt/engine.ts";
import { type PostgresServer, startPostgres } from "./postgres/server.ts";

const CUSTOMERS = `contract: { name: customers, version: "1.0.0", owner: shop@example.com }
dataset: { primary_key: [id] }
schema: { properties: { id: { type: uuid } } }
`;

const FACT = `contract: { name: fct_orders, version: "1.0.0", owner: shop@example.com }
dataset: { primary_key: [order_id] }
schema:
  properties:
    order_id: { type: bigint }
    customer: { type: uuid, references: customers.id }
    order: { type: string, max_length: 3 }
    amount: { type: decimal, precision: 12, scale: 2, minimum: 0 }
    tags: { type: array, items: { type: string } }
    mood: { type: string, enum: [good, bad] }
    at: { type: timestamp, not_null: true }
sla: { freshness: { max_delay: 1h, column: at } }
quality:
  - { rule: volume, column: at, min: 1 }
  - { rule: equal_row_count, dataset: customers }
  - { rule: distinct_count, field: mood, min: 2 }
`;

const SPEC = `pipeline: { name: daily, owner: shop, schedule: "@daily" }
source: { type: mysql, connection: crm, schema: public, tables: [customers] }
destination: { type: postgres, connection: warehouse, schema: raw }
models: [{ staging: customers }]
`;

const TABLES = `create schema analytics;
create type mood as enum ('good', 'bad', 'odd');
create table analytics.customers (id uuid);
insert into analytics.customers values ('00000000-0000-0000-0000-00000000000a'), ('00000000-0000-0000-0000-00000000000b');
create table analytics.fct_orders (order_id integer, customer uuid, "order" text, amount numeric, tags text[], mood mood, at timestamptz);
insert into analytics.fct_orders values
  (1, '00000000-0000-0000-0000-00000000000a', 'abc', 1.50, '{a,b}', 'good', now() - interval '1 day'),
  (2, '00000000-0000-0000-0000-00000000000c', 'abcd', 1.505, null, 'odd', now()),
  (2, null, null, -1, '{}', 'bad', null);
create schema other;
create table other.customers (id uuid);
create role reader login;
grant usage on schema analytics to reader;
grant select on analytics.fct_orders, analytics.customers to reader;`;

interface Check {
  readonly id: string;
  readonly status: string;
  readonly violations?: number;
  readonly reason?: string;
  readonly measured?: object;
  readonly samples: readonly { readonly key: object; readonly values: object }[];
}

describe("dex validate on PostgreSQL", () => {
  let server: PostgresServer | undefined;
  let project: Project | undefined;
  const here = () => ({ server: server as PostgresServer, project: project as Project });

  beforeAll(async () => {
    server = await startPostgres();
    if (server === undefined) throw new Error("this machine has no PostgreSQL");
    await run(TABLES);
    project = makeProject({
      "contracts/customers.contract.yaml": CUSTOMERS,
      "contracts/fct_orders.contract.yaml": FACT,
      "contracts/daily.pipeline.yaml": SPEC,
      "slow.yaml": `contract: { name: slow, version: "1.0.0", owner: shop@example.com }
schema: { properties: { order_id: { type: bigint }, x: { type: boolean, not_null: true } } }
`,
    });
  });
  afterAll(async () => {
    project?.remove();
    await server?.stop();
  });

  const urlOf = (user: string) => `postgresql://${user}@${here().server.host}:${here().server.port}/postgres`;

  const run = async (sql: string) => {
    const client = new pg.Client({
      connectionString: `postgresql://postgres@${server?.host}:${server?.port}/postgres`,
    });
    await client.connect();
    try {
      return (await client.query(sql)).rows as readonly Readonly<Record<string, unknown>>[];
    } finally {
      await client.end();
    }
  };

  it("checks a table of the project's warehouse and writes the report", async () => {
    const env = serverVariables("warehouse", here().server, "postgres");
    const { code, out, err } = await here().project.runWith(
      { ...env, DEX_WAREHOUSE_USER: "reader" },
      ...["validate", "--table", "fct_orders", "--checks", "all", "--output", "reports/quality_report.json"],
    );
    expect(code, out + err).toBe(5);
    const { datasets } = JSON.parse(here().project.read("reports/quality_report.json")) as {
      datasets: readonly { rows: number; source: object; checks: readonly Check[] }[];
    };
    const [dataset] = datasets;
    expect(dataset).toMatchObject({ rows: 3, source: { engine: "postgres", name: "analytics.fct_orders" } });
    const found = (dataset?.checks ?? []).map(({ id, status, violations }) => [id.slice(11), status, violations]);
    expect(found).toEqual([
      ["schema", "fail", 1],
      ["order_id.not_null", "pass", 0],
      ["customer.reference", "fail", 1],
      ["order.length", "fail", 1],
      ["amount.range", "fail", 1],
      ["mood.in_set", "fail", 1],
      ["at.not_null", "fail", 1],
      ["order_id.unique", "fail", 1],
      ["volume", "pass", undefined],
      ["row_count_equals_customers", "fail", undefined],
      ["mood.distinct_count", "pass", undefined],
      ["freshness", "pass", undefined],
    ]);
    const check = (id: string) => dataset?.checks.find((one) => one.id === `fct_orders.${id}`);
    expect(check("customer.reference")?.samples).toEqual([
      { key: { order_id: "2" }, values: { customer: "00000000-0000-0000-0000-00000000000c" } },
    ]);
    expect(check("row_count_equals_customers")?.measured).toEqual({ total_rows: 3, other_rows: 2 });
    expect(check("schema")?.reason).toBe('1 value of "amount" does not fit the type');
  });

  it("reads a table of any database by the URL in a variable", async () => {
    const env = { SHOP_URL: urlOf("reader") };
    const words = ["--connection-url", "env:SHOP_URL", "--where", "amount > 0", "--checks", "accuracy,uniqueness"];
    const { code, out } = await here().project.runWith(env, "validate", "--table", "analytics.fct_orders", ...words);
    expect(code, out).toBe(0);
    expect(out).toContain("2 rows");
  });

  it("says which tables have the name", async () => {
    const env = { SHOP_URL: urlOf("postgres") };
    const { code, err } = await here().project.runWith(
      env,
      ...["validate", "--table", "customers", "--connection-url", "env:SHOP_URL"],
    );
    expect([code, err]).toEqual([
      2,
      "dex: Several schemas have a table customers: analytics.customers, other.customers. Name one with its schema.\n",
    ]);
  });

  it("ends a query that takes too long, and leaves no session", async () => {
    await run("create view analytics.slow as select 1::bigint as order_id, pg_sleep(60) is null as x");
    await run("grant select on analytics.slow to reader");
    const begun = Date.now();
    const env = { SHOP_URL: urlOf("reader") };
    const { code, out } = await here().project.runWith(
      env,
      ...["validate", "--table", "slow", "--schema", "slow.yaml", "--connection-url", "env:SHOP_URL"],
      ...["--timeout", "1", "--checks", "completeness"],
    );
    expect(code, out).toBe(6);
    expect(out).toContain("it took more than 1 second");
    expect(Date.now() - begun).toBeLessThan(30_000);
    expect(await run("select 1 from pg_stat_activity where application_name = 'dex validate'")).toEqual([]);
  });

  it("shows neither the password nor the address of a database that it cannot reach", async () => {
    const env = { SHOP_URL: "postgresql://u:s3cret@127.0.0.1:1/nowhere" };
    const { code, out, err } = await here().project.runWith(
      env,
      ...["validate", "--table", "fct_orders", "--connection-url", "env:SHOP_URL"],
    );
    expect([code, out]).toEqual([6, ""]);
    expect(err).toBe("dex: The database cannot be read: nothing answers at that address.\n");
  });
});
