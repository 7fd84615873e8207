import type { BatchPipeline } from "../../ir/pipeline.ts";
import type { Layout } from "../../text/layout.ts";
import { type Code, code } from "../../text/quote/code.ts";
import type { PythonValue } from "../../text/quote/python.ts";
import * as python from "../../text/quote/python.ts";
import type { Imported } from "./imports.ts";
import { type Argument, call, dictionary, raw, timedelta } from "./layout.ts";
import type { AirflowOptions } from "./options.ts";
import { ownerName, templated } from "./provenance.ts";

/** What the arguments of a DAG are made from. */
export interface DagSubject {
  readonly pipeline: BatchPipeline;
  readonly version: AirflowOptions["version"];
  /** The variables of the assets it awaits. */
  readonly awaited: readonly Code[];
  readonly refreshes: boolean;
}

/** The longest tag that Airflow takes. */
export const longestTag = 100;

/** The arguments of the DAG, and what must be imported for them. */
export function dagArguments(subject: DagSubject): {
  readonly given: readonly Argument[];
  readonly imports: readonly Imported[];
} {
  const { pipeline, refreshes } = subject;
  const schedule = scheduleOf(subject);
  const start = startOf(subject);
  const alerts = alertsOf(pipeline);
  const tags = [...new Set(pipeline.tags)].filter((tag) => [...tag].length <= longestTag);
  return {
    given: [
      ["dag_id", pipeline.name],
      ["description", pipeline.description?.trimEnd()],
      ["doc_md", raw("DOC")],
      ["schedule", schedule.value],
      ["start_date", start],
      ["catchup", false],
      ["max_active_runs", 1],
      // One process at a time may write to a file of DuckDB.
      ["max_active_tasks", pipeline.destination.type === "duckdb" ? 1 : undefined],
      ["default_args", defaultArguments(pipeline)],
      ["params", refreshes ? { full_refresh: FULL_REFRESH } : undefined],
      ["on_failure_callback", alerts],
      ["tags", tags.length === 0 ? undefined : tags],
    ],
    imports: [
      "DAG",
      "timedelta",
      ...schedule.imports,
      ...(start === undefined ? [] : (["pendulum"] as const)),
      ...(alerts === undefined ? [] : (["SmtpNotifier"] as const)),
      ...(refreshes ? (["Param"] as const) : []),
    ],
  };
}

const FULL_REFRESH = call("Param", [
  ["default", false],
  ["type", "boolean"],
  ["description", "Load and build everything anew."],
]);

/**
 * Its own schedule, or the assets it awaits, all of them. A run is about the time between two moments of the schedule, which Airflow 3 does not
 * take for granted, so the timetable is named.
 */
function scheduleOf({ pipeline, awaited }: DagSubject): {
  readonly value: PythonValue;
  readonly imports: readonly Imported[];
} {
  const { schedule, timezone } = pipeline;
  if (schedule === undefined) return { value: awaited.length === 0 ? null : awaited, imports: [] };
  if (schedule === "@once") return { value: schedule, imports: [] };
  const timetable = code`CronDataIntervalTimetable(${python.string(schedule.trim())}, timezone=${python.string(timezone)})`;
  return { value: timetable, imports: ["CronDataIntervalTimetable"] };
}

/** The day it begins. Airflow 2 wants one in any case; with catchup off, which one does not matter. */
function startOf({ pipeline, version }: DagSubject): Code | undefined {
  const date = pipeline.startDate ?? (version === "2" ? "2020-01-01" : undefined);
  const [, ...parts] = /^(\d+)-(\d+)-(\d+)/.exec(date ?? "") ?? [];
  const [year, month, day] = parts.map((part) => python.number(String(Number(part))));
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return code`pendulum.datetime(${year}, ${month}, ${day}, tz=${python.string(pipeline.timezone)})`;
}

function defaultArguments({ owner, retries, retryDelaySeconds, timeoutSeconds }: BatchPipeline): Layout {
  return dictionary([
    ["owner", ownerName(owner)],
    ["retries", retries],
    ["retry_delay", timedelta(retryDelaySeconds)],
    ["execution_timeout", timeoutSeconds === undefined ? undefined : timedelta(timeoutSeconds)],
  ]);
}

/** A mail to those who are told when a run fails. Its texts need nothing that Airflow knows of tasks alone. */
function alertsOf({ name, alertEmails }: BatchPipeline): PythonValue | undefined {
  if (alertEmails.length === 0) return undefined;
  const mail = call("SmtpNotifier", [
    ["to", alertEmails.map(templated)],
    ["subject", `${name} failed`],
    ["html_content", `Run {{ run_id }} of ${name} failed.`],
  ]);
  return [mail];
}
