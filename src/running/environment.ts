import type { BatchPipeline } from "../ir/pipeline.ts";
import type { Tool } from "./command.ts";
import { dbtFolder, profileFile } from "./dbt.ts";
import { adapterOf, profileVariables } from "./dbt-profile.ts";
import { destinationVariables, dltVariable, scriptPath, sourceVariable } from "./dlt.ts";
import { duckdbPath } from "./duckdb.ts";
import { suiteReach } from "./great-expectations.ts";
import { toolsOf } from "./run.ts";

/** A part of a sentence: prose, or a name to show as code. */
type Phrase = string | { readonly code: string };

/** Environment variables that the steps of a pipeline read, and a description in one line. */
export interface EnvironmentSetting {
  readonly variables: readonly string[];
  readonly description: readonly Phrase[];
}

/** The environment variables that the steps of a pipeline read. */
export function environmentOf(pipeline: BatchPipeline): readonly EnvironmentSetting[] {
  const { source, destination } = pipeline;
  const tools = toolsOf(pipeline);
  const read = tools.includes("extract") ? [setting(sourceVariable(source), "the database that is read")] : [];
  if (destination.type === "duckdb")
    return [...read, setting(duckdbPath, "the full path of the DuckDB file, one for all tasks")];
  return [...read, ...tools.flatMap((tool) => warehouseSettings(tool, pipeline))];
}

/** The connection settings of a tool for a warehouse other than DuckDB. */
function warehouseSettings(tool: Tool, pipeline: BatchPipeline): readonly EnvironmentSetting[] {
  const { destination } = pipeline;
  if (tool === "extract") {
    const variables = destinationVariables(destination).map(({ name }) => name);
    const pattern = { code: `${dltVariable("destination", destination, "")}*` };
    const file = { code: scriptPath(pipeline) };
    return [{ variables, description: [pattern, ": the warehouse, as ", file, " says at its top"] }];
  }
  if (tool === "dbt") {
    const adapter = adapterOf(destination);
    if (adapter === undefined) return [];
    const file = { code: `${dbtFolder(adapter)}/${profileFile}` };
    return [{ variables: profileVariables(adapter), description: ["those that ", file, " names: the warehouse"] }];
  }
  const reach = suiteReach[destination.type];
  return reach === undefined ? [] : [setting(reach.variable, "the warehouse, for Great Expectations")];
}

function setting(variable: string, about: string): EnvironmentSetting {
  return { variables: [variable], description: [{ code: variable }, `: ${about}`] };
}
