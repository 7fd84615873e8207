import type { Outcome } from "../diagnostics/outcome.ts";
import type { Ir } from "../ir/ir.ts";
import type { Model } from "../link/model.ts";
import { lowerContract } from "./contract.ts";
import { lowerPipeline } from "./pipeline.ts";
import { withSteps } from "./steps.ts";

/** Lowers the linked project to the Ir. Only this phase knows both the language and the common ground of all targets. */
export function lower(model: Model, project: string): Outcome<Ir> {
  const contracts = model.contracts.map(lowerContract);
  const pipelines = model.pipelines.map((pipeline) => lowerPipeline(pipeline, model));
  const value: Ir = { project, contracts, pipelines: withSteps(pipelines, contracts, model) };
  return { value, diagnostics: [] };
}
