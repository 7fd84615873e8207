import type { BatchPipeline } from "../ir/pipeline.ts";
import type { Tool } from "./command.ts";
import { type Connection, connectionOf, type Setting, settingsOf, variableOf } from "./connection.ts";
import type { ConnectionUse } from "./connection-use.ts";
import { adapterOf, profileSettings } from "./dbt-profile.ts";
import { suiteSettings } from "./great-expectations.ts";
import { toolsOf } from "./run.ts";

/** An environment variable, and the tools that read it. */
export interface EnvironmentVariable extends Setting {
  readonly name: string;
  readonly connection: Connection;
  readonly usedBy: readonly Tool[];
}

/** The settings of the source and the destination that a dlt script reads. */
export function extractUses({
  source,
  destination,
}: Pick<BatchPipeline, "source" | "destination">): readonly ConnectionUse[] {
  return [...(source ? [source] : []), destination].map((endpoint) => {
    const connection = connectionOf(endpoint);
    return { connection, tool: "extract", settings: settingsOf(connection).filter(({ key }) => key !== "files") };
  });
}

/** The settings of a connection that a dbt profile reads. */
export function profileUse(connection: Connection): ConnectionUse {
  return { connection, tool: "dbt", settings: profileSettings(connection) };
}

/** The settings of a connection that the suites read. */
export function suitesUse(connection: Connection): ConnectionUse {
  return { connection, tool: "greatExpectations", settings: suiteSettings(connection) };
}

/** The settings that the steps of a pipeline read. */
export function environmentOf(pipeline: BatchPipeline): readonly ConnectionUse[] {
  const { destination } = pipeline;
  const connection = connectionOf(destination);
  return toolsOf(pipeline).flatMap((tool) => {
    if (tool === "extract") return extractUses(pipeline);
    if (tool === "dbt") return adapterOf(destination) === undefined ? [] : [profileUse(connection)];
    return [suitesUse(connection)];
  });
}

/** The variables of connection uses, without duplicates. A variable has a default only if every tool has one for it. */
export function variablesOf(uses: readonly ConnectionUse[]): readonly EnvironmentVariable[] {
  const found = new Map<string, EnvironmentVariable>();
  for (const { connection, tool, settings } of uses)
    for (const setting of settings) {
      const name = variableOf(connection, setting);
      const known = found.get(name);
      found.set(
        name,
        known === undefined ? { ...setting, name, connection, usedBy: [tool] } : both(known, setting, tool),
      );
    }
  return [...found.values()];
}

function both(known: EnvironmentVariable, { otherwise }: Setting, tool: Tool): EnvironmentVariable {
  const usedBy = known.usedBy.includes(tool) ? known.usedBy : [...known.usedBy, tool];
  if (otherwise !== undefined) return { ...known, usedBy };
  const { otherwise: _, ...needed } = known;
  return { ...needed, usedBy };
}
