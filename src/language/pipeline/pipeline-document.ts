import type { Faults } from "../faults.ts";
import type { Mention } from "../node.ts";
import type * as batch from "./batch.ts";
import type * as stream from "./stream.ts";

export type { EndpointDocument, SourceDocument } from "./batch.ts";
export type { ExtractedTableDocument } from "./extracted-table.ts";
export type { ModelDocument } from "./model.ts";
export type { SinkDocument } from "./stream.ts";

/** The kinds of system that a pipeline reads from or writes to. */
export type EndpointType = batch.EndpointDocument["type"]["value"];

/** A batch pipeline spec; durations are seconds. */
export interface BatchPipelineDocument extends batch.BatchPipelineDocument {
  readonly faults?: Faults;
  readonly mentions?: readonly Mention[];
}

/** A streaming pipeline spec; durations are seconds. */
export interface StreamPipelineDocument extends stream.StreamPipelineDocument {
  readonly faults?: Faults;
  readonly mentions?: readonly Mention[];
}

/** A pipeline spec of either kind. */
export type PipelineDocument = BatchPipelineDocument | StreamPipelineDocument;
