import { defineEmitter } from "../emitter.ts";
import { hasBatchPipelines } from "../projects.ts";
import { diagnostics } from "./diagnostics.ts";
import { type ExtractOptions, readOptions } from "./options.ts";
import { templates } from "./template-names.ts";

export type { ExtractOptions } from "./options.ts";

/** The extract and load emitter: a script for dlt per batch pipeline, from the tables of a database to those that dbt's sources read. */
export const extract = defineEmitter<ExtractOptions>({
  name: "extract",
  diagnostics,
  templates,
  readOptions,
  default: hasBatchPipelines,
  load: () => import("./emit.ts"),
});
