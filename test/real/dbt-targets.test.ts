import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmittedFile } from "../../src/emit/emitter.ts";
import { dbt as dbtEmitter, greatExpectations } from "../../src/emit/registry.ts";
import { compileTeam, teamFiles } from "../emit/dbt/team.ts";
import { type Ended, run } from "./command.ts";
import { createDatabase, type Database, type Engine } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { dbt, type Run, troubles } from "./dbt/project.ts";
import { environment } from "./environments/environment.ts";
import { withoutPython } from "./needs.ts";

const ORDERS = `create schema if not exists raw;
create table raw.orders as
select * from (values ('a', cast(10.00 as numeric(10, 2)), timestamptz '2026-01-01'), ('b', 20.50, timestamptz '2026-01-02')) as t(order_id, amount, updated_at)`;

/** A model that shows what `var()` gives, with and without Jinja's filters. */
const VARS_MODEL = `select order_id, '{{ var("label") }}' as label, {{ var("numbers") | sum }} as total, {{ var("nested").one + 1 }} as next
from {{ ref('orders') }}
where {{ var("flag") }} and '{{ var("nothing") is none }}' = 'True'
`;

const TARGETS = { dev: {}, prod: { schema: "analytics", threads: 2 } };
const VARS = { label: "a # b: c", numbers: [1, 2.5], nested: { one: 1 }, flag: true, nothing: null };

/** The team's project, with a model over its variables. */
async function project(engine: Engine): Promise<readonly EmittedFile[]> {
  const spec = (teamFiles["contracts/shop.pipeline.yaml"] ?? "").replace("type: duckdb", `type: ${engine}`);
  const files = {
    ...teamFiles,
    "contracts/shop.pipeline.yaml": `${spec}  - { name: shown, sql: shown.sql, jinja: true, schema: finance }\n`,
    "contracts/shown.sql": VARS_MODEL,
  };
  const sources = ["pandas", "postgres"] as const;
  const made = await compileTeam(files, [dbtEmitter({ targets: TARGETS, vars: VARS }), greatExpectations({ sources })]);
  return made.files;
}

describe.skipIf(withoutPython())("dbt with the targets dev and prod", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  describe.each<Engine>(["duckdb", "postgres"])("on %s", (engine) => {
    let database: Database;
    const built: Record<string, Run> = {};
    const checked: Record<string, Ended> = {};

    beforeAll(async () => {
      if (machine === undefined) throw new Error("there is no machine");
      const root = join(machine.folder, engine);
      for (const { path, text } of await project(engine)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      database = await createDatabase(engine, "targets", machine);
      await database.run(ORDERS);
      const cwd = join(root, "dbt", engine);
      const alice = { ...database.env, DEX_WAREHOUSE_DEV_SCHEMA: "dbt_Alice" };
      built["dev"] = await dbt(machine.dbt, ["--warn-error", "build", "--target", "dev"], { cwd, env: database.env });
      built["prod"] = await dbt(machine.dbt, ["build", "--target", "prod"], { cwd, env: database.env });
      built["alice"] = await dbt(machine.dbt, ["run"], { cwd, env: alice });
      // Only the rows of dev violate the contract, so the suites show which tables they read.
      await database.run(`update dev_finance.order_totals set cents = -1`);
      const gx = await environment("gx");
      const source = engine === "duckdb" ? "pandas" : "postgres";
      const suites = async (env: Readonly<Record<string, string>>, ...words: readonly string[]) =>
        run(gx.python, ["great-expectations/run_suites.py", source, "--suite", "order_totals", ...words], {
          cwd: root,
          env,
        });
      checked["dev"] = await suites(database.env);
      checked["prod"] = await suites(database.env, "--target", "prod");
      checked["variable"] = await suites({ ...database.env, DEX_TARGET: "prod" });
      checked["alice"] = await suites(alice);
      checked["unknown"] = await suites({ ...database.env, DEX_TARGET: "prd" });
      checked["hostile"] = await suites({ ...database.env, DEX_WAREHOUSE_DEV_SCHEMA: 'x"; drop' });
    });

    it("builds both", () => {
      for (const name of ["dev", "prod", "alice"]) {
        expect(troubles(built[name] as Run), built[name]?.stdout).toEqual({});
        expect(built[name]?.status, built[name]?.stdout).toBe(0);
      }
    });

    it("builds in schemas that do not collide: plain in prod, with a prefix elsewhere", async () => {
      const query =
        "select table_schema, table_name from information_schema.tables where table_schema <> 'information_schema' and table_schema not like 'pg_%' order by 1, 2";
      const { found } = await database.query({ found: query });
      const names = found.map(([schema, table]) => `${schema}.${table}`);
      for (const schema of ["dev", "analytics", "dbt_Alice"]) expect(names).toContain(`${schema}.large_orders`);
      for (const schema of ["dev_finance", "finance", "dbt_Alice_finance"])
        expect(names).toContain(`${schema}.order_totals`);
      expect(names).not.toContain("analytics_finance.order_totals");
    });

    it("gives models the variables with their types", async () => {
      const { rows } = await database.query({ rows: "select label, total, next from finance.shown order by order_id" });
      expect(rows.map(([label, total, next]) => [label, Number(total), Number(next)])).toEqual([
        ["a # b: c", 3.5, 2],
        ["a # b: c", 3.5, 2],
      ]);
    });

    it("lets Great Expectations check the tables of the same target", () => {
      expect(checked["dev"], checked["dev"]?.stderr).toMatchObject({ status: 1 });
      for (const name of ["prod", "variable", "alice"])
        expect(checked[name], `${name} ${checked[name]?.stdout}${checked[name]?.stderr}`).toMatchObject({ status: 0 });
      expect(checked["unknown"]).toMatchObject({
        status: 2,
        stderr: "DEX_TARGET is prd, but the targets are dev, prod\n",
      });
      expect(checked["hostile"]).toMatchObject({
        status: 2,
        stderr: expect.stringContaining("DEX_WAREHOUSE_DEV_SCHEMA"),
      });
    });
  });
});
