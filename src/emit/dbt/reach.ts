import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import { pointerTo } from "../../source/pointer.ts";
import { diagnostics } from "./diagnostics.ts";
import { type Adapter, dbtAdapters } from "./options.ts";

/** Reports pipelines whose destination has an adapter for which no project is written. */
export function checkReach(ir: Ir, written: readonly Adapter[]): readonly Report[] {
  return ir.pipelines.flatMap((pipeline) => {
    if (pipeline.kind !== "batch" || !needsDbt(pipeline)) return [];
    const adapter = dbtAdapters.find((name) => name === pipeline.destination.type);
    if (adapter === undefined || written.includes(adapter)) return [];
    const at = { path: pipeline.origin.path, pointer: pointerTo("", "destination", "type") };
    return [diagnostics.report("no-project", at, { pipeline: pipeline.name, adapter })];
  });
}

/** Models that are staged for tests alone are no steps of a pipeline that has no such tests. */
function needsDbt({ steps }: BatchPipeline): boolean {
  return steps.some((step) =>
    step.kind === "gate" ? step.engine === "dbt" : ["staging", "model", "freshness"].includes(step.kind),
  );
}
