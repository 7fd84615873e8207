import type { Report } from "../../../diagnostics/diagnostic.ts";
import type { BatchPipeline, Model } from "../../../ir/pipeline.ts";
import type { SourceTable } from "../../../running/source-tables.ts";
import { dimension } from "./dimension.ts";
import type { Contracts, PipelineModel, PlanModel, PlannedModel } from "./model-kind.ts";
import { sql } from "./sql.ts";
import { staging } from "./staging.ts";

/** What each kind is planned from. Staging models also serve tables that no pipeline names, so they are planned from the tables. */
type Given<K extends Model["kind"]> = K extends "staging" ? SourceTable : PipelineModel<Extract<Model, { kind: K }>>;

/** Every kind of model that the Ir has. */
const KINDS: { readonly [K in Model["kind"]]: PlanModel<Given<K>> } = { staging, dimension, sql };

/** Models, and what is wrong with those that could not be planned. */
export interface PlannedModels {
  readonly models: readonly PlannedModel[];
  readonly reports: readonly Report[];
}

/** Plans the staging models of source tables. */
export function planStaging(tables: readonly SourceTable[], contracts: Contracts): PlannedModels {
  return collected(tables.map((table) => KINDS.staging(table, contracts)));
}

/** Plans the other models of pipelines. */
export function planBuilt(pipelines: readonly BatchPipeline[], contracts: Contracts): PlannedModels {
  const planned = pipelines.flatMap((pipeline) =>
    pipeline.models.flatMap((model) => {
      if (model.kind === "staging") return [];
      // The compiler does not see that the kind found under `model.kind` takes this model.
      const plan = KINDS[model.kind] as PlanModel<PipelineModel>;
      return [plan({ model, pipeline }, contracts)];
    }),
  );
  return collected(planned);
}

function collected(planned: readonly ReturnType<PlanModel<never>>[]): PlannedModels {
  return {
    models: planned.flatMap(({ model }) => model ?? []),
    reports: planned.flatMap(({ reports }) => reports),
  };
}
