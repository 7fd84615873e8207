import type { BatchPipeline } from "../../ir/pipeline.ts";
import { type EnvironmentVariable, environmentOf, variablesOf } from "../../running/environment.ts";
import type { RunningProject } from "../../running/run.ts";
import { selectedUses, targetVariable } from "../../running/target.ts";
import { append } from "../../text/append.ts";
import * as markdown from "../../text/quote/markdown.ts";

/** The environment variables that the tasks of a pipeline read, by connection, as the items of a Markdown list. */
export function environmentItems(pipeline: BatchPipeline, project: RunningProject): readonly string[] {
  const byConnection = new Map<string, EnvironmentVariable[]>();
  const uses = selectedUses(environmentOf(pipeline), project);
  for (const variable of variablesOf(uses)) append(byConnection, variable.connection.name, variable);
  const otherwise = project.target === undefined ? project.targets?.targets[0].name : undefined;
  const target =
    otherwise === undefined
      ? []
      : [`- ${markdown.code(targetVariable).text}: the target of dbt, ${markdown.code(otherwise).text} by default`];
  const items = [...byConnection].map(([name, variables]) => {
    const names = variables.map((variable) => markdown.code(variable.name).text);
    return `- for the connection ${markdown.code(name).text}: ${names.join(", ")}`;
  });
  return [...target, ...items];
}
