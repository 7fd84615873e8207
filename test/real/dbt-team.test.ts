import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileTeam } from "../emit/dbt/team.ts";
import { createDatabase } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { dbt, type Run, troubles, writeProject } from "./dbt/project.ts";
import { withoutPython } from "./needs.ts";

const ORDERS = `create schema if not exists raw;
create or replace table raw.orders as
select * from (values ('a', 10.00, timestamptz '2026-01-01'), ('b', 20.50, timestamptz '2026-01-02')) as t(order_id, amount, updated_at)`;

const MORE = `insert into raw.orders values ('c', 1.25, timestamptz '2026-01-03'), ('d', 99.00, timestamptz '2025-01-01')`;

const TOTALS = "select order_id, cents from analytics_finance.order_totals order by 1";

/** The dbt project of another team, which installs the generated project. */
const OTHER = {
  "dbt_project.yml": "name: other\nprofile: shop\nmodels:\n  other:\n    +materialized: table\n",
  "models/big.sql":
    "select totals.order_id, totals.cents, orders.amount\nfrom {{ ref('shop', 'order_totals') }} as totals\njoin {{ source('shop', 'orders') }} as orders using (order_id)\nwhere totals.cents > {{ shop.cents(10, 100) }}\n",
  "models/big.yml":
    "models:\n  - name: big\n    columns:\n      - name: cents\n        data_tests:\n          - relationships:\n              arguments: { to: \"ref('shop', 'order_totals')\", field: cents }\n",
};

describe.skipIf(withoutPython())("a project that uses Jinja and dbt settings", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  const runs: Record<string, Run> = {};
  const rows: Record<string, unknown> = {};

  beforeAll(async () => {
    machine = await setUp();
    const { files } = await compileTeam();
    const database = await createDatabase("duckdb", "team", machine);
    const cwd = writeProject(files, "duckdb", join(machine.folder, "team"));
    const options = { cwd, env: database.env };
    await database.run(ORDERS);
    runs["parse"] = await dbt(machine.dbt, ["--warn-error", "parse"], options);
    runs["first"] = await dbt(machine.dbt, ["build"], options);
    await database.run(MORE);
    runs["second"] = await dbt(machine.dbt, ["build"], options);
    Object.assign(
      rows,
      await database.query({ totals: TOTALS, large: "select * from analytics.large_orders order by 1" }),
    );

    const other = join(machine.folder, "other");
    const packages = `packages:\n  - local: ${relative(other, cwd)}\n`;
    for (const [path, text] of Object.entries({ ...OTHER, "packages.yml": packages })) {
      mkdirSync(dirname(join(other, path)), { recursive: true });
      writeFileSync(join(other, path), text);
    }
    writeFileSync(join(other, "profiles.yml"), files.find(({ path }) => path.endsWith("profiles.yml"))?.text ?? "");
    const there = { cwd: other, env: database.env };
    runs["deps"] = await dbt(machine.dbt, ["deps"], there);
    runs["installed"] = await dbt(machine.dbt, ["--warn-error", "build"], there);
    Object.assign(rows, await database.query({ big: "select order_id from analytics.big order by 1" }));
  });
  afterAll(() => machine?.tearDown());

  it("parses without a warning", () => {
    expect(runs["parse"]).toMatchObject({ status: 0 });
  });

  it("builds with its macros, variables and tests", () => {
    expect(troubles(runs["first"] as Run)).toEqual({});
    expect(runs["first"]?.status).toBe(0);
    expect([...(runs["first"]?.results.keys() ?? [])]).toEqual(
      expect.arrayContaining(["order_totals__cents__positive", "large_orders__order_id__relationships"]),
    );
  });

  it("adds the rows that its own SQL selects in an incremental run", () => {
    expect(troubles(runs["second"] as Run)).toEqual({});
    expect(rows["totals"]).toEqual([
      ["a", 1000],
      ["b", 2050],
      ["c", 125],
    ]);
    expect(rows["large"]).toEqual([["b"]]);
  });

  it("is installed by path in another project, which refers to its models, sources and macros", () => {
    expect(runs["deps"]).toMatchObject({ status: 0 });
    expect(runs["installed"]?.stdout).not.toMatch(/\[WARNING\]/);
    expect(troubles(runs["installed"] as Run)).toEqual({});
    expect(runs["installed"]?.status).toBe(0);
    expect(rows["big"]).toEqual([["b"]]);
  });
});
