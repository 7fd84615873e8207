import type { ContractDocument } from "./contract/contract-document.ts";
import type { Located } from "./located.ts";
import type { PipelineDocument } from "./pipeline/pipeline-document.ts";

/** A document that cannot be read. Its name is kept where it can be told, so that references to it do not cascade. */
export interface BrokenDocument {
  readonly kind: "broken";
  readonly path: string;
  readonly name?: Located<string>;
  readonly was: "contract" | "pipeline" | "unknown";
}

/** A document that could be read, perhaps with faults. */
export type ReadDocument = ContractDocument | PipelineDocument;

/** What a file says, validated and normalised: the forms of the language are gone, every node knows its pointer. */
export type Document = ReadDocument | BrokenDocument;
