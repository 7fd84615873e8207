import type { ContractDocument } from "../language/contract/contract-document.ts";
import type { BatchPipelineDocument, SourceDocument } from "../language/pipeline/pipeline-document.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { Relation } from "./linked-project.ts";
import type { MacroReading } from "./macros.ts";

/** The names that the linker resolves references against. */
export interface Names {
  readonly contracts: ReadonlyMap<string, ContractDocument>;
  readonly batches: readonly BatchPipelineDocument[];
  /** Names of documents that cannot be read. References to them are not reported. */
  readonly broken: ReadonlySet<string>;
  /** True when a document that cannot be read may have a topic. */
  readonly hasUnreadTopics: boolean;
  /** True when a document that cannot be read may have models. */
  readonly hasUnreadSpecs: boolean;
  readonly sqlFiles: ReadonlyMap<string, SourceFile>;
  /** The macros of the project. */
  readonly macros: readonly MacroReading[];
}

/** The name of a source system in the warehouse. */
export function sourceName(source: SourceDocument): string {
  return source.name?.value ?? source.connection.value.replace(/[^A-Za-z0-9_]+/g, "_");
}

/** The relation with a contract's rows: first this pipeline's own, then one over its source, then a mart or the staging model of another pipeline. */
export function stagedAs(
  relations: readonly Relation[],
  contract: string,
  pipeline: BatchPipelineDocument | undefined,
): string | undefined {
  const holding = relations.filter((relation) => relation.contract === contract);
  const isExtracted = pipeline?.source?.tables.some(({ value }) => value === contract);
  const source = pipeline?.source && isExtracted ? sourceName(pipeline.source) : undefined;
  const found =
    holding.find((relation) => relation.pipeline === pipeline?.name.value) ??
    holding.find((relation) => relation.kind === "staging" && relation.source === source) ??
    holding[0];
  return found?.name;
}

/** The steps that every batch pipeline has; tasks may come after them. */
export const STEPS: readonly string[] = ["extract", "staging", "models", "quality"];
