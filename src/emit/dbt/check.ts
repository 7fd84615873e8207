import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import { pointerTo } from "../../source/pointer.ts";
import { diagnostics } from "./diagnostics.ts";
import { type Adapter, dbtAdapters } from "./options.ts";

/** Reports pipelines that need dbt, with a destination that has an adapter but no project. */
export function checkPipelines(ir: Ir, adapters: readonly Adapter[]): readonly Report[] {
  return ir.pipelines.flatMap((pipeline) => {
    if (pipeline.kind !== "batch" || !needsDbt(pipeline)) return [];
    const adapter = dbtAdapters.find((name) => name === pipeline.destination.type);
    if (adapter === undefined || adapters.includes(adapter)) return [];
    const at = { path: pipeline.origin.path, pointer: pointerTo("", "destination", "type") };
    return [diagnostics.report("no-project", at, { pipeline: pipeline.name, adapter, adapters })];
  });
}

/** Staging models that only tests need are no steps of a pipeline without tests. */
function needsDbt({ steps }: BatchPipeline): boolean {
  return steps.some((step) =>
    step.kind === "gate" ? step.engine === "dbt" : ["staging", "model", "freshness"].includes(step.kind),
  );
}
