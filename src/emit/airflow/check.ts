import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Asset, BatchPipeline, Step } from "../../ir/pipeline.ts";
import { longestTag } from "./dag-arguments.ts";
import { diagnostics } from "./diagnostics.ts";
import { notifiers } from "./operators.ts";
import { REACH } from "./types.ts";

/** What pipelines say that a DAG cannot do. */
export function checkPipelines(pipelines: readonly BatchPipeline[]): readonly Report[] {
  return [...pipelines.flatMap(pipelineReports), ...circles(pipelines)];
}

/** Whether every engine that a pipeline needs can reach its destination. */
export function isReachable(pipeline: BatchPipeline): boolean {
  return unreachable(pipeline).length === 0;
}

type Engine = "dbt" | "great_expectations";

function unreachable({ steps, destination }: BatchPipeline): readonly Engine[] {
  const reach = REACH[destination.type];
  const needed = new Set(steps.flatMap((step) => engineOf(step) ?? []));
  return [...needed].filter((engine) => (engine === "dbt" ? reach.dbt : reach.greatExpectations) === undefined);
}

function engineOf(step: Step): Engine | undefined {
  if (step.kind === "gate") return step.engine;
  return step.kind === "staging" || step.kind === "model" || step.kind === "freshness" ? "dbt" : undefined;
}

function pipelineReports(pipeline: BatchPipeline): readonly Report[] {
  const { name, origin, source, destination, tags, steps, alertEmails } = pipeline;
  const { path } = origin;
  return [
    ...unreachable(pipeline).map((engine) =>
      diagnostics.report(
        "unreachable-destination",
        { path, pointer: "/destination/type" },
        { pipeline: name, type: destination.type, engine },
      ),
    ),
    ...(source.mode === "cdc"
      ? [diagnostics.report("captured-changes", { path, pointer: "/source/mode" }, { pipeline: name })]
      : []),
    ...tags.flatMap((tag, index) => {
      const pointer = `${origin.pointer}/tags/${index}`;
      return [...tag].length > longestTag ? [diagnostics.report("long-tag", { path, pointer }, { tag })] : [];
    }),
    ...steps.flatMap((step) => (step.kind === "task" ? notifyReports(step, alertEmails) : [])),
  ];
}

function notifyReports(
  { id, notify, origin }: Extract<Step, { kind: "task" }>,
  alertEmails: readonly string[],
): readonly Report[] {
  if (notify === undefined) return [];
  const at = { path: origin.path, pointer: `${origin.pointer}/notify` };
  if (!(notifiers as readonly string[]).includes(notify))
    return [diagnostics.report("unknown-notifier", at, { name: notify, known: notifiers })];
  return notify === "email" && alertEmails.length === 0
    ? [diagnostics.report("notify-without-address", at, { id })]
    : [];
}

/** Pipelines without a schedule that run when another of them has published, in a circle. */
function circles(pipelines: readonly BatchPipeline[]): readonly Report[] {
  const waiting = pipelines.filter(({ schedule }) => schedule === undefined);
  const key = ({ kind, name }: Asset) => `${kind} ${name}`;
  const publishes = (pipeline: BatchPipeline) =>
    new Set(pipeline.steps.flatMap((step) => (step.kind === "publish" ? step.assets.map(key) : [])));
  const published = new Map(waiting.map((pipeline) => [pipeline.id, publishes(pipeline)]));
  const before = (pipeline: BatchPipeline) =>
    waiting.filter(
      ({ id }) => id !== pipeline.id && pipeline.awaits.some((asset) => published.get(id)?.has(key(asset))),
    );
  const done = new Set<string>();
  const walk = (pipeline: BatchPipeline, trail: readonly BatchPipeline[]): Report | undefined => {
    const at = trail.findIndex(({ id }) => id === pipeline.id);
    if (at >= 0) {
      const path = [...trail.slice(at), pipeline].map(({ name }) => name).join(" <- ");
      return diagnostics.report("trigger-cycle", pipeline.origin, { path });
    }
    if (done.has(pipeline.id)) return undefined;
    done.add(pipeline.id);
    for (const other of before(pipeline)) {
      const found = walk(other, [...trail, pipeline]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return waiting.flatMap((pipeline) => walk(pipeline, []) ?? []);
}
