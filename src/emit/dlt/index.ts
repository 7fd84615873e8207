import { connectionTemplate } from "../../running/connection-template.ts";
import { defineEmitter } from "../emitter.ts";
import { hasBatchPipelines } from "../projects.ts";
import { diagnostics } from "./diagnostics.ts";
import { type ExtractOptions, readOptions } from "./options.ts";
import { templates } from "./template-names.ts";

export type { ExtractOptions } from "./options.ts";

/** The dlt emitter: for each batch pipeline a script that loads the tables of a database into those that dbt reads as sources. */
export const extract = defineEmitter<ExtractOptions>({
  name: "extract",
  diagnostics,
  templates,
  sharedTemplates: [connectionTemplate],
  readOptions,
  takes: ["batch"],
  default: hasBatchPipelines,
  load: () => import("./emit.ts"),
  runs: ["extract"],
});
