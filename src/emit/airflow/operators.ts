import type { Contract } from "../../ir/contract.ts";
import type { Asset, BatchPipeline, Step } from "../../ir/pipeline.ts";
import type { Tool } from "../../running/command.ts";
import { auditVariable, isAudited, relationsOf } from "../../running/dbt.ts";
import type { DuckdbFiles } from "../../running/duckdb.ts";
import { commandOf, type RunningProject } from "../../running/run.ts";
import { Bug } from "../../text/bug.ts";
import { type Code, code } from "../../text/quote/code.ts";
import * as markdown from "../../text/quote/markdown.ts";
import * as python from "../../text/quote/python.ts";
import { bashCommand } from "./commands.ts";
import { type Argument, call, raw, sum } from "./layout.ts";
import { noticeOperator } from "./notices.ts";
import { type Operator, operator } from "./operator.ts";
import type { AirflowOptions } from "./options.ts";
import type { DagTask } from "./plan.ts";
import { poolOf } from "./pools.ts";
import { environmentArguments, type environmentConstants } from "./task-environment.ts";
import { GROUPS } from "./types.ts";

/** The input for printing tasks. */
export interface OperatorContext {
  readonly pipeline: BatchPipeline;
  readonly options: AirflowOptions;
  readonly project: RunningProject;
  readonly files: DuckdbFiles;
  /** The constants of the file with variables for tasks. */
  readonly constants: ReadonlySet<(typeof environmentConstants)[number]>;
  readonly contractOf: (name: string) => Contract | undefined;
  /** The variable of an asset. */
  readonly assetOf: (asset: Asset) => Code;
}

/** The operator of a task. */
export function operatorOf(task: DagTask, context: OperatorContext): Operator {
  const [step] = task.steps;
  if (GROUPS[step.kind] !== undefined && task.id in COSMOS && context.options.dbt === "cosmos")
    return cosmosGroup(task, context);
  if (step.kind === "publish" && !step.isSwap) return publishOperator(task, context);
  if (step.kind === "task") return noticeOperator(task, step, context.pipeline);
  return bashOperator(task, context);
}

/** The groups whose tasks Cosmos creates. */
const COSMOS = { staging: true, models: true } as const;

function bashOperator(task: DagTask, context: OperatorContext): Operator {
  const { pipeline, project, options } = context;
  const command = commandOf(task.steps, pipeline, project);
  if (command === undefined) throw new Bug(`the task "${task.id}" runs nothing`);
  // With one task per model, two tasks would need the constant MODELS.
  const hasConstants = task.group !== "staging" && task.group !== "models";
  const { parts, ...needs } = bashCommand(command, { program: options.commands[command.tool], hasConstants });
  const folder = command.folder === "" ? "ROOT" : "DBT";
  const given: readonly Argument[] = [
    ["task_id", task.name],
    ["doc_md", docOf(task, context)],
    ["bash_command", sum(parts)],
    ["cwd", code`str(${raw(folder)})`],
    ...environmentArguments(command.tool, context.constants),
    ...placement(command.tool, context),
    ["retries", ownRetries(task)],
    ["outlets", outletsOf(task.steps[0], context)],
  ];
  return operator("BashOperator", given, { folder, ...needs });
}

/** Where the tasks of a tool run. */
function placement(tool: Tool, { pipeline, options, files }: OperatorContext): readonly Argument[] {
  return [
    ["pool", poolOf(tool, { pipeline, options, files })?.name],
    ["queue", options.queues[tool]],
    ["executor", options.executors[tool]],
  ];
}

/** The retries of a gate: the same rows fail again, so it has its own number. */
function ownRetries({ steps: [step] }: DagTask): number | undefined {
  return step.kind === "gate" || step.kind === "freshness" ? step.retries : undefined;
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

/** The arguments of each task that Cosmos creates. Cosmos itself sets the folders that dbt writes to. */
function cosmosArguments({ steps }: DagTask, context: OperatorContext): python.PythonValue | undefined {
  const { pipeline } = context;
  const constants = new Set([...context.constants].filter((one) => one !== "DBT_ENV"));
  const given: readonly Argument[] = [
    ...(steps[0].kind === "staging" ? [] : [["full_refresh", "{{ params.full_refresh }}"] as const]),
    ...(isAudited(steps, pipeline) ? [["vars", { [auditVariable]: pipeline.name }] as const] : []),
    ...environmentArguments("dbt", constants),
    ...placement("dbt", context).filter(([, value]) => value !== undefined),
  ];
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

function cosmosGroup(task: DagTask, context: OperatorContext): Operator {
  const selected = relationsOf(task.steps, context.pipeline);
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
    ["operator_args", cosmosArguments(task, context)],
  ];
  const imports = ["LoadMode", "RenderConfig", "TestBehavior"] as const;
  return operator("DbtTaskGroup", given, { folder: "DBT", imports });
}
