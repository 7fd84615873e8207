import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { BatchPipeline } from "../../src/ir/pipeline.ts";
import { environmentOf, variablesOf } from "../../src/running/environment.ts";
import { commandOf, runningProject, unreachableTools } from "../../src/running/run.ts";
import { filesBelow } from "../emit/dbt/project.ts";
import { irOf } from "../ir-of.ts";

const files = filesBelow("contracts");

function shop(destination: Partial<BatchPipeline["destination"]> = {}) {
  const ir = irOf(Object.fromEntries(Object.entries(files).map(([path, text]) => [`contracts/${path}`, text])));
  const found = ir.pipelines.find((pipeline) => pipeline.kind === "batch");
  if (found === undefined) throw new Error("the shop has no batch pipeline");
  const pipeline: BatchPipeline = { ...found, destination: { ...found.destination, ...destination } };
  return { pipeline, project: runningProject(ir) };
}

describe("what the shop's pipeline runs", () => {
  it("is plain data, the same for every orchestrator", () => {
    const { pipeline, project } = shop();
    const steps = pipeline.steps.map((step) => ({ step: step.id, ...commandOf([step], pipeline, project) }));
    const text = [...variablesOf(environmentOf(pipeline)), ...steps]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join("");
    const path = "test/running/shop/daily_orders.jsonl";
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, "utf8"));
  });

  it("reads other variables on another warehouse", () => {
    const { pipeline } = shop({ type: "postgres" });
    const found = variablesOf(environmentOf(pipeline)).map(({ name, usedBy }) => [name, usedBy.join(" ")]);
    const all = "extract dbt greatExpectations";
    expect(found).toEqual([
      ["DEX_SHOP_POSTGRES_HOST", "extract"],
      ["DEX_SHOP_POSTGRES_PORT", "extract"],
      ["DEX_SHOP_POSTGRES_USER", "extract"],
      ["DEX_SHOP_POSTGRES_PASSWORD", "extract"],
      ["DEX_SHOP_POSTGRES_DATABASE", "extract"],
      ["DEX_WAREHOUSE_HOST", all],
      ["DEX_WAREHOUSE_PORT", all],
      ["DEX_WAREHOUSE_USER", all],
      ["DEX_WAREHOUSE_PASSWORD", all],
      ["DEX_WAREHOUSE_DATABASE", all],
      ["DEX_WAREHOUSE_SCHEMA", "dbt"],
    ]);
  });

  it("cannot reach every destination", () => {
    expect(unreachableTools(shop({ type: "mysql" }).pipeline)).toEqual(["dbt", "greatExpectations"]);
    expect(unreachableTools(shop({ type: "filesystem" }).pipeline)).toEqual(["dbt"]);
    expect(unreachableTools(shop({ type: "snowflake" }).pipeline)).toEqual([]);
  });
});
