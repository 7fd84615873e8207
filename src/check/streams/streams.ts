import type { Report } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument } from "../../language/contract/contract-document.ts";
import { unread } from "../../language/faults.ts";
import type { Located } from "../../language/located.ts";
import type { SinkDocument, StreamPipelineDocument } from "../../language/pipeline/pipeline-document.ts";
import { type LinkedProject, sureField } from "../../link/linked-project.ts";
import { topicContract } from "../../link/references.ts";
import { withoutEnd } from "../../text/trim.ts";
import { missingColumn, notATime } from "../columns/columns.ts";
import { type Family, familyOf } from "../fields/value-kinds.ts";
import { diagnostics } from "./diagnostics.ts";
import { clockReports } from "./stream-clock.ts";

/** The aggregates, and the type of column for each; `any` accepts every type. */
const AGGREGATES: Readonly<Record<string, Family | "any">> = {
  count: "any",
  sum: "number",
  min: "any",
  max: "any",
  avg: "number",
  approx_count_distinct: "any",
};

/** Checks streaming pipelines: columns, windows, delivery, checkpoints. */
export function checkStreams(linked: LinkedProject): readonly Report[] {
  const streams = linked.pipelines.filter((pipeline) => pipeline.type === "streaming");
  const contracts = new Map(Object.entries(linked.contractsByName));
  return [
    ...streams.flatMap((stream) => {
      const contract = topicContract(stream.source.topic.value, { contracts });
      return [
        ...(contract ? columnReports(stream, contract) : []),
        ...windowReports(stream, contract),
        ...stateReports(stream),
        ...(unread(stream, "spec") ? [] : sinkReports(stream)),
        ...(contract && !unread(stream, "spec") ? clockReports(stream, contract) : []),
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
  const field = column && sureField(contract.fields, [column.value]);
  if (!column || !field || familyOf(field) === "timestamp") return missing;
  const parameters = { column: column.value, type: field.type.value, use: "event_time", wants: "timestamp" };
  return [...missing, notATime({ path: stream.path, pointer: column.pointer }, parameters)];
}

function argumentOf(call: string, pointer: string): { value: string; pointer: string }[] {
  const match = /^\s*\w+\s*\(\s*([A-Za-z_]\w*)\s*\)\s*$/.exec(call);
  return match ? [{ value: match[1] ?? "", pointer }] : [];
}

function windowReports(stream: StreamPipelineDocument, contract: ContractDocument | undefined): Report[] {
  const { windows, eventTime, path } = stream;
  const isUnread = unread(stream, "spec");
  return windows.flatMap((window) => {
    const { name, slideSeconds, sizeSeconds } = window;
    const parameters = { name: name.value };
    const gaps = slideSeconds && slideSeconds.value > sizeSeconds.value ? slideSeconds : undefined;
    return [
      ...(eventTime || isUnread
        ? []
        : [diagnostics.report("aggregation-without-watermark", { path, pointer: name.pointer }, parameters)]),
      ...(gaps ? [diagnostics.report("window-gaps", { path, pointer: gaps.pointer }, parameters)] : []),
      ...window.aggregates.flatMap(({ call }) => aggregateReports(call, contract, path)),
    ];
  });
}

function aggregateReports(call: Located<string>, contract: ContractDocument | undefined, path: string): Report[] {
  const at = { path, pointer: call.pointer };
  const match = /^\s*(\w+)\s*\(\s*(\*|[A-Za-z_]\w*)\s*\)\s*$/.exec(call.value);
  const [name, column = ""] = [match?.[1]?.toLowerCase() ?? "", match?.[2]];
  const takes = Object.hasOwn(AGGREGATES, name) ? AGGREGATES[name] : undefined;
  if (takes === undefined || (column === "*" && name !== "count"))
    return [diagnostics.report("unknown-aggregate", at, { call: call.value, names: Object.keys(AGGREGATES) })];
  const field = contract && sureField(contract.fields, [column]);
  if (field === undefined || takes === "any" || familyOf(field) === takes) return [];
  return [diagnostics.report("aggregate-type", at, { name, column, type: field.type.value })];
}

/** Checks the state of a stream: it needs a watermark to be bounded, and each query needs its own checkpoint. */
function stateReports(stream: StreamPipelineDocument): Report[] {
  const { path, deduplicate, eventTime, sinks, windows } = stream;
  const seen = new Map<string, string>();
  const names = [...sinks.flatMap(({ name }) => name ?? []), ...windows.map(({ name }) => name)];
  return [
    ...(deduplicate && !eventTime && !unread(stream, "spec")
      ? [diagnostics.report("deduplicate-without-watermark", { path, pointer: deduplicate.pointer }, {})]
      : []),
    ...names.flatMap(({ value, pointer }) => {
      const first = seen.get(value);
      if (first === undefined) seen.set(value, pointer);
      if (first === undefined) return [];
      const related = [{ at: { path, pointer: first }, message: "first here" }];
      return [{ ...diagnostics.report("duplicate-query", { path, pointer }, { name: value }), related }];
    }),
  ];
}

/** The output modes that Spark supports for each format. */
const MODES: Readonly<Record<SinkDocument["format"]["value"], readonly string[]>> = {
  delta: ["append", "complete"],
  iceberg: ["append", "complete"],
  parquet: ["append"],
  kafka: ["append", "update", "complete"],
};

function sinkReports({ sinks, windows, engine, path }: StreamPipelineDocument): Report[] {
  const plain = sinks.map((sink) => ({ sink, aggregated: false }));
  const aggregated = windows.map(({ sink }) => ({ sink, aggregated: true }));
  return [...plain, ...aggregated].flatMap(({ sink: { format, delivery, mode }, aggregated: hasAll }) => {
    // Flink writes to Kafka in transactions; Spark does not.
    const transactional =
      ["delta", "iceberg"].includes(format.value) || (format.value === "kafka" && engine.value === "flink");
    const modes = MODES[format.value].filter((name) => hasAll || name !== "complete");
    const wrongMode = mode && engine.value === "spark" && !modes.includes(mode.value) ? mode : undefined;
    return [
      ...(delivery?.value === "exactly_once" && !transactional
        ? [
            diagnostics.report(
              "not-exactly-once",
              { path, pointer: delivery.pointer },
              { format: format.value, engine: engine.value },
            ),
          ]
        : []),
      ...(wrongMode
        ? [
            diagnostics.report(
              "sink-mode",
              { path, pointer: wrongMode.pointer },
              { mode: wrongMode.value, format: format.value, modes, windows: hasAll },
            ),
          ]
        : []),
    ];
  });
}

function sharedCheckpoints(streams: readonly StreamPipelineDocument[]): Report[] {
  const seen = new Map<string, StreamPipelineDocument>();
  return streams.flatMap((stream) => {
    const { checkpoint, path } = stream;
    if (checkpoint === undefined) return [];
    // Each pipeline has its own generations, so the roots must differ.
    const key = withoutEnd(checkpoint.value.root, /\//);
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
