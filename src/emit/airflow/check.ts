import type { Report } from "../../diagnostics/diagnostic.ts";
import type { BatchPipeline, Step } from "../../ir/pipeline.ts";
import { unreachableTools } from "../../running/run.ts";
import { longestTag } from "./dag-arguments.ts";
import { diagnostics } from "./diagnostics.ts";
import { notifiers } from "./operators.ts";
import { triggerCycles } from "./trigger-cycles.ts";

/** Reports the parts of a pipeline that a DAG cannot run. */
export function checkPipelines(pipelines: readonly BatchPipeline[]): readonly Report[] {
  return [...pipelines.flatMap(pipelineReports), ...triggerCycles(pipelines)];
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
    ...(source.mode === "cdc"
      ? [diagnostics.report("captured-changes", { path, pointer: "/source/mode" }, { pipeline: name })]
      : []),
    ...tagReports(pipeline),
    ...steps.flatMap((step) => (step.kind === "task" ? notifyReports(step, alertEmails) : [])),
  ];
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
