import type { Ir } from "../ir/ir.ts";
import type { BatchPipeline, Step } from "../ir/pipeline.ts";
import type { Command, Tool } from "./command.ts";
import { buildCommand, freshnessCommand, prepareCommand, publishCommand, testCommand } from "./dbt.ts";
import { adapterOf, type OtherWarehouses, otherWarehouses } from "./dbt-profile.ts";
import { extractCommand } from "./dlt.ts";
import { suiteSources, suitesCommand } from "./great-expectations.ts";
import { byContract, sourceTables, type TablesByContract } from "./source-tables.ts";
import { type ProjectTargets, projectTargets } from "./target.ts";

/** The facts about a project that the commands of its pipelines need. */
export interface RunningProject {
  readonly contracts: readonly string[];
  /** The source tables of its dbt projects. */
  readonly tables: TablesByContract;
  /** The connections that its dbt projects have other targets for than the default one. */
  readonly others: OtherWarehouses;
  readonly targets?: ProjectTargets;
  /** The target of all commands. Without one, each tool reads it from the environment. */
  readonly target?: string;
}

/** Collects the facts that the commands of a project need. */
export function runningProject(ir: Ir): RunningProject {
  const targets = projectTargets(ir);
  return {
    contracts: ir.contracts.map(({ name }) => name),
    tables: byContract(sourceTables(ir)),
    others: otherWarehouses(ir.pipelines),
    ...(targets && { targets }),
  };
}

/** Finds the tool that runs a step. Undefined for a step without a command. */
function toolOf(step: Step): Tool | undefined {
  switch (step.kind) {
    case "extract":
      return "extract";
    case "staging":
    case "model":
    case "freshness":
    case "prepare":
      return "dbt";
    case "gate":
      return step.engine === "dbt" ? "dbt" : "greatExpectations";
    case "publish":
      return step.isSwap ? "dbt" : undefined;
    case "task":
      return undefined;
  }
}

const TOOLS: readonly Tool[] = ["extract", "dbt", "greatExpectations"];

/** The tools that a pipeline needs. */
export function toolsOf({ steps }: Pick<BatchPipeline, "steps">): readonly Tool[] {
  return TOOLS.filter((tool) => steps.some((step) => toolOf(step) === tool));
}

/** The tools of a pipeline that cannot connect to its destination. */
export function unreachableTools({ steps, destination }: BatchPipeline): readonly Tool[] {
  return toolsOf({ steps }).filter((tool) => {
    if (tool === "dbt") return adapterOf(destination) === undefined;
    return tool === "greatExpectations" && suiteSources[destination.type] === undefined;
  });
}

/** The command of a step, or of several dbt steps that run together. Undefined for steps without a command. */
export function commandOf(
  steps: readonly [Step, ...Step[]],
  pipeline: BatchPipeline,
  project: RunningProject,
): Command | undefined {
  const [step] = steps;
  const { destination } = pipeline;
  if (step.kind === "extract") return extractCommand(pipeline, step.contract, project);
  if (step.kind === "gate" && step.engine === "great_expectations") return suitesCommand(step, pipeline, project);
  const adapter = adapterOf(destination);
  if (adapter === undefined) return undefined;
  const subject = { pipeline, adapter, ...project };
  switch (step.kind) {
    case "staging":
    case "model":
      return buildCommand(steps, subject);
    case "freshness":
      return freshnessCommand(step.contracts, subject);
    case "gate":
      return testCommand(step, subject);
    case "prepare":
      return prepareCommand(subject);
    case "publish":
      return step.isSwap ? publishCommand(subject) : undefined;
    case "task":
      return undefined;
  }
}
