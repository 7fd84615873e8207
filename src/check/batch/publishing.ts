import type { Report } from "../../diagnostics/diagnostic.ts";
import { unread } from "../../language/faults.ts";
import type { BatchPipelineDocument } from "../../language/pipeline/pipeline-document.ts";
import { diagnostics } from "./diagnostics.ts";

/** Reports contracts of models that no gate checks before the models are published, and models that are published in place. */
export function publishingReports(pipeline: BatchPipelineDocument): readonly Report[] {
  const { path, quality, publish, models, name } = pipeline;
  const built = models.filter(({ kind }) => kind !== "staging");
  if (unread(pipeline, "spec") || built.length === 0) return [];
  const contracts = built.flatMap((model) => ("contract" in model ? (model.contract?.value ?? []) : []));
  const isUnchecked = quality?.value.every(({ value }) => value.after !== "models");
  return [
    ...(isUnchecked === true && quality && contracts.length > 0
      ? [diagnostics.report("unchecked-models", { path, pointer: quality.pointer }, { contracts })]
      : []),
    ...(publish?.strategy.value === "in_place"
      ? [diagnostics.report("in-place", { path, pointer: publish.strategy.pointer }, { pipeline: name.value })]
      : []),
  ];
}
