import { transitiveReduction } from "../graph/transitive-reduction.ts";
import type { Contract } from "../ir/contract.ts";
import type { Asset, BatchPipeline, Model, Pipeline, Step, Task } from "../ir/pipeline.ts";
import type { LinkedProject } from "../link/linked-project.ts";
import { by } from "../text/compare.ts";

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
  const readByModels = new Set(batches.flatMap(({ models }) => models.flatMap(({ reads }) => reads)));
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
  const { models, origin, quality } = pipeline;
  const tested = quality?.engines.includes("dbt") ?? false;
  // Change data capture runs continuously, so no step extracts.
  const extract = pipeline.source.mode === "cdc" ? [] : extractSteps(pipeline);
  const staged = [
    ...models.filter(({ kind, name }) => kind === "staging" && (tested || project.isWanted(name))),
    ...sharedStaging(pipeline, project.batches).filter(({ name }) => tested || isRead(pipeline, name)),
  ];
  const built = models.filter(({ kind }) => kind !== "staging");
  const gates = gatesOf(pipeline, { extract, staged, built, contracts: project.contracts });
  const ids = new Set([...extract, ...gates.first, ...gates.second].map(({ id }) => id));
  for (const one of [...staged, ...built]) ids.add(modelId(one));
  const known = (needs: readonly string[]) => needs.filter((id) => ids.has(id));
  const own = new Map([...models, ...staged].map((one) => [one.name, modelId(one)]));
  const step = (one: Model, gate: readonly Step[]): Step => ({
    id: modelId(one),
    kind: one.kind === "staging" ? "staging" : "model",
    model: one.name,
    needs: known([
      ...(one.kind === "staging" ? [`extract.${one.contract}`] : one.reads.flatMap((name) => own.get(name) ?? [])),
      ...idsOf(gate),
    ]),
    origin: one.origin,
  });
  const after = quality?.after ?? "models";
  const before = [
    ...extract,
    ...gates.first,
    ...staged.map((one) => step(one, after === "extract" ? gates.first : [])),
    ...(after === "models" ? [] : gates.second),
    ...built.map((one) => step(one, after === "models" ? [] : [...gates.first, ...gates.second])),
    ...(after === "models" ? gates.second : []),
  ];
  const publish: Step = {
    id: freeId("publish", pipeline.tasks),
    kind: "publish",
    assets: assetsOf(pipeline, project.batches),
    needs: idsOf(before),
    origin,
  };
  return transitiveReduction([...before, publish, ...taskSteps(pipeline.tasks, before, publish)]);
}

/**
 * Staging models of other pipelines over tables that this one also extracts from the same source. A staging model is a view, so every
 * pipeline that reads it may build it after its own extract: no pipeline waits for another, or reads rows older than its extract.
 */
function sharedStaging({ id, sourceName, source }: Bare, batches: readonly Bare[]): readonly Model[] {
  return batches
    .filter((other) => other.id !== id && other.sourceName === sourceName)
    .flatMap(({ models }) => models.filter((one) => one.kind === "staging" && source.tables.includes(one.contract)));
}

function isRead({ models }: Bare, name: string): boolean {
  return models.some(({ reads }) => reads.includes(name));
}

function extractSteps({ source, origin }: Bare): readonly Step[] {
  if (source.everyTable) return [{ id: "extract.all_tables", kind: "extract", needs: [], origin }];
  return source.tables.map((contract) => ({ id: `extract.${contract}`, kind: "extract", contract, needs: [], origin }));
}

function modelId({ kind, name }: Model): string {
  return `${kind === "staging" ? "staging" : "models"}.${name}`;
}

function idsOf(steps: readonly Step[]): readonly string[] {
  return steps.map(({ id }) => id);
}

interface Stages {
  readonly extract: readonly Step[];
  readonly staged: readonly Model[];
  readonly built: readonly Model[];
  readonly contracts: readonly Contract[];
}

/**
 * The quality gates: `first` checks extracted rows, `second` checks models. dbt reads the rows of a source through its
 * staging model, so its gate "after extract" comes after staging. It can check the freshness of sources immediately.
 */
function gatesOf(pipeline: Bare, { extract, staged, built, contracts }: Stages) {
  const { quality, source, origin } = pipeline;
  const first: Step[] = [];
  const second: Step[] = [];
  if (quality === undefined) return { first, second };
  const needsOf = (models: readonly Model[]) => [...idsOf(extract), ...models.map(modelId)];
  const seen = quality.after === "models" ? [...staged, ...built] : staged;
  const enforced = quality.after === "models" ? built.flatMap(({ contract }) => contract ?? []) : [];
  if (quality.engines.includes("dbt")) {
    const fresh = source.tables.filter((table) =>
      contracts.some(({ id, dataset }) => id === table && isDated(dataset)),
    );
    const id = "quality.freshness";
    const needs = fresh.map((table) => `extract.${table}`).filter((need) => idsOf(extract).includes(need));
    if (fresh.length > 0) first.push({ id, kind: "freshness", contracts: fresh, needs, origin });
    second.push({
      id: "quality.dbt",
      kind: "gate",
      engine: "dbt",
      contracts: distinct([...staged.flatMap((one) => contractOf(one) ?? []), ...enforced]),
      models: seen.map(({ name }) => name),
      needs: needsOf(seen),
      origin,
    });
  }
  if (quality.engines.includes("great_expectations")) {
    const gate = quality.after === "extract" ? first : second;
    gate.push({
      id: "quality.great_expectations",
      kind: "gate",
      engine: "great_expectations",
      contracts: distinct([...source.tables, ...enforced]),
      models: [],
      needs: needsOf(quality.after === "extract" ? [] : seen),
      origin,
    });
  }
  return { first, second };
}

function isDated({ assertions }: Contract["dataset"]): boolean {
  return assertions.some(({ rule }) => rule.kind === "freshness" && rule.column !== undefined);
}

function contractOf({ contract }: Model): string | undefined {
  return contract;
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

/** The assets that a run publishes: every contract that it extracts or builds, and models without a contract that other pipelines read. */
function assetsOf(pipeline: Bare, batches: readonly Bare[]): readonly Asset[] {
  const others = batches.filter(({ id }) => id !== pipeline.id);
  const readElsewhere = new Set(others.flatMap(({ models }) => models.flatMap(({ reads }) => reads)));
  const built = pipeline.models
    .filter((model) => model.kind !== "staging" && (model.contract !== undefined || readElsewhere.has(model.name)))
    .map(assetOf);
  return sorted([...pipeline.source.tables.map((name): Asset => ({ kind: "contract", name })), ...built]);
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
    ...pipeline.source.tables.filter((table) => enforced.has(table)).map((name): Asset => ({ kind: "contract", name })),
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

function freeId(wanted: string, tasks: readonly Task[]): string {
  let id = wanted;
  while (tasks.some((task) => task.id === id)) id = `${id}_`;
  return id;
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
