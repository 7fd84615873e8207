import type { ContractDocument, FieldDocument } from "../language/contract/contract-document.ts";
import { unread } from "../language/faults.ts";
import type { ModelDocument, PipelineDocument } from "../language/pipeline/pipeline-document.ts";
import type { NodePlace } from "../source/origin.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { QueryAnalysis } from "../sql/model.ts";
import type { ReferencePart } from "../sql/references.ts";

/** A node of the project's graph: `contract:orders`, `pipeline:daily_orders`, `model:fct_orders`. */
export type NodeId = string;

/** `from` depends on `to`; `at` is the place of the reference. Only foreign keys (`references`) may form cycles. */
export interface Edge {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly kind: "references" | "reads" | "satisfies" | "extracts" | "consumes";
  readonly at: NodePlace;
}

/** A model's SQL: its text, split at the references, each with the name of its relation. */
export interface LinkedSql {
  /** The SQL file; undefined for SQL in the spec. */
  readonly file?: string;
  readonly text: string;
  readonly parts: readonly (ReferencePart & { readonly relation?: string })[];
  /** For a model with `jinja: true`: all relations that it reads, and those from `depends_on`. The reference parts are the names in `ref` calls. */
  readonly jinja?: { readonly reads: readonly string[]; readonly dependsOn: readonly string[] };
}

/** A relation in the warehouse: the staging view of a contract, or a model. Names are unique in the project. */
export interface Relation {
  readonly name: string;
  readonly kind: ModelDocument["kind"];
  /** The pipeline that builds it; undefined for a contract that no pipeline names. */
  readonly pipeline?: string;
  /** The contract that its rows must satisfy: the staged one, or the one that the model names. */
  readonly contract?: string;
  /** The name of the source system, for staging. */
  readonly source?: string;
  readonly document?: ModelDocument;
  readonly sql?: LinkedSql;
  /** Its columns, when they are known. A column whose name depends on the dialect is undefined. */
  readonly columns?: readonly (string | undefined)[];
  /** The columns that its SQL returns and reads. */
  readonly query?: QueryAnalysis;
  /** The relations that it is built from. */
  readonly reads: readonly string[];
  readonly at: NodePlace;
}

/** The project with resolved names: contracts and pipelines sorted by name, without those that cannot be read. */
export interface LinkedProject {
  readonly contracts: readonly ContractDocument[];
  readonly contractsByName: { readonly [name: string]: ContractDocument };
  readonly pipelines: readonly PipelineDocument[];
  /** The SQL files that models name, by path. */
  readonly sqlFiles: { readonly [path: string]: SourceFile };
  /** The files of macros that models with Jinja may call. */
  readonly macroFiles: readonly SourceFile[];
  /** Every relation, each after those that it reads. */
  readonly relations: readonly Relation[];
  readonly edges: readonly Edge[];
  /** Every node, each after those that it depends on. */
  readonly order: readonly NodeId[];
}

/** The field at a dotted path, through objects and items of arrays, or undefined. */
export function findField(fields: readonly FieldDocument[], path: readonly string[]): FieldDocument | undefined {
  const [name, ...rest] = path;
  const field = fields.find((candidate) => candidate.name === name);
  return field === undefined || rest.length === 0 ? field : findField(field.fields ?? field.items?.fields ?? [], rest);
}

/** The field at a dotted path, or undefined when part of it could not be read. */
export function sureField(fields: readonly FieldDocument[], path: readonly string[]): FieldDocument | undefined {
  const field = findField(fields, path);
  return field?.faulty ? undefined : field;
}

/** True when a contract has a field at a dotted path, or may have it in a part that could not be read. */
export function mayHave(contract: ContractDocument, path: readonly string[]): boolean {
  if (unread(contract, "columns") || findField(contract.fields, path) !== undefined) return true;
  return path.length > 1 && findField(contract.fields, path.slice(0, 1))?.faulty === true;
}

/** The contract and column of `customers.customer_id`, or undefined when there is no dot. */
export function splitReference(text: string): { readonly contract: string; readonly field: string } | undefined {
  const match = /^([A-Za-z_]\w*)\.([A-Za-z_]\w*)$/.exec(text);
  return match ? { contract: match[1] ?? "", field: match[2] ?? "" } : undefined;
}
