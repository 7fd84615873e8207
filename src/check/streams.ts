import type { Report } from "../diagnostics/diagnostic.ts";
import type { ContractDocument } from "../language/contract-document.ts";
import type { SinkDocument, StreamPipelineDocument } from "../language/pipeline-document.ts";
import { findField, type Model } from "../link/model.ts";
import { topicContract } from "../link/references.ts";
import { missingColumn } from "./columns.ts";
import { diagnostics } from "./diagnostics.ts";
import { familyOf } from "./kinds.ts";

const AGGREGATES = ["count", "sum", "min", "max", "avg", "approx_count_distinct"];

/** Streaming pipelines: columns, windows, delivery, checkpoints, and what can be promised at all. */
export function checkStreams(model: Model): readonly Report[] {
  const streams = model.pipelines.filter((pipeline) => pipeline.type === "streaming");
  const contracts = new Map(Object.entries(model.contractsByName));
  return [
    ...streams.flatMap((stream) => {
      const contract = topicContract(stream.source.topic.value, { contracts });
      return [
        ...(contract ? columnReports(stream, contract) : []),
        ...windowReports(stream),
        ...sinkReports(stream),
        ...(contract ? freshness(stream, contract) : []),
      ];
    }),
    ...sharedCheckpoints(streams),
  ];
}

function columnReports(stream: StreamPipelineDocument, contract: ContractDocument): Report[] {
  const column = stream.eventTime?.value.column;
  const uses = [
    ...(column ? [column] : []),
    ...(stream.deduplicate?.value.keys ?? []),
    ...stream.windows.flatMap((window) => [
      ...window.groupBy,
      ...window.aggregates.flatMap(({ call }) => argumentOf(call.value, call.pointer)),
    ]),
  ];
  const missing = uses.flatMap((use) => missingColumn(use, contract, stream.path));
  const field = column && findField(contract.fields, [column.value]);
  if (!column || !field || familyOf(field) === "timestamp") return missing;
  const parameters = { column: column.value, type: field.type.value, use: "event_time" };
  return [...missing, diagnostics.report("not-a-time", { path: stream.path, pointer: column.pointer }, parameters)];
}

function argumentOf(call: string, pointer: string): { value: string; pointer: string }[] {
  const match = /^\s*\w+\s*\(\s*([A-Za-z_]\w*)\s*\)\s*$/.exec(call);
  return match ? [{ value: match[1] ?? "", pointer }] : [];
}

function windowReports({ windows, eventTime, path }: StreamPipelineDocument): Report[] {
  return windows.flatMap((window) => [
    ...(eventTime
      ? []
      : [
          diagnostics.report(
            "aggregation-without-watermark",
            { path, pointer: window.name.pointer },
            { name: window.name.value },
          ),
        ]),
    ...window.aggregates.flatMap(({ call }) => {
      const match = /^\s*(\w+)\s*\(\s*(\*|[A-Za-z_]\w*)\s*\)\s*$/.exec(call.value);
      const name = match?.[1]?.toLowerCase() ?? "";
      if (AGGREGATES.includes(name) && (match?.[2] !== "*" || name === "count")) return [];
      return [
        diagnostics.report(
          "unknown-aggregate",
          { path, pointer: call.pointer },
          { call: call.value, names: AGGREGATES },
        ),
      ];
    }),
  ]);
}

function sinkReports({ sinks, windows, path }: StreamPipelineDocument): Report[] {
  const all: readonly SinkDocument[] = [...sinks, ...windows.map(({ sink }) => sink)];
  return all.flatMap(({ format, delivery }) =>
    delivery?.value === "exactly_once" && !["delta", "iceberg"].includes(format.value)
      ? [diagnostics.report("not-exactly-once", { path, pointer: delivery.pointer }, { format: format.value })]
      : [],
  );
}

/** A promise of freshness that the pipeline's own clockwork cannot keep. */
function freshness(
  { trigger, eventTime, windows, path }: StreamPipelineDocument,
  contract: ContractDocument,
): Report[] {
  const promised = contract.sla.freshness?.value.maxSeconds;
  if (promised === undefined || typeof trigger?.value !== "number") return [];
  const longest = Math.max(0, ...windows.map(({ sizeSeconds }) => sizeSeconds.value));
  const needed = trigger.value + longest + (longest > 0 ? (eventTime?.value.watermarkSeconds ?? 0) : 0);
  if (needed <= promised) return [];
  const related = [
    { at: { path: contract.path, pointer: contract.sla.freshness?.pointer ?? "" }, message: "promised here" },
  ];
  return [
    { ...diagnostics.report("freshness-too-short", { path, pointer: trigger.pointer }, { promised, needed }), related },
  ];
}

function sharedCheckpoints(streams: readonly StreamPipelineDocument[]): Report[] {
  const seen = new Map<string, StreamPipelineDocument>();
  return streams.flatMap((stream) => {
    const { checkpoint, path } = stream;
    if (checkpoint === undefined) return [];
    const key = `${checkpoint.value.root} ${checkpoint.value.generation}`;
    const first = seen.get(key);
    seen.set(key, first ?? stream);
    if (first === undefined) return [];
    const related = [{ at: { path: first.path, pointer: first.checkpoint?.pointer ?? "" }, message: "used here" }];
    return [
      {
        ...diagnostics.report(
          "shared-checkpoint",
          { path, pointer: checkpoint.pointer },
          { root: checkpoint.value.root },
        ),
        related,
      },
    ];
  });
}
