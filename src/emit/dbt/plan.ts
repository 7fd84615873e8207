import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline, Endpoint, Model } from "../../ir/pipeline.ts";
import { by } from "../../text/compare.ts";

/** The staging view of a contract: the one place of the project that reads the source table. */
export interface StagingNode {
  readonly kind: "staging";
  readonly name: string;
  readonly folder: string;
  readonly contract: Contract;
  readonly source: Source;
}

/** A model that a pipeline builds: a dimension or a model with SQL of its own. */
export interface BuiltNode {
  readonly kind: "built";
  readonly name: string;
  readonly folder: string;
  readonly model: BuiltModel;
  readonly pipeline: BatchPipeline;
  /** The contract that it promises to keep. */
  readonly contract?: Contract;
  /** The contract whose rows a dimension is made of. */
  readonly of?: Contract;
}

/** A model of a pipeline that is not staging. */
type BuiltModel = Exclude<Model, { kind: "staging" }>;

/** A model of the dbt project. */
export type Node = StagingNode | BuiltNode;

/** Where source tables lie: dbt's source. */
export interface Source {
  readonly name: string;
  readonly schema: string;
  /** Where the tables land, when a pipeline says so. */
  readonly destination?: Endpoint;
}

/** What the project is made of, the same for every adapter. */
export interface Plan {
  readonly project: string;
  readonly contracts: readonly Contract[];
  readonly staging: readonly StagingNode[];
  readonly built: readonly BuiltNode[];
  /** The model on which a contract's assertions are tested; none for a topic or a file. */
  readonly nodeOf: ReadonlyMap<string, Node>;
}

/** Decides which models there are and where they stand. */
export function planProject(ir: Ir): Plan {
  const pipelines = ir.pipelines.filter((pipeline) => pipeline.kind === "batch");
  const contracts = new Map(ir.contracts.map((contract) => [contract.id, contract]));
  const built = pipelines.flatMap((pipeline) =>
    pipeline.models.filter((model) => model.kind !== "staging").map((model) => builtNode(model, pipeline, contracts)),
  );
  const promised = new Set(built.flatMap((node) => node.contract?.id ?? []));
  const staging = distinctSources([...planned(pipelines, contracts), ...unclaimed(ir.contracts, pipelines, promised)]);
  const unique = [...new Map(staging.map((node) => [node.name, node])).values()].sort(by((node) => node.name));
  const nodeOf = new Map<string, Node>();
  for (const node of unique) if (!nodeOf.has(node.contract.id)) nodeOf.set(node.contract.id, node);
  for (const node of built) if (node.contract !== undefined) nodeOf.set(node.contract.id, node);
  return {
    project: ir.project,
    contracts: ir.contracts,
    staging: unique,
    built: built.sort(by((node) => node.name)),
    nodeOf,
  };
}

function builtNode(model: BuiltModel, pipeline: BatchPipeline, contracts: ReadonlyMap<string, Contract>): BuiltNode {
  const contract = model.contract === undefined ? undefined : contracts.get(model.contract);
  const of = model.kind === "dimension" ? contracts.get(model.of) : undefined;
  const area = contract?.domain ?? of?.domain ?? pipeline.name;
  const layer =
    model.kind === "sql" && model.role === "intermediate" ? `intermediate/${pipeline.name}` : `marts/${area}`;
  return {
    kind: "built",
    name: model.name,
    folder: `models/${layer}`,
    model,
    pipeline,
    ...(contract && { contract }),
    ...(of && { of }),
  };
}

/** The staging models that pipelines list. */
function planned(pipelines: readonly BatchPipeline[], contracts: ReadonlyMap<string, Contract>): StagingNode[] {
  return pipelines.flatMap((pipeline) =>
    pipeline.models.flatMap((model) => {
      const contract = model.kind === "staging" ? contracts.get(model.contract) : undefined;
      if (contract === undefined) return [];
      const { sourceName: name, destination } = pipeline;
      return [stagingNode(model.name, contract, { name, schema: destination.schema, destination })];
    }),
  );
}

/** A staging model for every table that no pipeline names: a contract alone compiles to a project that tests it. */
function unclaimed(
  contracts: readonly Contract[],
  pipelines: readonly BatchPipeline[],
  promised: ReadonlySet<string>,
): StagingNode[] {
  const staged = new Set(
    pipelines.flatMap((pipeline) => pipeline.models.map((model) => (model.kind === "staging" ? model.contract : ""))),
  );
  return contracts
    .filter(({ dataset }) => dataset.physical === "table" || dataset.physical === "view")
    .filter(({ id }) => !staged.has(id) && !promised.has(id))
    .map((contract) => {
      const name = contract.domain ?? "raw";
      return stagingNode(`stg_${name}__${contract.name}`, contract, { name, schema: "raw" });
    });
}

/** A source has one schema; where two would share a name, the later one is told apart by its schema. */
function distinctSources(nodes: readonly StagingNode[]): StagingNode[] {
  const schemas = new Map<string, string>();
  return nodes.map((node) => {
    const { name, schema } = node.source;
    if (!schemas.has(name)) schemas.set(name, schema);
    if (schemas.get(name) === schema) return node;
    const source = { ...node.source, name: `${name}_${schema.replace(/\W+/g, "_")}` };
    return stagingNode(node.name, node.contract, source);
  });
}

function stagingNode(name: string, contract: Contract, source: Source): StagingNode {
  return { kind: "staging", name, folder: `models/staging/${source.name}`, contract, source };
}
