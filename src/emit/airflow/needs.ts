import type { BatchPipeline } from "../../ir/pipeline.ts";
import type { DuckdbFiles } from "../../running/duckdb.ts";
import type { IntervalUse } from "../../running/interval.ts";
import { toolsOf } from "../../running/run.ts";
import type { OrchestratorNeed } from "../emitter.ts";
import { noticeOf } from "./notices.ts";
import type { AirflowOptions } from "./options.ts";
import { type Pool, poolCommand, poolOf } from "./pools.ts";
import { hasTurn, turnKey } from "./turn.ts";

/** Something in Airflow that the DAG of a pipeline uses. */
export type Need = OrchestratorNeed;

/** What the needs of a DAG depend on, besides its pipeline. */
interface NeedsContext {
  readonly options: AirflowOptions;
  readonly files: DuckdbFiles;
  readonly interval: IntervalUse;
}

/** The pools, the connections and the Airflow Variable that a DAG uses. The environment variables of its tasks are listed apart. */
export function needsOf(pipeline: BatchPipeline, { options, files, interval }: NeedsContext): readonly Need[] {
  const { source, destination, steps, alertEmails, alertSlack } = pipeline;
  const tools = toolsOf(pipeline);
  const pools = tools.flatMap((tool) => poolOf(tool, { pipeline, options, files }) ?? []);
  const notices = steps.flatMap((step) => (step.kind === "task" ? (noticeOf(step, pipeline) ?? []) : []));
  const systems =
    options.connections === "airflow"
      ? [
          ...(source !== undefined && tools.includes("extract") ? [systemNeed(source.connection, source.type)] : []),
          ...(tools.length > 0 ? [systemNeed(destination.connection, destination.type)] : []),
        ]
      : [];
  const slack = [
    ...(alertSlack === undefined ? [] : [alertSlack]),
    ...(notices.includes("slack") ? ["slack_default"] : []),
  ];
  const sendsMail = alertEmails.length > 0 || notices.includes("email");
  return distinct([
    ...pools.map(poolNeed),
    ...systems,
    ...slack.map((name): Need => ({ kind: "connection", name, about: "an incoming webhook of Slack" })),
    ...(sendsMail
      ? [{ kind: "connection", name: "smtp_default", about: "the server that sends emails" } as const]
      : []),
    ...(hasTurn(pipeline, { interval, options }) ? [turnNeed(pipeline)] : []),
  ]);
}

function poolNeed(pool: Pool): Need {
  const { name, file } = pool;
  const about =
    file === undefined
      ? "with as many slots as tasks may run at the same time"
      : `with 1 slot, since a DuckDB file has one writer`;
  return { kind: "pool", name, about, command: poolCommand(pool) };
}

function turnNeed(pipeline: BatchPipeline): Need {
  return { kind: "variable", name: turnKey(pipeline), about: "which the DAG writes: the id of the active run" };
}

function systemNeed(name: string, type: string): Need {
  return { kind: "connection", name, about: `to the ${type} of the pipeline` };
}

function distinct(needs: readonly Need[]): readonly Need[] {
  return [...new Map(needs.map((need) => [`${need.kind} ${need.name}`, need])).values()];
}
