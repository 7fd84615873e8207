import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Asset, BatchPipeline } from "../../ir/pipeline.ts";
import { diagnostics } from "./diagnostics.ts";

/** Reports each cycle of pipelines without a schedule, in which each pipeline triggers the next. */
export function triggerCycles(pipelines: readonly BatchPipeline[]): readonly Report[] {
  const triggered = pipelines.filter(({ schedule }) => schedule === undefined);
  const triggersOf = triggersAmong(triggered);
  const done = new Set<string>();
  const walk = (pipeline: BatchPipeline, trail: readonly BatchPipeline[]): Report | undefined => {
    const at = trail.findIndex(({ id }) => id === pipeline.id);
    if (at >= 0) {
      const path = [...trail.slice(at), pipeline].map(({ name }) => name).join(" <- ");
      return diagnostics.report("trigger-cycle", pipeline.origin, { path });
    }
    if (done.has(pipeline.id)) return undefined;
    done.add(pipeline.id);
    for (const other of triggersOf(pipeline)) {
      const found = walk(other, [...trail, pipeline]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return triggered.flatMap((pipeline) => walk(pipeline, []) ?? []);
}

/** Finds the pipelines among `pipelines` that publish an asset that triggers the pipeline. */
function triggersAmong(pipelines: readonly BatchPipeline[]): (pipeline: BatchPipeline) => readonly BatchPipeline[] {
  const key = ({ kind, name }: Asset) => `${kind} ${name}`;
  const assetsOf = ({ steps }: BatchPipeline) => steps.flatMap((step) => (step.kind === "publish" ? step.assets : []));
  const published = new Map(pipelines.map((pipeline) => [pipeline.id, new Set(assetsOf(pipeline).map(key))]));
  return ({ id, awaits }) =>
    pipelines.filter((other) => other.id !== id && awaits.some((asset) => published.get(other.id)?.has(key(asset))));
}
