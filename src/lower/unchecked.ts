import type { Report } from "../diagnostics/diagnostic.ts";
import type { BatchPipeline, Pipeline } from "../ir/pipeline.ts";
import { diagnostics } from "./diagnostics.ts";
import { distinct } from "./step-ids.ts";

/** The destinations that neither dbt nor Great Expectations can check. */
const UNREACHABLE: readonly BatchPipeline["destination"]["type"][] = ["mysql", "filesystem"];

/** Reports the contracts of rows that pipelines load, and of models that they build, that no gate of any pipeline checks. */
export function uncheckedReports(pipelines: readonly Pipeline[]): readonly Report[] {
  const batches = pipelines.filter((pipeline) => pipeline.kind === "batch");
  const steps = batches.flatMap((pipeline) => pipeline.steps);
  const checked = new Set(steps.flatMap((step) => (step.kind === "gate" ? step.contracts : [])));
  const unchecked = (names: readonly string[]) => distinct(names).filter((name) => !checked.has(name));
  return batches.flatMap((pipeline) => {
    const { name, gates, origin, source, destination } = pipeline;
    if (UNREACHABLE.includes(destination.type)) return [];
    const at = gates[0]?.origin ?? origin;
    const built = unchecked(contractsOfModels(pipeline));
    const loaded = unchecked(source?.tables ?? []).filter((table) => !built.includes(table));
    return [
      ...(built.length > 0 ? [diagnostics.report("unchecked-models", at, { pipeline: name, contracts: built })] : []),
      ...(loaded.length > 0 ? [diagnostics.report("unchecked-rows", at, { pipeline: name, contracts: loaded })] : []),
    ];
  });
}

function contractsOfModels({ models }: BatchPipeline): readonly string[] {
  return models.flatMap(({ kind, contract }) => (kind === "staging" || contract === undefined ? [] : [contract]));
}
