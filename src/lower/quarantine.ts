import type { Assertion } from "../ir/assertion.ts";
import type { Contract } from "../ir/contract.ts";
import type { Model, Quarantine } from "../ir/pipeline.ts";
import { by } from "../text/compare.ts";
import type { Bare, BarePipeline } from "./steps.ts";

/**
 * Decides which models rows are moved out of. It needs all pipelines: the contract of a source may be that of a model as well, and rows that come back
 * into one model come back into all that read it.
 */
export function withQuarantines(
  pipelines: readonly BarePipeline[],
  contracts: readonly Contract[],
): readonly BarePipeline[] {
  const moved = new Map(
    contracts.flatMap(({ id, dataset }): [string, readonly Assertion[]][] => {
      const found = dataset.assertions.filter(isMovedInTables);
      return found.length === 0 ? [] : [[id, found]];
    }),
  );
  if (moved.size === 0) return pipelines;
  const batches = pipelines.filter((pipeline) => pipeline.kind === "batch");
  const judgedIn = modelsWithRows(batches);
  const found = new Map<string, Quarantine>();
  for (const pipeline of batches) {
    const reaches = reachability(pipeline, { moved, judgedIn });
    for (const model of pipeline.models) {
      const assertions = model.contract === undefined ? undefined : moved.get(model.contract);
      if (assertions === undefined || judgedIn.get(model.contract ?? "") !== model || !canJudge(model)) continue;
      const kept = assertions.filter((one) => isDecidable(one, model, { pipeline, judgedIn, reaches }));
      if (kept.length > 0)
        found.set(model.name, { assertions: kept.map(({ id }) => id), lookups: lookups(kept, judgedIn) });
    }
  }
  const returning = withReaders(new Set(found.keys()), batches);
  return pipelines.map((pipeline) =>
    pipeline.kind === "batch"
      ? {
          ...pipeline,
          models: pipeline.models.map((model) => {
            const quarantine = found.get(model.name);
            return {
              ...model,
              ...(quarantine && { quarantine }),
              ...(returning.has(model.name) && { hasReturningRows: true as const }),
            };
          }),
        }
      : pipeline,
  );
}

/** SQL checks columns, not the members of structs, lists and maps. */
function isMovedInTables({ quarantine, rule }: Assertion): boolean {
  return quarantine === true && !("field" in rule && rule.field.length > 1);
}

/** True for a model whose SQL dex writes around. The SQL of a Jinja model is its author's, and a history has taken its rows before. */
function canJudge(model: Model): boolean {
  return model.kind === "dimension" ? model.scd !== 2 : model.kind === "staging" || model.jinja === undefined;
}

/** The model on which the rows of each contract are judged: the last one that is built with it, or else its first staging model. */
function modelsWithRows(batches: readonly Bare[]): ReadonlyMap<string, Model> {
  const models = batches.flatMap((pipeline) => pipeline.models);
  const staging = models.filter(({ kind }) => kind === "staging").sort(by(({ name }) => name));
  const built = models.filter(({ kind }) => kind !== "staging");
  return new Map(
    [...staging.reverse(), ...built].flatMap((model): [string, Model][] =>
      model.contract === undefined ? [] : [[model.contract, model]],
    ),
  );
}

interface Judging {
  readonly pipeline: Bare;
  readonly judgedIn: ReadonlyMap<string, Model>;
  readonly reaches: (from: string, to: string) => boolean;
}

/**
 * True if the rows that violate an assertion are known when the model is built. For a reference, its rows are those that are left in the other model, so
 * that must come before: it is in the same pipeline, a staging model for a staging model, and no cycle leads back. A reference of a table to itself is
 * looked up once, in the rows that violate nothing else.
 */
function isDecidable({ rule, tolerance }: Assertion, model: Model, { pipeline, judgedIn, reaches }: Judging): boolean {
  if (rule.kind !== "reference") return true;
  const other = judgedIn.get(rule.to.dataset);
  if (other === undefined) return false;
  if (other.name === model.name) return tolerance === undefined && !isIncremental(model);
  const isBefore = other.kind === "staging" || model.kind !== "staging";
  return isBefore && pipeline.models.includes(other) && !reaches(other.name, model.name);
}

/** A run of an incremental model judges its new rows alone. */
function isIncremental(model: Model): boolean {
  return model.kind === "dimension" ? model.scd === 0 : model.kind === "sql" && model.materialized === "incremental";
}

function lookups(assertions: readonly Assertion[], judgedIn: Judging["judgedIn"]): readonly string[] {
  const names = assertions.flatMap(({ rule }) =>
    rule.kind === "reference" ? (judgedIn.get(rule.to.dataset)?.name ?? []) : [],
  );
  return [...new Set(names)].sort();
}

/** Whether a model depends on another one, by what it reads and by its references. */
function reachability(
  { models }: Bare,
  {
    moved,
    judgedIn,
  }: { readonly moved: ReadonlyMap<string, readonly Assertion[]>; readonly judgedIn: Judging["judgedIn"] },
): Judging["reaches"] {
  const next = new Map(
    models.map((model) => {
      const assertions = judgedIn.get(model.contract ?? "") === model ? moved.get(model.contract ?? "") : undefined;
      const own = lookups(assertions ?? [], judgedIn).filter((name) => name !== model.name);
      return [model.name, [...model.reads, ...own]];
    }),
  );
  return (from, to) => {
    const seen = new Set([from]);
    for (const name of seen) for (const read of next.get(name) ?? []) seen.add(read);
    return seen.has(to);
  };
}

/** Some models, and all that read them. */
function withReaders(names: Set<string>, batches: readonly Bare[]): ReadonlySet<string> {
  const models = batches.flatMap((pipeline) => pipeline.models);
  for (let size = -1; size !== names.size; ) {
    size = names.size;
    for (const { name, reads } of models) if (reads.some((read) => names.has(read))) names.add(name);
  }
  return names;
}
