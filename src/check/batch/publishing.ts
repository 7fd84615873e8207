import type { Report } from "../../diagnostics/diagnostic.ts";
import { unread } from "../../language/faults.ts";
import type { BatchPipelineDocument } from "../../language/pipeline/pipeline-document.ts";
import { diagnostics } from "./diagnostics.ts";

/** Reports models that are published in place. */
export function publishingReports(pipeline: BatchPipelineDocument): readonly Report[] {
  const { path, publish, models, name } = pipeline;
  if (publish?.strategy.value !== "in_place" || unread(pipeline, "spec")) return [];
  if (models.every(({ kind }) => kind === "staging")) return [];
  return [diagnostics.report("in-place", { path, pointer: publish.strategy.pointer }, { pipeline: name.value })];
}
