import { transitiveReduction } from "../graph/transitive-reduction.ts";
import type { Contract } from "../ir/contract.ts";
import type { Asset, BatchPipeline, Model, Pipeline, Step, Task } from "../ir/pipeline.ts";
import type { LinkedProject } from "../link/linked-project.ts";
import { by } from "../text/compare.ts";
import { gateSteps } from "./gates.ts";
import { distinct, freeId, idsOf, modelId } from "./step-ids.ts";

/** A batch pipeline without its graph. */
export type Bare = Omit<BatchPipeline, "steps" | "awaits">;

/** A pipeline of either kind, without its graph. */
export type BarePipeline = Exclude<Pipeline, BatchPipeline> | Bare;

/** Adds the graph of every batch pipeline. It needs all pipelines, because they build on each other. */
export function withSteps(
  pipelines: readonly BarePipeline[],
  contracts: readonly Contract[],
  linked: LinkedProject,
): readonly Pipeline[] {
  const batches = pipelines.filter((pipeline) => pipeline.kind === "batch");
  const readByModels = new Set(
    batches.flatMap(({ models }) =>
      models.flatMap(({ reads, quarantine }) => [...reads, ...(quarantine?.lookups ?? [])]),
    ),
  );
  const listed = new Set(
    linked.relations.flatMap(({ name, kind, document }) => (kind === "staging" && document ? [name] : [])),
  );
  const project = { batches, contracts, isWanted: (name: string) => readByModels.has(name) || listed.has(name) };
  return pipelines.map((pipeline) =>
    pipeline.kind === "batch"
      ? { ...pipeline, steps: stepsOf(pipeline, project), awaits: awaitsOf(pipeline, batches) }
      : pipeline,
  );
}

interface Project {
  readonly batches: readonly Bare[];
  readonly contracts: readonly Contract[];
  /** True for a staging model that the spec lists or another model reads. Only dbt's tests use the others. */
  readonly isWanted: (staging: string) => boolean;
}

function stepsOf(pipeline: Bare, project: Project): readonly Step[] {
  const { models, origin, gates, tasks } = pipeline;
  const tested = gates.some(({ engines }) => engines.includes("dbt"));
  const extract = extractSteps(pipeline);
  const shared = sharedStaging(pipeline, project.batches);
  const staged = [
    ...models.filter(({ kind, name }) => kind === "staging" && (tested || project.isWanted(name))),
    ...shared.filter(({ name }) => tested || isRead(pipeline, name)),
  ];
  const foreign = foreignStaging(pipeline, project.batches).filter((one) => !shared.includes(one));
  const built = models.filter(({ kind }) => kind !== "staging");
  const isSwap = pipeline.publish === "swap" && built.length > 0;
  const checks = gateSteps(pipeline, { extract, staged, foreign, built, contracts: project.contracts, isSwap });
  const own = new Map([...models, ...staged].map((one) => [one.name, modelId(one)]));
  const staging = staged.map((one) =>
    modelStep(one, { own, needs: [`extract.${one.contract}`, ...idsOf(checks.beforeStaging)] }),
  );
  const first = [...extract, ...checks.beforeStaging, ...staging, ...checks.beforeModels];
  const prepare: readonly Step[] = isSwap
    ? [{ id: freeId("prepare", tasks), kind: "prepare", needs: idsOf(first), origin }]
    : [];
  const needs = idsOf([...checks.beforeStaging, ...checks.beforeModels, ...prepare]);
  const before = [...first, ...prepare, ...built.map((one) => modelStep(one, { own, needs })), ...checks.beforePublish];
  const known = new Set(idsOf(before));
  const publish: Step = {
    id: freeId("publish", tasks),
    kind: "publish",
    assets: assetsOf(pipeline, project.batches),
    isSwap,
    needs: idsOf(before),
    origin,
  };
  const steps = [...before, publish, ...taskSteps(tasks, before, publish)];
  return transitiveReduction(
    steps.map((step) => (step.kind === "staging" || step.kind === "model" ? withKnownNeeds(step, known) : step)),
  );
}

function modelStep(
  one: Model,
  { own, needs }: { readonly own: ReadonlyMap<string, string>; readonly needs: readonly string[] },
): Step {
  const names = [...(one.kind === "staging" ? [] : one.reads), ...(one.quarantine?.lookups ?? [])];
  const reads = names.flatMap((name) => (name === one.name ? [] : (own.get(name) ?? [])));
  return {
    id: modelId(one),
    kind: one.kind === "staging" ? "staging" : "model",
    model: one.name,
    ...(one.quarantine && { hasQuarantine: true }),
    needs: [...reads, ...needs],
    origin: one.origin,
  };
}

/** Drops the steps that a run does not have, such as the extract of change data capture. */
function withKnownNeeds(step: Step, known: ReadonlySet<string>): Step {
  return { ...step, needs: step.needs.filter((id) => known.has(id)) };
}

/**
 * Staging models of other pipelines over tables that this one also extracts from the same source. A staging model is a view, so every
 * pipeline that reads it may build it after its own extract: no pipeline waits for another, or reads rows older than its extract.
 */
function sharedStaging({ id, source }: Bare, batches: readonly Bare[]): readonly Model[] {
  if (source === undefined) return [];
  return batches
    .filter((other) => other.id !== id && other.source?.name === source.name)
    .flatMap(({ models }) => models.filter((one) => one.kind === "staging" && source.tables.includes(one.contract)));
}

/** Staging models of other pipelines that models of this one read. Their rows may be newer than those that the other pipeline has checked. */
function foreignStaging(pipeline: Bare, batches: readonly Bare[]): readonly Model[] {
  const others = batches.filter(({ id }) => id !== pipeline.id).flatMap(({ models }) => models);
  return others.filter(({ kind, name }) => kind === "staging" && isRead(pipeline, name));
}

function isRead({ models }: Bare, name: string): boolean {
  return models.some(({ reads }) => reads.includes(name));
}

/** A step for each table. Change data capture runs continuously, so no step extracts its tables. */
function extractSteps({ source, origin }: Bare): readonly Step[] {
  if (source === undefined) return [];
  if (source.everyTable)
    return source.mode === "cdc" ? [] : [{ id: "extract.all_tables", kind: "extract", needs: [], origin }];
  const read = source.reads.filter(({ mode }) => mode !== "cdc");
  return read.map(({ contract }) => ({ id: `extract.${contract}`, kind: "extract", contract, needs: [], origin }));
}

/** The assets that a run publishes: every contract that it extracts or builds, and models without a contract that other pipelines read. */
function assetsOf(pipeline: Bare, batches: readonly Bare[]): readonly Asset[] {
  const others = batches.filter(({ id }) => id !== pipeline.id);
  const readElsewhere = new Set(others.flatMap(({ models }) => models.flatMap(({ reads }) => reads)));
  const built = pipeline.models
    .filter((model) => model.kind !== "staging" && (model.contract !== undefined || readElsewhere.has(model.name)))
    .map(assetOf);
  return sorted([...(pipeline.source?.tables ?? []).map((name): Asset => ({ kind: "contract", name })), ...built]);
}

/** The assets of other pipelines that this one reads. */
function awaitsOf(pipeline: Bare, batches: readonly Bare[]): readonly Asset[] {
  const own = new Set([...pipeline.models, ...sharedStaging(pipeline, batches)].map(({ name }) => name));
  const reads = new Set(pipeline.models.flatMap((model) => model.reads).filter((name) => !own.has(name)));
  const others = batches.filter(({ id }) => id !== pipeline.id).flatMap(({ models }) => models);
  const enforced = new Set(
    others.flatMap((model) => (model.kind !== "staging" && model.contract !== undefined ? [model.contract] : [])),
  );
  return sorted([
    ...others.filter(({ name }) => reads.has(name)).map(assetOf),
    ...(pipeline.source?.tables ?? [])
      .filter((table) => enforced.has(table))
      .map((name): Asset => ({ kind: "contract", name })),
  ]);
}

function assetOf(model: Model): Asset {
  return model.contract === undefined
    ? { kind: "model", name: model.name }
    : { kind: "contract", name: model.contract };
}

function sorted(assets: readonly Asset[]): readonly Asset[] {
  const keyed = new Map(assets.map((asset) => [`${asset.kind} ${asset.name}`, asset]));
  return [...keyed].sort(by(([key]) => key)).map(([, asset]) => asset);
}

/** The tasks of a pipeline, each after those that it waits for. A task without `after` runs after the publish step. */
function taskSteps(tasks: readonly Task[], before: readonly Step[], publish: Step): readonly Step[] {
  const stage = (...kinds: readonly Step["kind"][]) => idsOf(before.filter(({ kind }) => kinds.includes(kind)));
  const gates = stage("freshness", "gate");
  const upTo = new Map([
    ["extract", stage("extract")],
    ["staging", stage("extract", "staging")],
    ["models", stage("extract", "staging", "model")],
    ["quality", gates.length > 0 ? gates : stage("extract", "staging", "model")],
  ]);
  const placed = new Map<string, Step>();
  const place = (task: Task): void => {
    if (placed.has(task.id)) return;
    for (const id of task.after) {
      const other = tasks.find((one) => one.id === id);
      if (other !== undefined) place(other);
    }
    placed.set(task.id, {
      id: task.id,
      kind: "task",
      ...(task.notify !== undefined && { notify: task.notify }),
      ...(task.message !== undefined && { message: task.message }),
      needs: task.after.length === 0 ? [publish.id] : distinct(task.after.flatMap((id) => upTo.get(id) ?? [id])),
      origin: task.origin,
    });
  };
  for (const task of tasks) place(task);
  return [...placed.values()];
}
