import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { BatchPipeline } from "../../src/ir/pipeline.ts";
import { duckdbPath } from "../../src/running/duckdb.ts";
import { environmentOf } from "../../src/running/environment.ts";
import { urlVariable } from "../../src/running/great-expectations.ts";
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
    const text = [...environmentOf(pipeline), ...steps].map((line) => `${JSON.stringify(line)}\n`).join("");
    const path = "test/running/shop/daily_orders.jsonl";
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, "utf8"));
  });

  it("reads other variables on another warehouse", () => {
    const { pipeline } = shop({ type: "postgres" });
    expect(environmentOf(pipeline).flatMap(({ variables }) => variables)).toEqual([
      "SOURCES__SHOP_POSTGRES__CREDENTIALS",
      "DESTINATION__WAREHOUSE__CREDENTIALS",
      ...["DEX_POSTGRES_HOST", "DEX_POSTGRES_PORT", "DEX_POSTGRES_USER"],
      ...["DBT_ENV_SECRET_DEX_POSTGRES_PASSWORD", "DEX_POSTGRES_DATABASE", "DEX_SCHEMA"],
      "DEX_POSTGRES_URL",
    ]);
  });

  it("cannot reach every destination", () => {
    expect(unreachableTools(shop({ type: "mysql" }).pipeline)).toEqual(["dbt", "greatExpectations"]);
    expect(unreachableTools(shop({ type: "filesystem" }).pipeline)).toEqual(["dbt"]);
    expect(unreachableTools(shop({ type: "snowflake" }).pipeline)).toEqual([]);
  });
});

describe("the variables", () => {
  it("are those that the scripts of the templates read", () => {
    const template = (name: string) => readFileSync(`templates/${name}.njk`, "utf8");
    expect(template("extract/dex_extract.py")).toContain(`DUCKDB = "${duckdbPath}"\n`);
    expect(urlVariable("redshift")).toBe("DEX_REDSHIFT_URL");
    expect(template("great-expectations/run_suites.py")).toContain('f"DEX_{options.source.upper()}_URL"\n');
  });
});
