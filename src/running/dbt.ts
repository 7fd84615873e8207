import type { BatchPipeline, Step } from "../ir/pipeline.ts";
import { type Argument, type Command, fullRefresh, type WordList } from "./command.ts";
import { type DbtAdapter, dbtTarget, type OtherWarehouses, otherWarehouse, targetOf } from "./dbt-profile.ts";
import { sourceSelectors, type TablesByContract } from "./source-tables.ts";
import { type ProjectTargets, targetVariable } from "./target.ts";

/** The environment variables with the folders that dbt writes to. Without them it writes into its project. */
export function dbtFolders(folder: string): Readonly<Record<string, string>> {
  return { DBT_TARGET_PATH: `${folder}/target`, DBT_LOG_PATH: `${folder}/logs` };
}

/** The folder of the dbt projects, below the output folder. */
const dbtProjects = "dbt";

/** The file of the project's settings, relative to the dbt project. */
export const projectFile = "dbt_project.yml";

/** The profile file, relative to the dbt project. */
export const profileFile = "profiles.yml";

/** The manifest that `dbt parse` writes, relative to the dbt project. */
export const manifestFile = "target/manifest.json";

/** The dbt project of an adapter, below the output folder. */
export function dbtFolder(adapter: DbtAdapter): string {
  return `${dbtProjects}/${adapter}`;
}

/** The input for dbt commands: a pipeline, the names of all contracts in its project, and the source tables and the connections of the dbt project. */
export interface DbtSubject {
  readonly pipeline: BatchPipeline;
  readonly contracts: readonly string[];
  readonly tables: TablesByContract;
  readonly others: OtherWarehouses;
  readonly targets?: ProjectTargets;
  readonly target?: string;
  readonly adapter: DbtAdapter;
}

/** The end of the name of the model with all rows of another model, judged. */
export const judgedSuffix = "__judged";

/** The end of the name of the quarantine of a model. */
export const quarantineSuffix = "__quarantine";

/** The environment variable with the id of the run that moves rows to a quarantine. Without it, each dbt command is a run of its own. */
export const runVariable = "DEX_RUN_ID";

/** The end of the name of the table with the mended rows of a quarantine. */
export const redrivenSuffix = "__redriven";

/** The models of some steps, each after its snapshot, and those that a quarantine is made with. */
export function relationsOf(steps: readonly Step[], { models }: Pick<BatchPipeline, "models">): readonly string[] {
  return steps.flatMap((step) => {
    if (step.kind !== "staging" && step.kind !== "model") return [];
    // A staging model may belong to another pipeline, which has its quarantine.
    const model = models.find(({ name }) => name === step.model);
    return [
      ...(model?.snapshot === undefined ? [] : [model.snapshot]),
      ...(step.hasQuarantine ? [step.model + judgedSuffix] : []),
      step.model,
      ...(step.hasQuarantine && model !== undefined ? [step.model + quarantineSuffix] : []),
    ];
  });
}

/** Builds staging views, or models with their snapshots. The gates run the tests. */
export function buildCommand(steps: readonly Step[], subject: DbtSubject): Command {
  const { pipeline } = subject;
  const words = relationsOf(steps, pipeline);
  const staging = steps[0]?.kind === "staging";
  const hasSnapshots = steps.some((step) => pipeline.models.some((model) => isBuiltBy(step, model) && model.snapshot));
  const verb = hasSnapshots ? ["build", ...resources("model", "snapshot")] : ["run"];
  const list: WordList = { kind: "list", name: staging ? "staging" : "models", words };
  const audit = isAudited(steps, pipeline) ? auditFlag(pipeline) : [];
  return dbt(subject, [...verb, "--select", list, ...audit, ...(staging ? [] : [fullRefresh])]);
}

/** True if staging models or models are built beside the published ones. The quarantines of staging models are published together with the models. */
export function isAudited(steps: readonly Step[], pipeline: Pick<BatchPipeline, "steps" | "publish">): boolean {
  if (steps[0]?.kind === "staging") return isSwapped(pipeline) && hasQuarantine(steps);
  return pipeline.publish === "swap";
}

function isBuiltBy(step: Step, { name }: BatchPipeline["models"][number]): boolean {
  return (step.kind === "staging" || step.kind === "model") && step.model === name;
}

/** True if some of the steps move rows to a quarantine. */
export function hasQuarantine(steps: readonly Step[]): boolean {
  return steps.some((step) => (step.kind === "staging" || step.kind === "model") && step.hasQuarantine === true);
}

/** True if a run builds the models of a pipeline beside the published ones. */
export function isSwapped({ steps }: Pick<BatchPipeline, "steps">): boolean {
  return steps.some((step) => step.kind === "publish" && step.isSwap);
}

/** The end of the name of an audit table. */
export const auditSuffix = "__audit";

/** The end of the name of the table with the new rows of an incremental model, until they are published. */
export const deltaSuffix = "__delta";

/** The variable that makes the models of a pipeline audit tables, beside the published ones. */
export const auditVariable = "dex_audit";

/** The folder that dbt writes to with the variable of audits, relative to its project. Its parsed project there stays valid between runs. */
export const auditTargetPath = "target/audit";

function auditFlag({ name }: Pick<BatchPipeline, "name">): readonly Argument[] {
  return ["--vars", flowMapping(auditVariable, name)];
}

/** A mapping with one key, in the YAML that dbt reads from the command line. */
function flowMapping(key: string, value: string): string {
  return `{${key}: ${JSON.stringify(value)}}`;
}

/** Removes what an earlier run left behind, and gives incremental models and snapshots the published rows to start from. */
export function prepareCommand(subject: DbtSubject): Command {
  return operationCommand("dex_prepare", subject);
}

/** Replaces the published models by the audited ones. */
export function publishCommand(subject: DbtSubject): Command {
  return operationCommand("dex_publish", subject);
}

function operationCommand(operation: string, subject: DbtSubject): Command {
  const { name } = subject.pipeline;
  return dbt(subject, ["run-operation", operation, "--args", flowMapping("pipeline", name)]);
}

function resources(...types: readonly string[]): readonly string[] {
  return types.flatMap((type) => ["--resource-type", type]);
}

/** Checks the freshness of the sources of contracts. */
export function freshnessCommand(contracts: readonly string[], subject: DbtSubject): Command {
  const words = sourceSelectors(contracts, subject.pipeline, subject.tables);
  return dbt(subject, ["source", "freshness", "--select", { kind: "list", name: "sources", words }]);
}

/**
 * Runs the tests of contracts, and the tests of the gate's models without contracts. Tests are selected by name, since their names begin with the name
 * of the contract. A selection by model would also run the tests of models that refer to it and may not exist yet.
 */
export function testCommand(step: Extract<Step, { kind: "gate" }>, subject: DbtSubject): Command {
  const { pipeline, contracts } = subject;
  const tested = pipeline.models.filter(({ hasOwnTests, name }) => hasOwnTests === true && step.models.includes(name));
  const names = [...new Set([...step.contracts, ...tested.map(({ name }) => name)])];
  // The pattern of the contract "class" also matches the tests of the contract "class__old".
  const others = contracts.filter(
    (other) => !names.includes(other) && names.some((name) => other.startsWith(`${name}__`)),
  );
  const patterns = (name: "tests" | "other_tests", words: readonly string[]): WordList => ({
    kind: "list",
    name,
    words: words.map((word) => `${word}__*`),
  });
  const excluded = others.length === 0 ? [] : ["--exclude", patterns("other_tests", others)];
  const audit = step.isAudit ? auditFlag(pipeline) : [];
  const selected = ["--select", patterns("tests", names), ...excluded];
  return dbt(subject, ["test", "--indirect-selection", "empty", ...selected, ...audit]);
}

function dbt(subject: DbtSubject, given: readonly Argument[]): Command {
  return { tool: "dbt", arguments: [...given, ...targetArguments(subject)], folder: dbtFolder(subject.adapter) };
}

/** Selects the target, unless the profile selects it. */
function targetArguments({ pipeline: { destination }, others, targets, target }: DbtSubject): readonly Argument[] {
  if (target !== undefined) return ["--target", targetOf(destination, others, target)];
  const other = otherWarehouse(destination, others);
  if (other === undefined) return [];
  const otherwise = targets?.targets[0].name;
  if (otherwise === undefined) return ["--target", targetOf(destination, others, dbtTarget)];
  return ["--target", { kind: "variable", name: targetVariable, otherwise, suffix: `_${other}` }];
}
