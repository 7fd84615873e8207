import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import { sourceTables } from "../../running/source-tables.ts";
import { by } from "../../text/compare.ts";
import { append } from "./append.ts";
import type { ModelNode, PlannedModel } from "./models/model-kind.ts";
import { planBuilt, planStaging } from "./models/registry.ts";
import type { Adapter, DbtOptions } from "./options.ts";
import { type NameOfTest, nameTests } from "./test-names.ts";

/** A model of the project. */
export interface ProjectModel extends PlannedModel {
  /** The contract whose assertions are tested on it; of several models with the rows of a contract, one has it. */
  readonly tested?: Contract;
}

/** A folder of models, which share a property file. */
export interface ModelFolder {
  /** `models/marts/sales` */
  readonly path: string;
  /** Sorted by name. */
  readonly models: readonly ProjectModel[];
}

/** What the project consists of, the same for every adapter. */
export interface ProjectPlan {
  readonly name: string;
  readonly contracts: readonly Contract[];
  /** The staging models, then those that pipelines build; each group sorted by name. */
  readonly models: readonly ProjectModel[];
  /** The same models by folder, in the same two groups; each sorted by path. */
  readonly folders: readonly ModelFolder[];
  /** The model on which a contract's assertions are tested, by the contract's id. A topic or a file has none. */
  readonly nodeOf: ReadonlyMap<string, ModelNode>;
  readonly nameOfTest: NameOfTest;
}

/** The project of one adapter: all that decides what its files say. */
export interface AdapterProject {
  readonly adapter: Adapter;
  readonly options: DbtOptions;
  readonly plan: ProjectPlan;
}

/** Decides which models the project has. After a report that is an error, some are missing. */
export function planProject(ir: Ir): { readonly plan: ProjectPlan; readonly reports: readonly Report[] } {
  const contracts = new Map(ir.contracts.map((contract) => [contract.id, contract]));
  const pipelines = ir.pipelines.filter((pipeline) => pipeline.kind === "batch");
  const staging = planStaging(sourceTables(ir), contracts);
  const built = planBuilt(pipelines, contracts);
  const nodeOf = testedModels(staging.models, built.models);
  const groups = [staging.models, built.models].map((models) => projectModels(models, nodeOf));
  const folders = groups.flatMap(foldersOf);
  const nameOfTest = nameTests(folders.flatMap(({ models }) => models));
  const plan = { name: ir.project, contracts: ir.contracts, models: groups.flat(), folders, nodeOf, nameOfTest };
  return { plan, reports: [...staging.reports, ...built.reports] };
}

/** A contract is tested on the last built model that has its rows, or else on its first staging model. */
function testedModels(staging: readonly PlannedModel[], built: readonly PlannedModel[]): ProjectPlan["nodeOf"] {
  const found = new Map<string, ModelNode>();
  for (const { node } of [...staging].reverse().concat(built)) {
    if (node.contract !== undefined) found.set(node.contract.id, node);
  }
  return found;
}

function projectModels(models: readonly PlannedModel[], nodeOf: ProjectPlan["nodeOf"]): readonly ProjectModel[] {
  return [...models].sort(by(({ node }) => node.name)).map((model) => {
    const { contract } = model.node;
    const isTested = contract !== undefined && nodeOf.get(contract.id) === model.node;
    return { ...model, ...(isTested && { tested: contract }) };
  });
}

function foldersOf(models: readonly ProjectModel[]): readonly ModelFolder[] {
  const folders = new Map<string, ProjectModel[]>();
  for (const model of models) append(folders, model.node.folder, model);
  return [...folders].sort(by(([path]) => path)).map(([path, members]) => ({ path, models: members }));
}
