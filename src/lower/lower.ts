import type { Outcome } from "../diagnostics/outcome.ts";
import type { Ir } from "../ir/ir.ts";
import type { Model } from "../link/model.ts";
import { lowerContract } from "./contract.ts";
import { lowerPipeline } from "./pipeline.ts";

/** The model to the Ir: the only place that knows both the language and what all targets share. */
export function lower(model: Model, project: string): Outcome<Ir> {
  const value: Ir = {
    project,
    contracts: model.contracts.map(lowerContract),
    pipelines: model.pipelines.map((pipeline) => lowerPipeline(pipeline, model)),
  };
  return { value, diagnostics: [] };
}
