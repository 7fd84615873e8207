import { defineEmitter } from "../emitter.ts";
import { hasTables } from "../projects.ts";
import { diagnostics } from "./diagnostics.ts";
import { type DbtOptions, type GivenOptions, readOptions } from "./options.ts";
import { templates } from "./template-names.ts";

export type { Adapter, DbtOptions } from "./options.ts";

/** The dbt emitter: one dbt project per adapter, valid for dbt 1.10.8 and later and for the strict dialect of dbt 2. */
export const dbt = defineEmitter<DbtOptions, GivenOptions>({
  name: "dbt",
  diagnostics,
  templates,
  readOptions,
  targets: ({ targets }) => targets,
  takes: ["table", "view", "batch"],
  default: hasTables,
  load: () => import("./emit.ts"),
  runs: ["staging", "model", "freshness", "gate"],
});
