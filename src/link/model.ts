import type { ContractDocument, FieldDocument } from "../language/contract/contract-document.ts";
import { unread } from "../language/faults.ts";
import type { ModelDocument, PipelineDocument } from "../language/pipeline/pipeline-document.ts";
import type { NodePlace } from "../source/origin.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { QueryAnalysis } from "../sql/model.ts";
import type { ReferencePart } from "../sql/references.ts";

/** A node of the project's graph: `contract:orders`, `pipeline:daily_orders`, `model:fct_orders`. */
export type NodeId = string;

/** `from` needs `to`; `at` is where it says so. Foreign keys (`references`) may run in circles; nothing else may. */
export interface Edge {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly kind: "references" | "reads" | "promises" | "extracts" | "consumes";
  readonly at: NodePlace;
}

/** A model's SQL: its text, cut at the references, each with the name of the relation it stands for. */
export interface LinkedSql {
  /** The file, when the SQL has one of its own; else it stands in the spec. */
  readonly file?: string;
  readonly text: string;
  readonly parts: readonly (ReferencePart & { readonly relation?: string })[];
}

/** A relation that the warehouse will have: a staging view for a contract, or a model of a pipeline. Names are unique in the project. */
export interface Relation {
  readonly name: string;
  readonly kind: ModelDocument["kind"];
  /** The pipeline that builds it; none for a contract that no pipeline names. */
  readonly pipeline?: string;
  /** The contract that its rows are to satisfy: the staged one, or the model's own. A model that is made of a contract's rows has none. */
  readonly contract?: string;
  /** The name of the source system, for staging. */
  readonly source?: string;
  readonly document?: ModelDocument;
  readonly sql?: LinkedSql;
  /** Its columns, where they can be told; one that the dialect names is undefined. */
  readonly columns?: readonly (string | undefined)[];
  /** What its SQL yields and reads. */
  readonly query?: QueryAnalysis;
  /** The relations it is built from. */
  readonly reads: readonly string[];
  readonly at: NodePlace;
}

/** The documents with their names resolved: contracts and pipelines sorted by name, those that cannot be read left out. */
export interface Model {
  readonly contracts: readonly ContractDocument[];
  readonly contractsByName: { readonly [name: string]: ContractDocument };
  readonly pipelines: readonly PipelineDocument[];
  /** The SQL files that models name, by path. */
  readonly sqlFiles: { readonly [path: string]: SourceFile };
  /** Every relation, each after all that it reads. */
  readonly relations: readonly Relation[];
  readonly edges: readonly Edge[];
  /** Every node, each after all that it needs. */
  readonly order: readonly NodeId[];
}

/** The field at a dotted path, through objects and the items of arrays; undefined when there is none. */
export function findField(fields: readonly FieldDocument[], path: readonly string[]): FieldDocument | undefined {
  const [name, ...rest] = path;
  const field = fields.find((candidate) => candidate.name === name);
  return field === undefined || rest.length === 0 ? field : findField(field.fields ?? field.items?.fields ?? [], rest);
}

/** The field at a dotted path when all of its description could be read. */
export function sureField(fields: readonly FieldDocument[], path: readonly string[]): FieldDocument | undefined {
  const field = findField(fields, path);
  return field?.faulty ? undefined : field;
}

/** True when a contract has a field at a dotted path, or may have one in a part that could not be read. */
export function mayHave(contract: ContractDocument, path: readonly string[]): boolean {
  if (unread(contract, "columns") || findField(contract.fields, path) !== undefined) return true;
  return path.length > 1 && findField(contract.fields, path.slice(0, 1))?.faulty === true;
}

/** The contract and column of `customers.customer_id`; undefined when it has no dot. */
export function splitReference(text: string): { readonly contract: string; readonly field: string } | undefined {
  const match = /^([A-Za-z_]\w*)\.([A-Za-z_]\w*)$/.exec(text);
  return match ? { contract: match[1] ?? "", field: match[2] ?? "" } : undefined;
}
