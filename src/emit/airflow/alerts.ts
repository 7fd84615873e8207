import type { Contract } from "../../ir/contract.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import type { PythonValue } from "../../text/quote/python.ts";
import type { Imported } from "./imports.ts";
import { type Argument, call, dictionary, keyword, raw, shortCall, timedelta } from "./layout.ts";
import { templated } from "./templated.ts";
import { isRecent, type Version } from "./version.ts";

/** An argument of the DAG that notifies somebody, and its imports. */
export interface Alert {
  readonly value: PythonValue | undefined;
  readonly imports: readonly Imported[];
}

/** A Slack message and an email when a run fails. They name the task and its log, and use only what exists outside of tasks. */
export function failureAlert(pipeline: BatchPipeline, version: Version): Alert {
  const text = `Run {{ run_id | e }} of ${pipeline.name} failed${version === "2" ? FAILED_IN_2 : FAILED}`;
  const notifiers = notifiersOf(pipeline, { subject: `${pipeline.name} failed`, text });
  return {
    value: notifiers.length === 0 ? undefined : notifiers.map(({ name, given }) => call(name, given)),
    imports: notifiers.map(({ name }) => name),
  };
}

/** A run that times out has no failed task. */
const FAILED = "{% if ti is defined %} at {{ ti.task_id }}. Log: {{ ti.log_url }}{% else %}: {{ reason }}{% endif %}";

/** In Airflow 2, `ti` is any task of the run. */
const FAILED_IN_2 =
  "{% for ti in dag_run.get_task_instances(state='failed') %} at {{ ti.task_id }}. Log: {{ ti.log_url }}{% endfor %}";

/**
 * A message about a run that takes longer than the strictest freshness SLA allows: its rows are too old when it publishes them. The template of a
 * deadline knows the run alone.
 */
export function deadlineAlert(
  pipeline: BatchPipeline,
  version: Version,
  contractOf: (name: string) => Contract | undefined,
): Alert {
  const seconds = isRecent(version) ? strictestFreshness(pipeline, contractOf) : undefined;
  if (seconds === undefined) return { value: undefined, imports: [] };
  const text = `Run {{ dag_run.dag_run_id | e }} of ${pipeline.name} is late: freshness allows ${durationText(seconds)}.`;
  const notifiers = notifiersOf(pipeline, { subject: `${pipeline.name} is late`, text });
  const alerts = notifiers.map(({ name, given }) =>
    call("DeadlineAlert", [
      ["reference", raw("DeadlineReference.DAGRUN_QUEUED_AT")],
      ["interval", timedelta(seconds)],
      ["callback", shortCall("AsyncCallback", [raw(name), keyword("kwargs", dictionary(given))])],
    ]),
  );
  return {
    value: alerts.length === 0 ? undefined : alerts,
    imports: notifiers.flatMap(({ name }) => [name, "AsyncCallback", "DeadlineAlert", "DeadlineReference"] as const),
  };
}

/** The shortest time that a freshness SLA of the pipeline allows, in seconds. */
function strictestFreshness(
  { source, models }: BatchPipeline,
  contractOf: (name: string) => Contract | undefined,
): number | undefined {
  const names = [...(source?.tables ?? []), ...models.flatMap(({ contract }) => contract ?? [])];
  const all = names.flatMap((name) => contractOf(name)?.dataset.assertions ?? []);
  const limits = all.flatMap(({ rule, severity }) =>
    rule.kind === "freshness" && severity === "error" ? [rule.maxSeconds] : [],
  );
  return limits.length === 0 ? undefined : Math.min(...limits);
}

function durationText(seconds: number): string {
  const units = [
    ["h", 3600],
    ["m", 60],
    ["s", 1],
  ] as const;
  const [unit, size] = units.find(([, size]) => seconds % size === 0) ?? ["s", 1];
  return `${seconds / size}${unit}`;
}

interface Notifier {
  readonly name: "SlackWebhookNotifier" | "SmtpNotifier";
  readonly given: readonly Argument[];
}

/** The notifiers of a pipeline's alerts. `text` is a template. */
function notifiersOf(
  { alertEmails, alertSlack }: BatchPipeline,
  { subject, text }: { readonly subject: string; readonly text: string },
): readonly Notifier[] {
  const slack: Notifier = {
    name: "SlackWebhookNotifier",
    given: [
      ["slack_webhook_conn_id", alertSlack],
      ["text", text],
    ],
  };
  const mail: Notifier = {
    name: "SmtpNotifier",
    given: [
      ["to", alertEmails.map(templated)],
      ["subject", subject],
      ["html_content", text],
    ],
  };
  return [...(alertSlack === undefined ? [] : [slack]), ...(alertEmails.length === 0 ? [] : [mail])];
}
