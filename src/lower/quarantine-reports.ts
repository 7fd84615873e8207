import type { Report } from "../diagnostics/diagnostic.ts";
import type { Contract } from "../ir/contract.ts";
import type { BatchPipeline, Model, Pipeline } from "../ir/pipeline.ts";
import { diagnostics } from "./diagnostics.ts";

/** A contract with rows to move, and the place of its `on_violation`. */
interface Moving {
  readonly contract: Contract;
  readonly origin: Report["at"];
}

/** Reports contracts whose violating rows nothing moves, and incremental models that cannot find rows that come back. */
export function quarantineReports(contracts: readonly Contract[], pipelines: readonly Pipeline[]): readonly Report[] {
  const batches = pipelines.filter((pipeline) => pipeline.kind === "batch");
  const moving = contracts.flatMap((contract): Moving[] => {
    const first = contract.dataset.assertions.find(({ quarantine }) => quarantine);
    return first === undefined ? [] : [{ contract, origin: first.origin }];
  });
  if (moving.length === 0) return [];
  return [...moving.flatMap((one) => unmovedReports(one, batches)), ...batches.flatMap(returningReports)];
}

function unmovedReports({ contract, origin }: Moving, batches: readonly BatchPipeline[]): readonly Report[] {
  const { id, name, dataset } = contract;
  if (dataset.topic !== undefined) {
    if (dataset.topic.deadLetter !== undefined) return [];
    return [diagnostics.report("quarantine-without-dead-letter", origin, { contract: name })];
  }
  const models = batches.flatMap((pipeline) =>
    pipeline.models.filter((model) => model.contract === id).map((model) => ({ model, pipeline })),
  );
  if (models.some(({ model, pipeline }) => model.quarantine && isBuilt(model, pipeline))) return [];
  const problem = models.map(({ model }) => problemOf(model)).find((one) => one !== undefined);
  if (problem !== undefined)
    return [diagnostics.report("quarantine-without-effect", origin, { contract: name, ...problem })];
  const loader = batches.find(
    ({ source, models: own }) => source?.tables.includes(id) || own.some(({ contract: of }) => of === id),
  );
  if (loader === undefined) return [diagnostics.report("unused-quarantine", origin, { contract: name })];
  const why = `"${loader.name}" loads its rows and builds no model of them`;
  const write = `models: [{staging: ${name}}] in the pipeline, to a destination with dbt`;
  return [diagnostics.report("quarantine-without-effect", origin, { contract: name, why, write })];
}

/** True if a run builds the model. */
function isBuilt({ name }: Model, { steps }: BatchPipeline): boolean {
  return steps.some((step) => (step.kind === "staging" || step.kind === "model") && step.model === name);
}

function problemOf(model: Model): { readonly why: string; readonly write: string } | undefined {
  if (model.kind === "dimension" && model.scd === 2)
    return {
      why: `the history of "${model.name}" has a row before this contract can be checked`,
      write: `on_violation: quarantine in the contract "${model.of}", and on_violation: block here`,
    };
  if (model.kind === "sql" && model.jinja !== undefined)
    return {
      why: `the SQL of "${model.name}" is Jinja, which dex does not change`,
      write: "the SQL without jinja: true, or on_violation: block",
    };
  return undefined;
}

/** A row that was in a quarantine may be older than the newest row of the model, so only its key shows that it is new. */
function returningReports({ models }: BatchPipeline): readonly Report[] {
  return models.flatMap((model) => {
    if (model.kind !== "sql" || model.materialized !== "incremental" || !model.hasReturningRows) return [];
    if (model.jinja === undefined && model.uniqueKey.length > 0) return [];
    return [
      diagnostics.report("returning-rows", model.origin, { model: model.name, isJinja: model.jinja !== undefined }),
    ];
  });
}
