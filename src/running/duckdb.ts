import type { BatchPipeline, Endpoint } from "../ir/pipeline.ts";
import type { Tool } from "./command.ts";
import { connectionOf } from "./connection.ts";

/** The DuckDB file of a dbt project if the environment names none, relative to the project. */
export const duckdbFile = "target/dex.duckdb";

/**
 * The name under which the tasks on a DuckDB file take turns, by connection: a file has one writer at a time. Files between which a pipeline
 * moves rows have one name, since one task opens both.
 */
export type DuckdbFiles = Readonly<Record<string, string>>;

/** Finds the DuckDB files of pipelines. */
export function duckdbFiles(pipelines: readonly BatchPipeline[]): DuckdbFiles {
  const nameOf = new Map<string, string>();
  for (const { source, destination } of pipelines) {
    const names = [source, destination].flatMap((one) => fileOf(one) ?? []);
    const known = names.map((name) => nameOf.get(name) ?? name);
    const shared = [...known].sort()[0];
    if (shared === undefined) continue;
    for (const name of names) nameOf.set(name, shared);
    for (const [name, other] of nameOf) if (known.includes(other)) nameOf.set(name, shared);
  }
  return Object.fromEntries([...nameOf].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The file that the tasks of a tool open. Undefined for a tool that opens none. */
export function duckdbFileOf(
  tool: Tool,
  { source, destination }: Pick<BatchPipeline, "source" | "destination">,
  files: DuckdbFiles,
): string | undefined {
  const opened = fileOf(destination) ?? (tool === "extract" ? fileOf(source) : undefined);
  return opened === undefined ? undefined : files[opened];
}

function fileOf(endpoint: Endpoint | undefined): string | undefined {
  return endpoint?.type === "duckdb" ? connectionOf(endpoint).name : undefined;
}
