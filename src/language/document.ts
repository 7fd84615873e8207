import type { ContractDocument } from "./contract-document.ts";
import type { Located } from "./located.ts";
import type { PipelineDocument } from "./pipeline-document.ts";

/** A document whose shape is wrong. Its name is kept where it could be read, so that references to it do not cascade. */
export interface BrokenDocument {
  readonly kind: "broken";
  readonly path: string;
  readonly name?: Located<string>;
  readonly was: "contract" | "pipeline" | "unknown";
}

/** What a file says, validated and normalised: the forms of the language are gone, every node knows its pointer. */
export type Document = ContractDocument | PipelineDocument | BrokenDocument;
