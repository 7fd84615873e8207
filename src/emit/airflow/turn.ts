import type { BatchPipeline } from "../../ir/pipeline.ts";
import { type IntervalUse, isBackfillable } from "../../running/interval.ts";
import * as python from "../../text/quote/python.ts";
import { uniqueNames } from "../../text/unique.ts";
import type { View } from "../render.ts";
import { call, raw } from "./layout.ts";
import type { AirflowOptions } from "./options.ts";
import type { DagTask } from "./plan.ts";

/** The Airflow Variable with the id of the run whose turn it is. */
export function turnKey({ name }: Pick<BatchPipeline, "name">): string {
  return `dex_turn_${name}`;
}

/** True if the DAG of a pipeline begins with a task that waits for other runs. In Airflow 2, `max_active_runs` also counts the runs of a backfill. */
export function hasTurn(
  pipeline: BatchPipeline,
  { interval, options }: { readonly interval: IntervalUse; readonly options: Pick<AirflowOptions, "version"> },
): boolean {
  return isBackfillable(pipeline, interval) && options.version !== "2";
}

/**
 * The id of a first task that waits until no other run of the DAG is active. `max_active_runs` does not count the runs of a backfill, and two runs
 * that load and build the same tables at the same time would publish the rows of each other.
 */
export function turnId(tasks: readonly Pick<DagTask, "id">[]): string {
  return uniqueNames(tasks.map(({ id }) => id))("turn");
}

/** The view of the first task: its decorator, its function, and the key in Airflow that says whose turn it is. */
export function turnView({ name }: Pick<BatchPipeline, "name">, id: string, variable: string) {
  const decorator = call("@task.sensor", [
    ["task_id", variable === id ? undefined : id],
    // Two runs that write the variable at the same time get an error from Airflow.
    ["retries", 3],
    ["retry_delay", raw("timedelta(seconds=15)")],
    ["mode", "reschedule"],
    ["poke_interval", 10],
    ["exponential_backoff", true],
    ["max_wait", raw("timedelta(minutes=1)")],
  ]);
  return {
    decorator: python.value(decorator, { indent: 4 }),
    name: python.identifier(variable),
    key: python.string(turnKey({ name })),
  } satisfies View;
}
