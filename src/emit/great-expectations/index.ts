import { connectionTemplate } from "../../running/connection-template.ts";
import { defineEmitter } from "../emitter.ts";
import { hasStoredRows } from "../projects.ts";
import { diagnostics } from "./diagnostics.ts";
import { type GreatExpectationsOptions, readOptions } from "./options.ts";
import { templates } from "./template-names.ts";

export type { GreatExpectationsOptions, Source } from "./options.ts";

/** The Great Expectations emitter: suites for GX 1.24 and later, and a runner that needs no project. */
export const greatExpectations = defineEmitter<GreatExpectationsOptions>({
  name: "great-expectations",
  diagnostics,
  templates,
  sharedTemplates: [connectionTemplate],
  readOptions,
  takes: ["table", "view", "file"],
  default: hasStoredRows,
  load: () => import("./emit.ts"),
  runs: ["gate"],
});
