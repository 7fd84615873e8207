import { defineEmitter } from "../emitter.ts";
import { hasBatchPipelines } from "../projects.ts";
import { diagnostics } from "./diagnostics.ts";
import { type AirflowOptions, type GivenOptions, readOptions } from "./options.ts";
import { templates } from "./template-names.ts";

export type { AirflowOptions } from "./options.ts";

/** The Airflow emitter: one static DAG file per batch pipeline. */
export const airflow = defineEmitter<AirflowOptions, GivenOptions>({
  name: "airflow",
  diagnostics,
  templates,
  readOptions,
  takes: ["batch"],
  default: hasBatchPipelines,
  load: () => import("./emit.ts"),
  orchestrator: {
    extension: ".py",
    withRoot: (options, root) => ({ ...options, root: options.root ?? root }),
  },
});
