import type { ContractDocument } from "../language/contract/contract-document.ts";
import type { BatchPipelineDocument } from "../language/pipeline/pipeline-document.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { Relation } from "./model.ts";

/** The project as the linker knows it so far. */
export interface Names {
  readonly contracts: ReadonlyMap<string, ContractDocument>;
  readonly batches: readonly BatchPipelineDocument[];
  /** Names of documents that cannot be read; a reference to one is not reported again. */
  readonly broken: ReadonlySet<string>;
  /** True when there may be topics that could not be read. */
  readonly hasUnreadTopics: boolean;
  /** True when there may be models that could not be read. */
  readonly hasUnreadSpecs: boolean;
  readonly sqlFiles: ReadonlyMap<string, SourceFile>;
}

/** What a source system is called in the warehouse. */
export function sourceName({ source }: BatchPipelineDocument): string {
  return source.name?.value ?? source.connection.value.replace(/[^A-Za-z0-9_]+/g, "_");
}

/** The relation that holds a contract's rows: this pipeline's own if there is one, else the one over its source, else its mart or another's staging model. */
export function stagedAs(
  relations: readonly Relation[],
  contract: string,
  pipeline: BatchPipelineDocument | undefined,
): string | undefined {
  const holding = relations.filter((relation) => relation.contract === contract);
  const isExtracted = pipeline?.source.tables.some(({ value }) => value === contract);
  const source = pipeline && isExtracted ? sourceName(pipeline) : undefined;
  const found =
    holding.find((relation) => relation.pipeline === pipeline?.name.value) ??
    holding.find((relation) => relation.kind === "staging" && relation.source === source) ??
    holding[0];
  return found?.name;
}

/** The steps that every batch pipeline has; tasks may come after them. */
export const STEPS: readonly string[] = ["extract", "staging", "models", "quality"];
