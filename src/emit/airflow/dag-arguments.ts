import type { Party } from "../../ir/contract.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import type { Layout } from "../../text/layout.ts";
import { type Code, code } from "../../text/quote/code.ts";
import type { PythonValue } from "../../text/quote/python.ts";
import * as python from "../../text/quote/python.ts";
import type { Imported } from "./imports.ts";
import { type Argument, call, dictionary, raw, timedelta } from "./layout.ts";
import type { AirflowOptions } from "./options.ts";
import { templated } from "./templated.ts";

/** The input for the arguments of a DAG. */
export interface DagSubject {
  readonly pipeline: BatchPipeline;
  readonly version: AirflowOptions["version"];
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
      // Only one process at a time may write to a DuckDB file.
      ["max_active_tasks", pipeline.destination.type === "duckdb" ? 1 : undefined],
      ["default_args", defaultArguments(pipeline)],
      ["params", refreshes ? { full_refresh: FULL_REFRESH } : undefined],
      ["on_failure_callback", alerts.value],
      ["tags", tags.length === 0 ? undefined : tags],
    ],
    imports: [
      "DAG",
      "timedelta",
      ...schedule.imports,
      ...(start === undefined ? [] : (["pendulum"] as const)),
      ...alerts.imports,
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

/** The start date. Airflow 2 requires one. Since catchup is off, any date in the past works. */
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

/** The owner of a pipeline as one name. */
function ownerName({ team, name, email }: Party): string | undefined {
  return team ?? name ?? email;
}

/** A Slack message and an email when a run fails. Their templates use only variables that also exist outside of tasks. */
function alertsOf({ name, alertEmails, alertSlack }: BatchPipeline): {
  readonly value: PythonValue | undefined;
  readonly imports: readonly Imported[];
} {
  const text = `Run {{ run_id }} of ${name} failed.`;
  const slack = call("SlackWebhookNotifier", [
    ["slack_webhook_conn_id", alertSlack],
    ["text", text],
  ]);
  const mail = call("SmtpNotifier", [
    ["to", alertEmails.map(templated)],
    ["subject", `${name} failed`],
    ["html_content", text],
  ]);
  const hasSlack = alertSlack !== undefined;
  const hasMail = alertEmails.length > 0;
  return {
    value: hasSlack || hasMail ? [...(hasSlack ? [slack] : []), ...(hasMail ? [mail] : [])] : undefined,
    imports: [
      ...(hasSlack ? (["SlackWebhookNotifier"] as const) : []),
      ...(hasMail ? (["SmtpNotifier"] as const) : []),
    ],
  };
}
