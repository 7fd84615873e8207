import type { ContractDocument, FieldDocument } from "../language/contract-document.ts";
import type { PipelineDocument } from "../language/pipeline-document.ts";
import type { NodePlace } from "../source/origin.ts";
import type { SourceFile } from "../source/source-file.ts";

/** A node of the project's graph: `contract:orders`, `pipeline:daily_orders`, `model:daily_orders.fct_orders`. */
export type NodeId = string;

/** `from` needs `to`; `at` is where it says so. */
export interface Edge {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly kind: "references" | "reads" | "promises" | "extracts" | "consumes";
  readonly at: NodePlace;
}

/** The documents with their names resolved: contracts and pipelines sorted by name, broken ones left out, the graph acyclic. */
export interface Model {
  readonly contracts: readonly ContractDocument[];
  readonly pipelines: readonly PipelineDocument[];
  /** Names of documents that did not validate; a reference to one is not reported again. */
  readonly brokenNames: readonly string[];
  /** The SQL files that models name, by path. */
  readonly sqlFiles: { readonly [path: string]: SourceFile };
  readonly edges: readonly Edge[];
  /** Every node, each after all that it needs. */
  readonly order: readonly NodeId[];
}

/** The field at a dotted path, through objects; undefined when there is none. */
export function findField(fields: readonly FieldDocument[], path: readonly string[]): FieldDocument | undefined {
  const [name, ...rest] = path;
  const field = fields.find((candidate) => candidate.name === name);
  return field === undefined || rest.length === 0 ? field : findField(field.fields ?? field.items?.fields ?? [], rest);
}
