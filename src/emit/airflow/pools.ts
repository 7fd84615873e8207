import type { Report } from "../../diagnostics/diagnostic.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import type { Tool } from "../../running/command.ts";
import { type DuckdbFiles, duckdbFileOf, duckdbFiles } from "../../running/duckdb.ts";
import { toolsOf } from "../../running/run.ts";
import { append } from "../../text/append.ts";
import { diagnostics } from "./diagnostics.ts";
import type { AirflowOptions } from "./options.ts";

/** A pool that the tasks of a DAG use. */
export interface Pool {
  readonly name: string;
  /** The connection to the DuckDB file whose tasks take turns. Undefined for a pool of the config. */
  readonly file?: string;
}

/** The pool of the tasks of a tool: that of the config, or else that of the DuckDB file that the tool opens. */
export function poolOf(
  tool: Tool,
  { pipeline, options, files }: { pipeline: BatchPipeline; options: Pick<AirflowOptions, "pools">; files: DuckdbFiles },
): Pool | undefined {
  const given = options.pools[tool];
  const file = duckdbFileOf(tool, pipeline, files);
  if (given !== undefined) return { name: given };
  return file === undefined ? undefined : { name: `duckdb_${file}`, file };
}

/** The command that creates a pool. The slots of a pool of the config are up to its author. */
export function poolCommand({ name, file }: Pool): string {
  return file === undefined
    ? `airflow pools set ${name} 8 "Tasks of dex"`
    : `airflow pools set ${name} 1 "One task at a time on the DuckDB file of ${file}"`;
}

/** Reports DuckDB files whose tasks are in different pools, so that two of them can write at the same time. */
export function splitPools(
  pipelines: readonly BatchPipeline[],
  options: Pick<AirflowOptions, "pools">,
): readonly Report[] {
  const files = duckdbFiles(pipelines);
  const uses = new Map<string, { pipeline: BatchPipeline; name: string }[]>();
  for (const pipeline of pipelines)
    for (const tool of toolsOf(pipeline)) {
      const file = duckdbFileOf(tool, pipeline, files);
      const pool = poolOf(tool, { pipeline, options, files });
      if (file !== undefined && pool !== undefined) append(uses, file, { pipeline, name: pool.name });
    }
  return [...uses].flatMap(([file, all]) => {
    const pools = [...new Set(all.map(({ name }) => name))].sort();
    const [first] = all;
    if (pools.length < 2 || first === undefined) return [];
    const { path } = first.pipeline.origin;
    const names = [...new Set(all.map(({ pipeline }) => pipeline.name))];
    return [diagnostics.report("split-pool", { path, pointer: "/destination/connection" }, { file, pools, names })];
  });
}
