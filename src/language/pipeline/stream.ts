import type { Located } from "../located.ts";
import {
  defined,
  duration,
  misplaced,
  missingKey,
  number,
  type ObjectNode,
  object,
  objects,
  plain,
  text,
  texts,
} from "../node.ts";
import { headerOf } from "./batch.ts";
import type { SinkDocument, StreamPipelineDocument } from "./pipeline-document.ts";

/** A streaming pipeline spec. */
export function streamOf(node: ObjectNode): StreamPipelineDocument {
  const header = object(node, "pipeline") ?? node;
  const source = object(node, "source") ?? node;
  const deadLetter = object(node, "dead_letter");
  const monitoring = object(node, "monitoring");
  return defined<StreamPipelineDocument>({
    kind: "pipeline",
    type: "streaming",
    ...headerOf(node, header),
    engine: (text(header, "engine") ?? { value: "spark", pointer: header.pointer }) as Located<"spark" | "flink">,
    source: defined<StreamPipelineDocument["source"]>({
      pointer: source.pointer,
      topic: text(source, "topic") ?? { value: "", pointer: source.pointer },
      start: (plain(source, "start") ?? "latest") as "earliest" | "latest",
      maxOffsetsPerTrigger: number(source, "max_offsets_per_trigger")?.value,
    }),
    eventTime: eventTimeOf(node),
    deduplicate: deduplicateOf(node),
    sinks: objects(node, "sinks").map(sinkOf),
    windows: objects(node, "windows").map(windowOf),
    deadLetter: deadLetter && sinkOf(deadLetter),
    trigger: triggerOf(node),
    checkpoint: checkpointOf(node),
    prometheusPort: monitoring && number(monitoring, "prometheus_port")?.value,
  });
}

function eventTimeOf(node: ObjectNode): StreamPipelineDocument["eventTime"] {
  const member = object(node, "event_time");
  const column = member && text(member, "column");
  const watermark = member && duration(member, "watermark");
  return (
    member && column && watermark && { value: { column, watermarkSeconds: watermark.value }, pointer: member.pointer }
  );
}

function deduplicateOf(node: ObjectNode): StreamPipelineDocument["deduplicate"] {
  const member = object(node, "deduplicate");
  const within = member && duration(member, "within");
  return (
    member && within && { value: { keys: texts(member, "keys"), withinSeconds: within.value }, pointer: member.pointer }
  );
}

/** A sink writes to a topic or to a path, as its format asks. */
function sinkOf(node: ObjectNode): SinkDocument {
  const format = plain(node, "format") ?? "delta";
  const [wanted, other] = format === "kafka" ? (["topic", "path"] as const) : (["path", "topic"] as const);
  const owner = format === "kafka" ? "a sink of another format" : "a sink of format kafka";
  if (node.value[wanted] === undefined) missingKey(node, [wanted], `where rows of format ${format} go`);
  if (node.value[other] !== undefined) misplaced(node, other, { of: `a sink of format ${format}`, wanted: owner });
  return defined<SinkDocument>({
    pointer: node.pointer,
    name: text(node, "name"),
    format: (text(node, "format") ?? { value: "delta", pointer: node.pointer }) as SinkDocument["format"],
    path: text(node, "path"),
    topic: text(node, "topic"),
    mode: text(node, "mode") as SinkDocument["mode"] | undefined,
    delivery: text(node, "delivery") as SinkDocument["delivery"] | undefined,
  });
}

function windowOf(node: ObjectNode): StreamPipelineDocument["windows"][number] {
  const aggregates = object(node, "aggregates");
  const calls = aggregates ? Object.keys(aggregates.value).flatMap((name) => callOf(aggregates, name)) : [];
  return defined<StreamPipelineDocument["windows"][number]>({
    pointer: node.pointer,
    name: text(node, "name") ?? { value: "", pointer: node.pointer },
    sizeSeconds: duration(node, "size") ?? { value: 0, pointer: node.pointer },
    slideSeconds: duration(node, "slide"),
    groupBy: texts(node, "group_by"),
    aggregates: calls,
    sink: sinkOf(object(node, "sink") ?? node),
  });
}

function callOf(aggregates: ObjectNode, name: string): { name: string; call: Located<string> }[] {
  const call = text(aggregates, name);
  return call ? [{ name, call }] : [];
}

function triggerOf(node: ObjectNode): StreamPipelineDocument["trigger"] {
  const written = text(node, "trigger");
  if (written?.value === "available_now") return { value: "available_now", pointer: written.pointer };
  return duration(node, "trigger");
}

function checkpointOf(node: ObjectNode): StreamPipelineDocument["checkpoint"] {
  const member = object(node, "checkpoint");
  const root = member && plain(member, "root");
  if (member === undefined || root === undefined) return undefined;
  return { value: { root, generation: number(member, "generation")?.value ?? 1 }, pointer: member.pointer };
}
