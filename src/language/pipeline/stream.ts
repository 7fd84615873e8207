import { bare, called, changed, described, either, type Kind, list, mapOf, placed } from "../kind.ts";
import type { Located } from "../located.ts";
import { mapping, reading } from "../mapping.ts";
import { located, member, needed, type ReadOf } from "../member.ts";
import { emptyNode, misplaced, missingKey, type ObjectNode } from "../node.ts";
import {
  column,
  constant,
  count,
  duration,
  editorSchema,
  fileName,
  label,
  name,
  oneOf,
  topicName,
  whole,
} from "../scalar-kinds.ts";
import { headerMembers } from "./header.ts";

/** The keys of a sink. */
export const sinkMapping = mapping(
  { usedBy: [] },
  {
    name: member(fileName, { about: "the sink's name in this pipeline" }),
    format: needed(oneOf("delta", "iceberg", "parquet", "kafka"), {
      about: "the format that is written",
      otherwise: located("delta"),
    }),
    path: member(label, { about: "the path, for all formats but kafka" }),
    topic: member(topicName, { about: "the topic, for the format kafka" }),
    mode: member(oneOf("append", "update", "complete"), { about: "what a run writes; defaults to append" }),
    delivery: member(oneOf("at_least_once", "exactly_once"), {
      about: "how often a row arrives when a run fails: at_least_once may write it twice; defaults to at_least_once",
    }),
  },
);

/** A sink, as written. */
export type SinkDocument = ReadOf<typeof sinkMapping.members>;

/** A sink writes to a topic or to a path, depending on its format. */
const sink: Kind<SinkDocument> = reading(sinkMapping, (said, node) => {
  const format = said.format.value;
  const [wanted, other] = format === "kafka" ? (["topic", "path"] as const) : (["path", "topic"] as const);
  const owner = format === "kafka" ? "a sink of another format" : "a sink of format kafka";
  if (node.value[wanted] === undefined) missingKey(node, [wanted], `where rows of format ${format} go`);
  if (node.value[other] !== undefined) misplaced(node, other, { of: `a sink of format ${format}`, wanted: owner });
  return said;
});

/** The columns of a window: the call as written, such as `approx_count_distinct(user_id)`. */
const aggregates = called(
  "a mapping from a name to a call",
  changed(mapOf(name, label), (entries) => entries.map(({ key, value }) => ({ name: key, call: value }))),
);

/** The keys of a window. */
const windowMapping = mapping(
  { about: "a window", usedBy: [] },
  {
    name: needed(fileName, { about: "the window's name in this pipeline", otherwise: located("") }),
    size: needed(duration, { about: 'the length: a duration such as "5m"', as: "sizeSeconds", otherwise: located(0) }),
    slide: member(duration, {
      about: "the time from the start of one window to the start of the next; defaults to the size",
      as: "slideSeconds",
    }),
    group_by: member(list(column), { about: "the columns to group by", otherwise: () => [] }),
    aggregates: needed(aggregates, {
      about:
        "the columns of the window, each with a call of count, sum, min, max, avg or approx_count_distinct: count(*), sum(amount)",
      otherwise: () => [],
    }),
    sink: needed(sink, {
      about: "where the rows of the window go",
      otherwise: (pointer) => ({ pointer, format: { value: "delta", pointer } }),
    }),
  },
);

/** The keys under `pipeline` of a streaming spec. */
const streamHeader = mapping(
  { usedBy: [] },
  {
    ...headerMembers,
    type: needed(constant("streaming"), { about: "streaming", usedBy: "documentation", unread: true }),
    engine: member(oneOf("spark", "flink"), {
      about: "the engine that runs the pipeline",
      otherwise: located("spark"),
    }),
  },
);

/** The keys under `source` of a streaming spec. */
const streamSource = mapping(
  { usedBy: [] },
  {
    topic: needed(label, { about: "the contract of the topic to read, or the topic's name", otherwise: located("") }),
    start: member(bare(oneOf("earliest", "latest")), {
      about: "where the first run begins",
      otherwise: () => "latest",
    }),
    max_offsets_per_trigger: member(bare(whole(1)), { about: "the largest number of messages in one run" }),
  },
);

const eventTime = mapping(
  { usedBy: [] },
  {
    column: needed(column, { about: "the column with the time at which a message happened" }),
    watermark: needed(bare(duration), {
      about: 'how late a message may arrive: a duration such as "10m"',
      as: "watermarkSeconds",
    }),
  },
);

const deduplicate = mapping(
  { usedBy: [] },
  {
    keys: needed(list(column, { min: 1 }), { about: "the columns that identify a message", otherwise: () => [] }),
    within: needed(bare(duration), {
      about: 'how far apart two copies of a message may be: a duration such as "1h"',
      as: "withinSeconds",
    }),
  },
);

const checkpoint = mapping(
  { usedBy: [] },
  {
    root: needed(bare(label), { about: "the folder, which no other pipeline uses" }),
    generation: member(bare(count), { about: "raise it to start from scratch", otherwise: () => 1 }),
  },
);

const monitoring = mapping(
  { usedBy: [] },
  { prometheus_port: member(bare(whole(1, 65535)), { about: "the port of the metrics" }) },
);

const trigger: Kind<Located<number | "available_now">> = {
  ...called("a duration, or `available_now`", label),
  read: either(constant("available_now"), duration).read,
};

/** The keys of a streaming spec. */
export const stream = mapping(
  {
    title: "dex streaming pipeline",
    about: "A streaming pipeline: from a topic to a lake, without end.",
    usedBy: [],
  },
  {
    $schema: member(editorSchema, { usedBy: "documentation", unread: true }),
    pipeline: needed(streamHeader, { about: "the identity of the pipeline, and what runs it", usedBy: "compiler" }),
    source: needed(streamSource, { about: "where the messages come from", usedBy: "compiler" }),
    event_time: member(placed(eventTime), { about: "when messages happened, and how late they may arrive" }),
    deduplicate: member(placed(deduplicate), { about: "drops copies of a message" }),
    sinks: member(list(described("a sink", sink)), { about: "where the messages go", otherwise: () => [] }),
    windows: member(list(windowMapping), { about: "aggregates over windows of time", otherwise: () => [] }),
    dead_letter: member(sink, { about: "where messages go that violate the contract" }),
    trigger: member(trigger, {
      about:
        "how often a run begins: a duration; or available_now for one run over the available messages; defaults to 1m",
    }),
    checkpoint: member(placed(checkpoint), { about: "where the pipeline stores its progress" }),
    monitoring: member(monitoring, { about: "how the pipeline is monitored" }),
  },
);

/** A streaming pipeline spec, as written; durations are seconds. */
export type StreamPipelineDocument = ReturnType<typeof streamOf>;

/** A streaming pipeline spec. */
export function streamOf(node: ObjectNode) {
  const { pipeline, source, monitoring, ...said } = stream.parts(node);
  const port = monitoring?.prometheusPort;
  return {
    ...said,
    ...(pipeline ?? streamHeader.parts(emptyNode(node))),
    kind: "pipeline" as const,
    type: "streaming" as const,
    path: node.path,
    source: source ?? streamSource.parts(emptyNode(node)),
    ...(port !== undefined && { prometheusPort: port }),
  };
}
