import { describe, expect, it } from "vitest";
import type { GivenOptions } from "../../../src/emit/airflow/options.ts";
import { irOf } from "../../ir-of.ts";
import { dagsOf, emitDags } from "./project.ts";

const CONTRACT = `contract: {name: orders, version: 1.0.0, owner: shop@example.com}
dataset: {primary_key: [id]}
fields: [{name: id, type: bigint}]
`;

const spec = (name: string, rest: string) => `pipeline: {name: ${name}, owner: shop@example.com}\n${rest}`;

function pipelines(specs: Readonly<Record<string, string>>, options: GivenOptions = {}) {
  const files = Object.entries(specs).map(([name, rest]) => [`contracts/${name}.pipeline.yaml`, spec(name, rest)]);
  const emission = emitDags(
    irOf({ "contracts/orders.contract.yaml": CONTRACT, ...Object.fromEntries(files) }),
    options,
  );
  const pools = [...dagsOf(emission)].map(([file, text]) => [
    file.replace(".py", ""),
    [...text.matchAll(/pool="([^"]+)"/g)].map(([, pool]) => pool),
  ]);
  return {
    pools: Object.fromEntries(pools),
    codes: emission.diagnostics.map(({ code }) => code),
    text: [...dagsOf(emission).values()].join("\n"),
  };
}

const LAKE =
  "destination: {type: duckdb, connection: lake}\nquality: {after: extract, engines: [dbt, great_expectations]}";
const FROM_SHOP = "source: {type: postgres, connection: shop, tables: [orders]}\n";

describe("the tasks on a DuckDB file", () => {
  it("are all in the pool of the file, which the documentation of the DAG lists", () => {
    const { pools, codes, text } = pipelines({ one: FROM_SHOP + LAKE, two: FROM_SHOP + LAKE });
    expect(pools).toEqual({ one: Array(4).fill("duckdb_lake"), two: Array(4).fill("duckdb_lake") });
    expect(codes).toEqual([]);
    expect(text).toContain('`airflow pools set duckdb_lake 1 "One task at a time on the DuckDB file of lake"`');
    expect(text).not.toContain("max_active_tasks");
  });

  it("share a pool with those on another file that a task opens, too", () => {
    const { pools } = pipelines({
      one: FROM_SHOP + LAKE,
      two: "source: {type: duckdb, connection: lake, tables: [orders]}\ndestination: {type: duckdb, connection: attic}\n",
      three:
        "source: {type: duckdb, connection: attic, tables: [orders]}\ndestination: {type: postgres, connection: mart}\n",
    });
    expect(new Set(Object.values(pools).flat())).toEqual(new Set(["duckdb_attic"]));
  });

  it("have a finding if the config puts them in different pools, and none if in one", () => {
    const split = pipelines({ one: FROM_SHOP + LAKE, two: FROM_SHOP + LAKE }, { pools: { extract: "shop" } });
    expect(split.codes).toEqual(["airflow/split-pool"]);
    const one = { extract: "lake", dbt: "lake", greatExpectations: "lake" };
    const { pools, codes } = pipelines({ one: FROM_SHOP + LAKE }, { pools: one });
    expect({ pools, codes }).toEqual({ pools: { one: Array(4).fill("lake") }, codes: [] });
  });

  it("need no pool on a server", () => {
    expect(pipelines({ one: `${FROM_SHOP}destination: {type: postgres, connection: mart}` }).pools).toEqual({
      one: [],
    });
  });
});

describe("the placement of tasks", () => {
  it("is that of the config", () => {
    const { text } = pipelines(
      { one: FROM_SHOP + LAKE },
      {
        queues: { extract: "loading" },
        executors: { dbt: "KubernetesExecutor" },
        defaultArgs: { queue: "dex", owner: "nobody", priority_weight: 2 },
      },
    );
    expect(text.match(/ {12}queue="loading"/g)).toHaveLength(1);
    expect(text.match(/executor="KubernetesExecutor"/g)).toHaveLength(2);
    expect(text).toContain('"owner": "shop@example.com",\n        "queue": "dex",\n        "priority_weight": 2,\n');
  });
});
