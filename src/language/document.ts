import type { ContractDocument } from "./contract/contract-document.ts";
import type { Located } from "./located.ts";
import type { PipelineDocument } from "./pipeline/pipeline-document.ts";

/** A document that cannot be read. It keeps its name if that can be read, so references to it are not reported too. */
export interface BrokenDocument {
  readonly kind: "broken";
  readonly path: string;
  readonly name?: Located<string>;
  readonly was: "contract" | "pipeline" | "unknown";
}

/** A document that could be read, possibly with faults. */
export type ReadDocument = ContractDocument | PipelineDocument;

/** The content of a file, validated and normalised: all forms of a contract are one type, and every value has its pointer. */
export type Document = ReadDocument | BrokenDocument;
