import type { BatchPipeline } from "../../ir/pipeline.ts";
import * as markdown from "../../text/quote/markdown.ts";
import { dltVariable, duckdbPath } from "../variables.ts";
import { REACH } from "./types.ts";

/** The variables that the tasks of a pipeline read, as the items of a list in Markdown. */
export function environmentItems(pipeline: BatchPipeline): readonly string[] {
  const { name, source, destination, steps } = pipeline;
  const { dbt, url } = REACH[destination.type];
  const extracts = steps.some(({ kind }) => kind === "extract");
  const usesDbt = steps.some((step) => ["staging", "model", "freshness"].includes(step.kind) || isGate(step, "dbt"));
  const usesSuites = steps.some((step) => isGate(step, "great_expectations"));
  const read = extracts ? [item(dltVariable("sources", source, "credentials"), "the database that is read")] : [];
  if (destination.type === "duckdb")
    return [...read, item(duckdbPath, "the full path of the DuckDB file, one for all tasks")];
  const loaded = `the warehouse, as ${code(`extract/${name}.py`)} says at its top`;
  return [
    ...read,
    ...(extracts ? [item(`${dltVariable("destination", destination, "")}*`, loaded)] : []),
    ...(usesDbt && dbt !== undefined ? [`- those that ${code(`dbt/${dbt}/profiles.yml`)} names: the warehouse`] : []),
    ...(usesSuites && url !== undefined ? [item(url, "the warehouse, for Great Expectations")] : []),
  ];
}

function isGate(step: BatchPipeline["steps"][number], engine: "dbt" | "great_expectations"): boolean {
  return step.kind === "gate" && step.engine === engine;
}

function item(variable: string, about: string): string {
  return `- ${code(variable)}: ${about}`;
}

function code(text: string): string {
  return markdown.code(text).text;
}
