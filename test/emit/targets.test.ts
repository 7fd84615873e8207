import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { memoryHost } from "../../src/host/memory.ts";

const contract = (name: string, rest = "") =>
  `contract: {name: ${name}, version: "1.0.0", owner: a@example.com}\n${rest}schema: {properties: {id: {type: string}}}\n`;
const table = { "contracts/orders.contract.yaml": contract("orders", "dataset: {table: orders, primary_key: id}\n") };
const topic = {
  "contracts/events.contract.yaml": contract(
    "events",
    "dataset: {kind: topic}\ntopic: {name: events, partitions: 1, replication_factor: 1, format: json}\n",
  ),
};
const pipeline = {
  "contracts/daily.pipeline.yaml": `pipeline: {name: daily, owner: a@example.com, schedule: "@daily"}
source: {type: postgres, connection: shop, tables: [orders], mode: full}
destination: {type: duckdb, connection: warehouse}
`,
};

/** The folders that a compile writes to, sorted. */
async function foldersOf(files: Readonly<Record<string, string>>, targets: readonly string[] = []) {
  const { files: made, diagnostics } = await compile(memoryHost(files), { targets });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return [...new Set(made.map(({ path }) => path.split("/")[0]))].sort();
}

describe("without a list of emitters in the config", () => {
  it("those run that have something to write for the project", async () => {
    expect(await foldersOf(table)).toEqual(["dbt", "great-expectations", "json-schema", "typescript"]);
    expect(await foldersOf(topic)).toEqual(["json-schema", "kafka", "typescript"]);
    const all = ["airflow", "dbt", "extract", "great-expectations", "json-schema", "kafka", "typescript"];
    expect(await foldersOf({ ...table, ...topic, ...pipeline })).toEqual(all);
  });

  it("one that is asked for by name runs all the same", async () => {
    expect(await foldersOf(topic, ["dbt"])).toEqual(["dbt"]);
  });
});
