import type { BatchPipeline, Step } from "../../ir/pipeline.ts";
import { type Operator, operator } from "./operator.ts";
import type { DagTask } from "./plan.ts";
import { templated } from "./templated.ts";

/** The supported values of `notify`. */
export const notifiers = ["slack", "email"] as const;

type TaskStep = Extract<Step, { kind: "task" }>;

/** The class of a notification and what it derives from. A message that cannot be sent skips its task, so it never makes a run red. */
const BASES = {
  slack: { callee: "SlackNotice", base: "SlackWebhookOperator" },
  email: { callee: "EmailNotice", base: "EmailOperator" },
} as const;

/** The notification of a step. Undefined for a step that notifies nobody. */
export function noticeOf({ notify }: TaskStep, { alertEmails }: BatchPipeline): keyof typeof BASES | undefined {
  if (notify === "slack") return "slack";
  return notify === "email" && alertEmails.length > 0 ? "email" : undefined;
}

/** The operator of a task of the spec: a notification, or an empty task. */
export function noticeOperator(task: DagTask, step: TaskStep, pipeline: BatchPipeline): Operator {
  const notice = noticeOf(step, pipeline);
  const after = task.needs.some((need) => isNotice(need, pipeline)) ? "none_failed" : undefined;
  if (notice === undefined)
    return operator("EmptyOperator", [
      ["task_id", task.name],
      ["trigger_rule", after],
    ]);
  const { callee, base } = BASES[notice];
  return operator(
    callee,
    [
      ["task_id", task.name],
      ...(notice === "slack" ? slackArguments(task, step, pipeline) : emailArguments(task, step, pipeline)),
      ["trigger_rule", after],
    ],
    { imports: [base, "AirflowSkipException", "AirflowTaskTimeout"], notice },
  );
}

/** True for a notification, which may be skipped: what follows it must run all the same. */
function isNotice(id: string, pipeline: BatchPipeline): boolean {
  return pipeline.steps.some((one) => one.id === id && one.kind === "task" && noticeOf(one, pipeline) !== undefined);
}

// Names of pipelines and tasks are plain words, so they contain no template syntax.
function slackArguments({ name }: DagTask, { message }: TaskStep, pipeline: BatchPipeline) {
  const text = message === undefined ? `${pipeline.name}: ${name} (run {{ run_id }})` : templated(message);
  return [
    ["slack_webhook_conn_id", "slack_default"],
    ["message", text],
  ] as const;
}

function emailArguments({ name }: DagTask, { message }: TaskStep, pipeline: BatchPipeline) {
  const text =
    message === undefined ? `Run {{ run_id }} of ${pipeline.name} has come to ${name}.` : templated(asHtml(message));
  return [
    ["to", pipeline.alertEmails.map(templated)],
    ["subject", templated(`${pipeline.name}: ${name}`)],
    ["html_content", text],
  ] as const;
}

/** Escapes a string for HTML and preserves its line breaks. */
function asHtml(text: string): string {
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return escaped.replace(/\r\n|[\r\n]/g, "<br>");
}
