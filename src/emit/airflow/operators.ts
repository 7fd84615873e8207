import type { Contract } from "../../ir/contract.ts";
import type { Asset, BatchPipeline, Step } from "../../ir/pipeline.ts";
import type { Tool } from "../../running/command.ts";
import { auditVariable, relationsOf } from "../../running/dbt.ts";
import { commandOf, type RunningProject } from "../../running/run.ts";
import { Bug } from "../../text/bug.ts";
import type { Layout } from "../../text/layout.ts";
import { type Code, code } from "../../text/quote/code.ts";
import * as markdown from "../../text/quote/markdown.ts";
import * as python from "../../text/quote/python.ts";
import { bashCommand, type ListConstant } from "./commands.ts";
import { environmentArguments } from "./connections.ts";
import type { Imported } from "./imports.ts";
import { type Argument, call, raw, sum } from "./layout.ts";
import type { AirflowOptions } from "./options.ts";
import type { DagTask } from "./plan.ts";
import { templated } from "./templated.ts";
import { GROUPS } from "./types.ts";

/** The input for printing tasks. */
export interface OperatorContext {
  readonly pipeline: BatchPipeline;
  readonly options: AirflowOptions;
  readonly project: RunningProject;
  readonly contractOf: (name: string) => Contract | undefined;
  /** The variable of an asset. */
  readonly assetOf: (asset: Asset) => Code;
}

/** A printed task, and the imports and constants that it needs. */
export interface Operator {
  /** The call. A comment follows its opening bracket. */
  readonly call: (remark?: string) => Layout;
  readonly imports: readonly Imported[];
  readonly lists: readonly ListConstant[];
  /** Whether the call refers to FULL_REFRESH. */
  readonly refreshes?: boolean;
  readonly folder?: "ROOT" | "DBT";
}

/** The operator of a task. */
export function operatorOf(task: DagTask, context: OperatorContext): Operator {
  const [step] = task.steps;
  if (GROUPS[step.kind] !== undefined && task.id in COSMOS && context.options.dbt === "cosmos")
    return cosmosGroup(task, context);
  if (step.kind === "publish" && !step.isSwap) return publishOperator(task, context);
  if (step.kind === "task") return taskOperator(task, step, context);
  return bashOperator(task, context);
}

/** The groups whose tasks Cosmos creates. */
const COSMOS = { staging: true, models: true } as const;

function operator(callee: Imported, given: readonly Argument[], more: Partial<Operator> = {}): Operator {
  return {
    lists: [],
    ...more,
    call: (remark) => call(callee, given, remark),
    imports: [callee, ...(more.imports ?? [])],
  };
}

function bashOperator(task: DagTask, context: OperatorContext): Operator {
  const { pipeline, project, options } = context;
  const command = commandOf(task.steps, pipeline, project);
  if (command === undefined) throw new Bug(`the task "${task.id}" runs nothing`);
  // With one task per model, two tasks would need the constant MODELS.
  const hasConstants = task.group !== "staging" && task.group !== "models";
  const { parts, ...needs } = bashCommand(command, { program: options.commands[command.tool], hasConstants });
  const folder = command.folder === "" ? "ROOT" : "DBT";
  const pools: { readonly [T in Tool]?: string | undefined } = options.pools;
  const given: readonly Argument[] = [
    ["task_id", task.name],
    ["doc_md", docOf(task, context)],
    ["bash_command", sum(parts)],
    ["cwd", code`str(${raw(folder)})`],
    ...(options.connections === "airflow" ? environmentArguments(command.tool) : []),
    ["pool", pools[command.tool]],
    ["outlets", outletsOf(task.steps[0], context)],
  ];
  return operator("BashOperator", given, { folder, ...needs });
}

/** The documentation of a task, from the description of its contract. */
function docOf({ steps }: DagTask, { pipeline, contractOf }: OperatorContext): Code | undefined {
  const [step, ...more] = steps;
  if (more.length > 0) return undefined;
  const model = step.kind === "staging" || step.kind === "model" ? step.model : undefined;
  const name = step.kind === "extract" ? step.contract : pipeline.models.find((one) => one.name === model)?.contract;
  const description = name === undefined ? undefined : contractOf(name)?.description;
  return description === undefined ? undefined : python.string(markdown.text(description).text);
}

/** Publishes assets without a command: the models are in place. */
function publishOperator(task: DagTask, context: OperatorContext): Operator {
  const given: readonly Argument[] = [
    ["task_id", task.name],
    ["outlets", outletsOf(task.steps[0], context)],
  ];
  return operator("EmptyOperator", given);
}

function outletsOf(step: Step, { assetOf }: OperatorContext): readonly Code[] | undefined {
  if (step.kind !== "publish" || step.assets.length === 0) return undefined;
  return step.assets.map(assetOf);
}

/** The supported values of `notify`. */
export const notifiers = ["slack", "email"] as const;

function taskOperator(
  task: DagTask,
  { notify, message: given }: Extract<Step, { kind: "task" }>,
  { pipeline }: OperatorContext,
): Operator {
  // Names of pipelines and tasks are plain words, so they contain no template syntax.
  const message = given === undefined ? `${pipeline.name}: ${task.name} (run {{ run_id }})` : templated(given);
  if (notify === "slack")
    return operator("SlackWebhookOperator", [
      ["task_id", task.name],
      ["slack_webhook_conn_id", "slack_default"],
      ["message", message],
    ]);
  if (notify === "email" && pipeline.alertEmails.length > 0)
    return operator("EmailOperator", [
      ["task_id", task.name],
      ["to", pipeline.alertEmails.map(templated)],
      ["subject", `${pipeline.name}: ${task.name}`],
      [
        "html_content",
        given === undefined
          ? `Run {{ run_id }} of ${pipeline.name} has come to ${task.name}.`
          : templated(asHtml(given)),
      ],
    ]);
  return operator("EmptyOperator", [["task_id", task.name]]);
}

/** Escapes a string for HTML and preserves its line breaks. */
function asHtml(text: string): string {
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return escaped.replace(/\r\n|[\r\n]/g, "<br>");
}

/** The arguments of each task that Cosmos creates. */
function cosmosArguments(
  isStaging: boolean,
  { connections }: AirflowOptions,
  { name, publish }: BatchPipeline,
): python.PythonValue | undefined {
  const given: readonly Argument[] = [
    ...(isStaging ? [] : [["full_refresh", "{{ params.full_refresh }}"] as const]),
    ...(isStaging || publish === "in_place" ? [] : [["vars", { [auditVariable]: name }] as const]),
    ...(connections === "airflow" ? environmentArguments("dbt") : []),
  ];
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function cosmosGroup(task: DagTask, { pipeline, options }: OperatorContext): Operator {
  const isStaging = task.steps[0].kind === "staging";
  const selected = relationsOf(task.steps, pipeline);
  const given: readonly Argument[] = [
    ["group_id", task.name],
    ["project_config", raw("PROJECT")],
    ["profile_config", raw("PROFILE")],
    ["execution_config", raw("EXECUTION")],
    [
      "render_config",
      call("RenderConfig", [
        ["load_method", raw("LoadMode.DBT_MANIFEST")],
        ["select", selected],
        ["test_behavior", raw("TestBehavior.NONE")],
        // Only the publish task publishes assets, since it runs after the gates.
        ["emit_datasets", false],
      ]),
    ],
    ["operator_args", cosmosArguments(isStaging, options, pipeline)],
  ];
  const imports = ["LoadMode", "RenderConfig", "TestBehavior"] as const;
  return operator("DbtTaskGroup", given, { folder: "DBT", imports });
}
