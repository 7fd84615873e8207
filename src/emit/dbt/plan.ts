import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import { type SourceTable, sourceTables } from "../../running/source-tables.ts";
import { append } from "../../text/append.ts";
import { Bug } from "../../text/bug.ts";
import { by } from "../../text/compare.ts";
import type { ModelNode, PlannedModel } from "./models/model-kind.ts";
import { planBuilt, planStaging } from "./models/registry.ts";
import { type NamesByModel, nameTests } from "./test-names.ts";

/** A model of the project. */
export interface ProjectModel extends PlannedModel {
  /** The contract whose assertions are tested on it; of several models with the rows of a contract, one has it. */
  readonly tested?: Contract;
  /** The contract whose schema is tested on the source table, if another model has the other tests. */
  readonly raw?: Contract;
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
  readonly contracts: readonly Contract[];
  /** The staging models, then those that pipelines build; each group sorted by name. */
  readonly models: readonly ProjectModel[];
  /** The same models by folder, in the same two groups; each sorted by path. */
  readonly folders: readonly ModelFolder[];
  /** The model on which a contract's assertions are tested, by the contract's id. A topic or a file has none. */
  readonly nodeOf: ReadonlyMap<string, ModelNode>;
  /** The names of the same models. */
  readonly modelOf: ReadonlyMap<string, string>;
  readonly testNames: NamesByModel;
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
  const plan = {
    contracts: ir.contracts,
    models: groups.flat(),
    folders,
    nodeOf,
    modelOf: new Map([...nodeOf].map(([id, { name }]) => [id, name])),
    testNames: nameTests(folders.flatMap(({ models }) => models)),
  };
  return { plan, reports: [...staging.reports, ...built.reports] };
}

/** The models of a folder as plain data: what `planFolder` needs, besides their contracts and pipelines, to plan them again. */
export interface FolderModels {
  readonly path: string;
  /** The source tables that staging models read. */
  readonly tables: readonly (Omit<SourceTable, "contract"> & { readonly contract: string })[];
  /** The names of the other models. */
  readonly built: readonly string[];
  /** The names of the models on which contracts are tested. */
  readonly tested: readonly string[];
  /** The names of the staging models on whose source only the schema is tested. */
  readonly raw: readonly string[];
}

/** Describes the models of a folder. */
export function modelsOf({ path, models }: ModelFolder): FolderModels {
  return {
    path,
    tables: models.flatMap(({ node: { table } }) => (table ? [{ ...table, contract: table.contract.id }] : [])),
    built: models.flatMap(({ node: { table, name } }) => (table ? [] : [name])),
    tested: models.flatMap(({ node, tested }) => (tested ? [node.name] : [])),
    raw: models.flatMap(({ node, raw }) => (raw ? [node.name] : [])),
  };
}

/** Plans the models of a folder again, from their contracts and pipelines alone. */
export function planFolder({ contracts: given, pipelines }: Ir, { path, ...names }: FolderModels): ModelFolder {
  const contracts = new Map(given.map((contract) => [contract.id, contract]));
  const tables = names.tables.map(({ contract: id, ...table }) => {
    const contract = contracts.get(id);
    if (contract === undefined) throw new Bug(`the folder ${path} is not given the contract "${id}"`);
    return { ...table, contract };
  });
  const built = new Set(names.built);
  const owners = pipelines
    .filter((pipeline) => pipeline.kind === "batch")
    .map((pipeline) => ({ ...pipeline, models: pipeline.models.filter(({ name }) => built.has(name)) }));
  const planned = [...planStaging(tables, contracts).models, ...planBuilt(owners, contracts).models];
  const [tested, raw] = [new Set(names.tested), new Set(names.raw)];
  const models = planned.map((model) => {
    const { contract, name } = model.node;
    if (contract === undefined) return model;
    return { ...model, ...(tested.has(name) && { tested: contract }), ...(raw.has(name) && { raw: contract }) };
  });
  return { path, models: models.sort(by(({ node }) => node.name)) };
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
    const { contract, table } = model.node;
    if (contract === undefined) return model;
    if (nodeOf.get(contract.id) === model.node) return { ...model, tested: contract };
    return { ...model, ...(table !== undefined && { raw: contract }) };
  });
}

function foldersOf(models: readonly ProjectModel[]): readonly ModelFolder[] {
  const folders = new Map<string, ProjectModel[]>();
  for (const model of models) append(folders, model.node.folder, model);
  return [...folders].sort(by(([path]) => path)).map(([path, members]) => ({ path, models: members }));
}
