import type { Report } from "../diagnostics/diagnostic.ts";
import type { Model, Pipeline } from "../ir/pipeline.ts";
import { diagnostics } from "./diagnostics.ts";

/**
 * Reports the views that show rows of sources before a gate has checked them: they read a staging model, itself or through other views. A pipeline
 * that publishes in place has its own report, and readers do not use intermediate models.
 */
export function uncheckedViewReports(pipelines: readonly Pipeline[]): readonly Report[] {
  const batches = pipelines.filter((pipeline) => pipeline.kind === "batch");
  const models = new Map(batches.flatMap((pipeline) => pipeline.models.map((model) => [model.name, model])));
  return batches
    .filter(({ publish }) => publish === "swap")
    .flatMap((pipeline) => pipeline.models.filter(isRead))
    .flatMap((model) => {
      const staging = stagingBehind(model, models, new Set());
      if (staging === undefined) return [];
      return [diagnostics.report("unchecked-view", model.origin, { model: model.name, staging })];
    });
}

function isRead(model: Model): boolean {
  return isView(model) && model.kind === "sql" && model.role !== "intermediate";
}

function isView(model: Model): boolean {
  return model.kind === "sql" && model.materialized === "view";
}

/** The first staging model that a view reads, itself or through other views. */
function stagingBehind(view: Model, models: ReadonlyMap<string, Model>, seen: Set<string>): string | undefined {
  for (const name of view.reads) {
    const read = models.get(name);
    if (read === undefined || seen.has(name)) continue;
    seen.add(name);
    if (read.kind === "staging") return name;
    const behind = isView(read) ? stagingBehind(read, models, seen) : undefined;
    if (behind !== undefined) return behind;
  }
  return undefined;
}
