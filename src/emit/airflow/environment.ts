import type { BatchPipeline } from "../../ir/pipeline.ts";
import type { Connection } from "../../running/connection.ts";
import { type EnvironmentVariable, environmentOf, variablesOf } from "../../running/environment.ts";
import * as markdown from "../../text/quote/markdown.ts";

/** The environment variables that the tasks of a pipeline read, by connection, as the items of a Markdown list. */
export function environmentItems(pipeline: BatchPipeline): readonly string[] {
  const byConnection = new Map<Connection["name"], EnvironmentVariable[]>();
  for (const variable of variablesOf(environmentOf(pipeline))) {
    const { name } = variable.connection;
    byConnection.set(name, [...(byConnection.get(name) ?? []), variable]);
  }
  return [...byConnection].map(([name, variables]) => {
    const names = variables.map((variable) => markdown.code(variable.name).text);
    return `- for the connection ${markdown.code(name).text}: ${names.join(", ")}`;
  });
}
