import type { Contract } from "../../ir/contract.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import type { Layout } from "../../text/layout.ts";
import { type Code, code } from "../../text/quote/code.ts";
import type { PythonValue } from "../../text/quote/python.ts";
import * as python from "../../text/quote/python.ts";
import { deadlineAlert, failureAlert } from "./alerts.ts";
import { partyName } from "./assets.ts";
import type { Imported } from "./imports.ts";
import { type Argument, call, dictionary, raw, timedelta } from "./layout.ts";
import type { AirflowOptions } from "./options.ts";
import { isRecent } from "./version.ts";

/** The input for the arguments of a DAG. */
export interface DagSubject {
  readonly pipeline: BatchPipeline;
  readonly options: AirflowOptions;
  readonly contractOf: (name: string) => Contract | undefined;
  /** Whether runs of a backfill do different work. */
  readonly isBackfillable: boolean;
  /** The variables of the assets that trigger the DAG. */
  readonly awaited: readonly Code[];
  readonly refreshes: boolean;
}

/** The maximum length of an Airflow tag. */
export const longestTag = 100;

/** The arguments of the DAG, and their imports. */
export function dagArguments(subject: DagSubject): {
  readonly given: readonly Argument[];
  readonly imports: readonly Imported[];
} {
  const { pipeline, options, refreshes } = subject;
  const schedule = scheduleOf(subject);
  const start = startOf(subject);
  const alert = failureAlert(pipeline, options.version);
  const deadline = deadlineAlert(pipeline, options.version, subject.contractOf);
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
      ["allowed_run_types", runTypes(subject)],
      ["dagrun_timeout", pipeline.runTimeoutSeconds === undefined ? undefined : timedelta(pipeline.runTimeoutSeconds)],
      ["deadline", deadline.value],
      ["default_args", defaultArguments(subject)],
      ["params", refreshes ? { full_refresh: FULL_REFRESH } : undefined],
      ["on_failure_callback", alert.value],
      ["tags", tags.length === 0 ? undefined : tags],
    ],
    imports: [
      "DAG",
      ...(hasDurations(pipeline) || deadline.value !== undefined ? (["timedelta"] as const) : []),
      ...schedule.imports,
      ...(start === undefined ? [] : (["pendulum"] as const)),
      ...alert.imports,
      ...deadline.imports,
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
 * The schedule of the DAG, or the assets that trigger it together. The data interval of a run is the time between two schedule points. Airflow 3 gives
 * a plain cron string an empty interval, so the timetable is explicit.
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

/** A backfill would do the same work in each interval, so Airflow refuses it. A DAG without a cron schedule has no backfills. */
function runTypes({ pipeline: { schedule }, options, isBackfillable }: DagSubject): readonly string[] | undefined {
  if (!isRecent(options.version) || isBackfillable || schedule === undefined || schedule === "@once") return undefined;
  return ["scheduled", "manual", "operator_triggered", "asset_materialization"];
}

/** The start date. Airflow 2 requires one. Since catchup is off, any date in the past works. */
function startOf({ pipeline, options: { version } }: DagSubject): Code | undefined {
  const date = pipeline.startDate ?? (version === "2" ? "2020-01-01" : undefined);
  const [, ...parts] = /^(\d+)-(\d+)-(\d+)/.exec(date ?? "") ?? [];
  const [year, month, day] = parts.map((part) => python.number(String(Number(part))));
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return code`pendulum.datetime(${year}, ${month}, ${day}, tz=${python.string(pipeline.timezone)})`;
}

/** True if the arguments of a DAG contain lengths of time, apart from a deadline. */
function hasDurations({ retryDelaySeconds, timeoutSeconds, runTimeoutSeconds }: BatchPipeline): boolean {
  return [retryDelaySeconds, timeoutSeconds, runTimeoutSeconds].some((seconds) => seconds !== undefined);
}

/** What the spec says about all tasks, and what the config adds. */
function defaultArguments({ pipeline, options }: DagSubject): Layout | undefined {
  const { owner, retries, retryDelaySeconds, timeoutSeconds } = pipeline;
  const said: readonly Argument[] = [
    ["owner", partyName(owner)],
    ["retries", retries],
    ["retry_delay", retryDelaySeconds === undefined ? undefined : timedelta(retryDelaySeconds)],
    ["execution_timeout", timeoutSeconds === undefined ? undefined : timedelta(timeoutSeconds)],
  ];
  const names = said.flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const added = Object.entries(options.defaultArgs).filter(([name]) => !names.includes(name));
  return names.length + added.length === 0 ? undefined : dictionary([...said, ...added]);
}
