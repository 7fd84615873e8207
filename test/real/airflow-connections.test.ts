import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { airflow, dbt, extract, greatExpectations } from "../../src/emit/registry.ts";
import { compileTeam } from "../emit/dbt/team.ts";
import { type DagRun, Machine } from "./airflow/machine.ts";
import { withoutPython } from "./needs.ts";

/** A user and a password that break every URL, shell word, JSON string and template that does not quote them. */
const USER = `o'neil@a:b/%41#"$x`;
const PASSWORD = `@:/%#'" $HOME \`id\` {{ 1 }} {% x \\ ünï`;

const FILES = {
  "contracts/orders.contract.yaml": `contract: { name: orders, version: "1.0.0", owner: shop@example.com }
dataset: { table: orders, primary_key: [order_id] }
schema: { type: object, required: [order_id], properties: { order_id: { type: string } } }
`,
  "contracts/order_ids.contract.yaml": `contract: { name: order_ids, version: "1.0.0", owner: shop@example.com }
dataset: { table: order_ids, primary_key: [order_id] }
schema: { type: object, required: [order_id], properties: { order_id: { type: string } } }
`,
  "contracts/shop.pipeline.yaml": `pipeline: { name: shop, type: batch, owner: shop@example.com, retries: 0 }
source: { name: shop, type: postgres, connection: shop-db, schema: public, tables: [orders], mode: full }
destination: { type: postgres, connection: lake, schema: raw }
models:
  - { staging: orders }
  - { name: order_ids, contract: order_ids, sql: "select order_id from {{ ref('orders') }}" }
quality: { after: models, engines: [dbt, great_expectations] }
`,
};

describe.skipIf(withoutPython({ from: 11 }))("a DAG that reads Airflow Connections", () => {
  let started: Machine | undefined;
  let good: DagRun;
  let rows: unknown;
  let missing: DagRun;

  beforeAll(async () => {
    const machine = await Machine.start();
    started = machine;
    const { files, diagnostics } = await compileTeam(FILES, [
      airflow({ connections: "airflow", commands: machine.programs }),
      dbt(),
      extract(),
      greatExpectations({ sources: ["postgres"] }),
    ]);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    machine.write("linked", files);
    const { source, warehouse, toSource, toWarehouse } = await machine.linked(USER, PASSWORD);
    await source.run("create table orders as select 'a' as order_id union all select 'b'");
    good = await machine.testWith("linked", "shop", {
      "AIRFLOW_CONN_SHOP-DB": toSource,
      AIRFLOW_CONN_LAKE: toWarehouse,
    });
    expect(good.state, good.stdout + good.stderr).toBe("success");
    rows = (await warehouse.query({ rows: "select * from analytics.order_ids order by 1" })).rows;
    missing = await machine.testWith("linked", "shop", { "AIRFLOW_CONN_SHOP-DB": toSource });
  });
  afterAll(() => started?.stop());

  it("extracts, builds and checks with their hosts, users and passwords", () => {
    expect(good.state, good.stdout + good.stderr).toBe("success");
    expect(new Set(Object.values(good.tasks))).toEqual(new Set(["success"]));
    expect(rows).toEqual([["a"], ["b"]]);
    expect(good.stdout + good.stderr).not.toContain("ünï");
  });

  it("fails with one message that names a missing connection", () => {
    expect(missing.state).toBe("failed");
    expect(missing.stdout + missing.stderr).toContain("lake");
    expect(missing.tasks["extract.orders"]).toBe("failed");
  });
});
