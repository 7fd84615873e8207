import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline, Model } from "../../ir/pipeline.ts";
import { type DbtSource, type SourceTable, sourceTables } from "../../running/source-tables.ts";
import { by } from "../../text/compare.ts";

/** The staging view of a contract: the one place of the project that reads the source table. */
export interface StagingNode {
  readonly kind: "staging";
  readonly name: string;
  readonly folder: string;
  readonly contract: Contract;
  readonly source: DbtSource;
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
  const staging = sourceTables(ir).map(stagingNode);
  const nodeOf = new Map<string, Node>();
  for (const node of staging) if (!nodeOf.has(node.contract.id)) nodeOf.set(node.contract.id, node);
  for (const node of built) if (node.contract !== undefined) nodeOf.set(node.contract.id, node);
  return {
    project: ir.project,
    contracts: ir.contracts,
    staging,
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

function stagingNode({ staging: name, contract, source }: SourceTable): StagingNode {
  return { kind: "staging", name, folder: `models/staging/${source.name}`, contract, source };
}
