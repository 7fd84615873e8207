import { defineEmitter } from "../emitter.ts";
import { hasTables } from "../projects.ts";
import { diagnostics } from "./diagnostics.ts";
import { type DbtOptions, readOptions } from "./options.ts";
import { templates } from "./template-names.ts";

export type { Adapter, DbtOptions } from "./options.ts";

/** The dbt emitter: one dbt project per adapter, valid for dbt 1.10.8 and later and for the strict dialect of dbt 2. */
export const dbt = defineEmitter<DbtOptions>({
  name: "dbt",
  diagnostics,
  templates,
  readOptions,
  takes: ["table", "view", "batch"],
  default: hasTables,
  load: () => import("./emit.ts"),
  runs: ["staging", "model", "freshness", "gate"],
});
