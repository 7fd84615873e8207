import type { Report } from "../../diagnostics/diagnostic.ts";
import type { BatchPipeline, Source, Step } from "../../ir/pipeline.ts";
import type { Target } from "../../ir/target.ts";
import { unreachableTools } from "../../running/run.ts";
import { longestTag } from "./dag-arguments.ts";
import { diagnostics } from "./diagnostics.ts";
import { notifiers } from "./notices.ts";
import type { AirflowOptions } from "./options.ts";
import { splitPools } from "./pools.ts";
import { triggerCycles } from "./trigger-cycles.ts";

/** Reports the parts of a pipeline that a DAG cannot run. */
export function checkPipelines(
  pipelines: readonly BatchPipeline[],
  options: Pick<AirflowOptions, "pools">,
): readonly Report[] {
  return [...pipelines.flatMap(pipelineReports), ...splitPools(pipelines, options), ...triggerCycles(pipelines)];
}

/** Reports a target in the options of which `dbt()` has no options. It has no place of its own, so it is reported once, at the first pipeline. */
export function checkTarget(
  pipelines: readonly BatchPipeline[],
  { targets = [], target }: { readonly targets?: readonly Target[]; readonly target?: string | undefined },
): readonly Report[] {
  const [first] = pipelines;
  const names = targets.map(({ name }) => name);
  if (first === undefined || target === undefined || names.includes(target)) return [];
  return [diagnostics.report("unknown-target", first.origin, { target, names })];
}

/** Whether every tool that a pipeline needs can connect to its destination. */
export function isReachable(pipeline: BatchPipeline): boolean {
  return unreachableTools(pipeline).length === 0;
}

function pipelineReports(pipeline: BatchPipeline): readonly Report[] {
  const { name, origin, source, destination, steps, alertEmails } = pipeline;
  const { path } = origin;
  return [
    ...unreachableTools(pipeline).map((tool) =>
      diagnostics.report(
        "unreachable-destination",
        { path, pointer: "/destination/type" },
        { pipeline: name, type: destination.type, engine: tool === "dbt" ? "dbt" : "great_expectations" },
      ),
    ),
    ...(source === undefined ? [] : capturedReports(pipeline, source)),
    ...tagReports(pipeline),
    ...steps.flatMap((step) => (step.kind === "task" ? notifyReports(step, alertEmails) : [])),
  ];
}

/** Reports the tables that no task extracts, because another tool captures their changes. */
function capturedReports({ name, origin: { path } }: BatchPipeline, system: Source): readonly Report[] {
  const captured = system.reads.filter(({ mode }) => mode === "cdc");
  const [first] = captured;
  if (system.mode === "cdc" && captured.length === system.reads.length)
    return [diagnostics.report("captured-changes", { path, pointer: "/source/mode" }, { pipeline: name })];
  if (first === undefined) return [];
  const tables = captured.map(({ contract }) => contract);
  return [diagnostics.report("captured-changes", first.origin, { pipeline: name, tables })];
}

function tagReports({ tags, origin: { path, pointer } }: BatchPipeline): readonly Report[] {
  return tags.flatMap((tag, index) =>
    [...tag].length > longestTag
      ? [diagnostics.report("long-tag", { path, pointer: `${pointer}/tags/${index}` }, { tag })]
      : [],
  );
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
