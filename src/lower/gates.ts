import type { Contract } from "../ir/contract.ts";
import type { BatchPipeline, Gate, Model, Step } from "../ir/pipeline.ts";
import { distinct, idsOf, modelId } from "./step-ids.ts";

/** The parts of a pipeline that its gates check. */
export interface Checked {
  readonly extract: readonly Step[];
  /** The staging models that a run builds. */
  readonly staged: readonly Model[];
  /** The staging models of other pipelines that models read. */
  readonly foreign: readonly Model[];
  readonly built: readonly Model[];
  readonly contracts: readonly Contract[];
  /** Whether models are built beside the published ones. */
  readonly isSwap: boolean;
}

/** The steps of all gates, by the stage that waits for them: staging models, other models, or publishing. */
export interface GateSteps {
  readonly beforeStaging: readonly Step[];
  readonly beforeModels: readonly Step[];
  readonly beforePublish: readonly Step[];
}

type Engine = Gate["engines"][number];
type GateStep = Extract<Step, { kind: "gate" }>;

const ORDER: readonly Gate["after"][] = ["extract", "staging", "models"];

/**
 * The steps of the gates. An engine checks a contract once, at its first gate where the rows exist. dbt reads the rows of a source through its staging
 * model, so its gate after extract comes after staging. It can check the freshness of sources immediately.
 */
export function gateSteps(pipeline: Pick<BatchPipeline, "gates" | "source" | "origin">, checked: Checked): GateSteps {
  const gates = [...pipeline.gates].sort((one, other) => ORDER.indexOf(one.after) - ORDER.indexOf(other.after));
  const seen: Readonly<Record<Engine, Set<string>>> = { dbt: new Set(), great_expectations: new Set() };
  const steps = { extract: [] as Step[], staging: [] as Step[], models: [] as Step[] };
  const firstOfDbt = gates.find(({ engines }) => engines.includes("dbt"));
  if (firstOfDbt !== undefined) steps[firstOfDbt.after].push(...freshnessSteps(firstOfDbt, pipeline, checked));
  for (const gate of gates) {
    for (const engine of distinct(gate.engines)) {
      const isOnly = gates.filter(({ engines }) => engines.includes(engine)).length === 1;
      const step = gateStep(gate, engine, { pipeline, checked, seen: seen[engine], isOnly });
      if (step === undefined) continue;
      const isLater = gate.after === "extract" && readsStaging(engine, checked);
      const reached = isLater ? "staging" : gate.after;
      steps[reached].push(step);
    }
  }
  return { beforeStaging: steps.extract, beforeModels: steps.staging, beforePublish: steps.models };
}

/** True if an engine reads the rows of sources through staging models: dbt, and every engine if rows are moved out of them. */
function readsStaging(engine: Engine, { staged }: Checked): boolean {
  return engine === "dbt" || staged.some(({ quarantine }) => quarantine !== undefined);
}

interface GateContext {
  readonly pipeline: Pick<BatchPipeline, "source" | "origin">;
  readonly checked: Checked;
  /** The contracts and models that earlier gates of the engine check. */
  readonly seen: Set<string>;
  readonly isOnly: boolean;
}

/** The step of a gate. Undefined if earlier gates check everything that it could. */
function gateStep(
  { after, retries }: Gate,
  engine: Engine,
  { pipeline, checked, seen, isOnly }: GateContext,
): GateStep | undefined {
  const { staged, foreign, built, isSwap } = checked;
  const reached = after === "models" ? built : [];
  const isDbt = engine === "dbt";
  const extracted = isDbt ? staged.flatMap(contractOf) : (pipeline.source?.tables ?? []);
  const all = distinct([...extracted, ...foreign.flatMap(contractOf), ...reached.flatMap(contractOf)]);
  const contracts = all.filter((name) => !seen.has(`contract ${name}`));
  const models = isDbt ? [...staged, ...reached].filter(({ name }) => !seen.has(`model ${name}`)) : [];
  for (const name of contracts) seen.add(`contract ${name}`);
  for (const { name } of models) seen.add(`model ${name}`);
  if (contracts.length === 0 && models.length === 0) return undefined;
  const awaited = after === "extract" && !readsStaging(engine, checked) ? [] : [...staged, ...reached];
  return {
    id: isOnly ? `quality.${engine}` : `quality.${engine}_${after}`,
    kind: "gate",
    after,
    engine,
    contracts,
    models: models.map(({ name }) => name),
    isAudit: isSwap && reached.length > 0,
    retries,
    needs: [...idsOf(checked.extract), ...awaited.map(modelId)],
    origin: pipeline.origin,
  };
}

/** The check of the freshness of the extracted contracts that have an SLA for it. */
function freshnessSteps(
  { retries }: Gate,
  { source, origin }: Pick<BatchPipeline, "source" | "origin">,
  { extract, contracts }: Checked,
): readonly Step[] {
  const fresh = (source?.tables ?? []).filter((table) =>
    contracts.some(({ id, dataset }) => id === table && isDated(dataset)),
  );
  const needs = fresh.map((table) => `extract.${table}`).filter((need) => idsOf(extract).includes(need));
  return fresh.length === 0
    ? []
    : [{ id: "quality.freshness", kind: "freshness", contracts: fresh, retries, needs, origin }];
}

function isDated({ assertions }: Contract["dataset"]): boolean {
  return assertions.some(({ rule }) => rule.kind === "freshness" && rule.column !== undefined);
}

function contractOf({ contract }: Model): readonly string[] {
  return contract === undefined ? [] : [contract];
}
