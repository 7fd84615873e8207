import type { BatchPipeline } from "../../ir/pipeline.ts";
import { type EnvironmentVariable, environmentOf, variablesOf } from "../../running/environment.ts";
import { append } from "../../text/append.ts";
import * as markdown from "../../text/quote/markdown.ts";

/** The environment variables that the tasks of a pipeline read, by connection, as the items of a Markdown list. */
export function environmentItems(pipeline: BatchPipeline): readonly string[] {
  const byConnection = new Map<string, EnvironmentVariable[]>();
  for (const variable of variablesOf(environmentOf(pipeline))) append(byConnection, variable.connection.name, variable);
  return [...byConnection].map(([name, variables]) => {
    const names = variables.map((variable) => markdown.code(variable.name).text);
    return `- for the connection ${markdown.code(name).text}: ${names.join(", ")}`;
  });
}
