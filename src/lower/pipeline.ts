import type { Endpoint, Sink, Source, StreamPipeline, TableRead, Window } from "../ir/pipeline.ts";
import type {
  BatchPipelineDocument,
  EndpointDocument,
  ExtractedTableDocument,
  PipelineDocument,
  SinkDocument,
  SourceDocument,
  StreamPipelineDocument,
} from "../language/pipeline/pipeline-document.ts";
import type { LinkedProject } from "../link/linked-project.ts";
import { sourceName } from "../link/names.ts";
import { topicContract } from "../link/references.ts";
import { party } from "./contract.ts";
import { lowerModels } from "./models.ts";
import type { Bare, BarePipeline } from "./steps.ts";

/** Lowers a pipeline spec, with explicit defaults. `withSteps` adds the graph of a batch pipeline later. */
export function lowerPipeline(document: PipelineDocument, linked: LinkedProject): BarePipeline {
  return document.type === "batch" ? lowerBatch(document, linked) : lowerStream(document, linked);
}

function base(document: PipelineDocument) {
  return {
    id: document.name.value,
    name: document.name.value,
    ...(document.description !== undefined && { description: document.description }),
    owner: party(document.owner?.value),
    tags: document.tags.map(({ value }) => value),
    origin: { path: document.path, pointer: document.pointer },
  };
}

function lowerBatch(document: BatchPipelineDocument, linked: LinkedProject): Bare {
  const { source, destination } = document;
  return {
    kind: "batch",
    ...base(document),
    ...(document.schedule && { schedule: document.schedule.value }),
    timezone: document.timezone?.value ?? "UTC",
    ...(document.startDate && { startDate: document.startDate.value }),
    ...(document.retries && { retries: document.retries.value }),
    ...(document.retryDelaySeconds && { retryDelaySeconds: document.retryDelaySeconds.value }),
    ...(document.timeoutSeconds && { timeoutSeconds: document.timeoutSeconds.value }),
    ...(document.runTimeoutSeconds && { runTimeoutSeconds: document.runTimeoutSeconds.value }),
    alertEmails: document.alertEmails.map(({ value }) => value),
    ...(document.alertSlack && { alertSlack: document.alertSlack.value }),
    ...(source && { source: lowerSource(source, document.path) }),
    destination: endpoint(destination, "raw"),
    models: lowerModels(document, linked),
    gates:
      document.quality?.value.map(({ value, pointer }) => ({ ...value, origin: { path: document.path, pointer } })) ??
      defaultGates(document),
    publish: document.publish?.strategy.value ?? "swap",
    tasks: document.tasks.map(({ id, after, notify, message, pointer }) => ({
      id: id.value,
      after: after.map(({ value }) => value),
      ...(notify && { notify: notify.value }),
      ...(message && { message: message.value }),
      origin: { path: document.path, pointer },
    })),
  };
}

function lowerSource(source: SourceDocument, path: string): Source {
  return {
    name: sourceName(source),
    ...endpoint(source, "public"),
    tables: source.tables.map(({ value }) => value),
    reads: source.tables.map((table) => tableRead(table, source, path)),
    everyTable: source.everyTable,
    mode: source.mode.value,
    ...(source.watermark && { watermark: source.watermark.value }),
    lookbackSeconds: source.lookbackSeconds?.value ?? 0,
  };
}

/** How a table is read: by its own keys, or else by those of its source. */
function tableRead({ value, pointer, read }: ExtractedTableDocument, source: SourceDocument, path: string): TableRead {
  const mode = (read?.mode ?? source.mode).value;
  const watermark = mode === "incremental" ? (read?.watermark ?? source.watermark) : undefined;
  return {
    contract: value,
    mode,
    ...(watermark && { watermark: watermark.value }),
    lookbackSeconds: (read?.lookbackSeconds ?? source.lookbackSeconds)?.value ?? 0,
    origin: { path, pointer },
  };
}

/** Without `quality`, dbt checks everything that models are built from before it builds them, and the models before they are published. */
function defaultGates({ models, path, pointer }: BatchPipelineDocument): Bare["gates"] {
  const stages = models.some(({ kind }) => kind !== "staging")
    ? (["staging", "models"] as const)
    : (["staging"] as const);
  return models.length === 0
    ? []
    : stages.map((after) => ({
        after,
        engines: ["dbt"],
        retries: 0,
        origin: { path, pointer },
      }));
}

function endpoint({ type, connection, database, schema }: EndpointDocument, defaultSchema: string): Endpoint {
  return {
    type: type.value,
    connection: connection.value,
    ...(database && { database: database.value }),
    schema: schema?.value ?? defaultSchema,
  };
}

function lowerStream(document: StreamPipelineDocument, linked: LinkedProject): StreamPipeline {
  const contracts = new Map(Object.entries(linked.contractsByName));
  const { source, eventTime, deduplicate, deadLetter, checkpoint } = document;
  return {
    kind: "stream",
    ...base(document),
    engine: document.engine.value,
    source: {
      contract: topicContract(source.topic.value, { contracts })?.name.value ?? source.topic.value,
      start: source.start,
      ...(source.maxOffsetsPerTrigger !== undefined && { maxOffsetsPerTrigger: source.maxOffsetsPerTrigger }),
    },
    ...(eventTime && {
      eventTime: { column: eventTime.value.column.value, watermarkSeconds: eventTime.value.watermarkSeconds },
    }),
    ...(deduplicate && {
      deduplicate: {
        keys: deduplicate.value.keys.map(({ value }) => value),
        withinSeconds: deduplicate.value.withinSeconds,
      },
    }),
    sinks: document.sinks.map((sink, index) => lowerSink(sink, `sink_${index + 1}`)),
    windows: document.windows.map((window) => lowerWindow(window, document.path)),
    ...(deadLetter && {
      deadLetter: {
        format: deadLetter.format.value,
        ...(deadLetter.path && { path: deadLetter.path.value }),
        ...(deadLetter.topic && { topic: deadLetter.topic.value }),
      },
    }),
    trigger: document.trigger?.value ?? 60,
    checkpoint: checkpoint?.value ?? { root: `checkpoints/${document.name.value}`, generation: 1 },
    ...(document.prometheusPort !== undefined && { prometheusPort: document.prometheusPort }),
  };
}

function lowerSink({ name, format, path, topic, mode, delivery }: SinkDocument, defaultName: string): Sink {
  return {
    name: name?.value ?? defaultName,
    format: format.value,
    ...(path && { path: path.value }),
    ...(topic && { topic: topic.value }),
    mode: mode?.value ?? "append",
    delivery: delivery?.value ?? "at_least_once",
  };
}

function lowerWindow(window: StreamPipelineDocument["windows"][number], path: string): Window {
  return {
    name: window.name.value,
    sizeSeconds: window.sizeSeconds.value,
    ...(window.slideSeconds && { slideSeconds: window.slideSeconds.value }),
    groupBy: window.groupBy.map(({ value }) => value),
    aggregates: window.aggregates.map(({ name, call }) => aggregate(name, call.value)),
    sink: lowerSink(window.sink, window.name.value),
    origin: { path, pointer: window.pointer },
  };
}

function aggregate(name: string, call: string): Window["aggregates"][number] {
  const match = /^\s*([A-Za-z_]\w*)\s*\(\s*(\*|[A-Za-z_]\w*)\s*\)\s*$/.exec(call);
  const column = match?.[2];
  return {
    name,
    function: match?.[1]?.toLowerCase() ?? call,
    ...(column !== undefined && column !== "*" && { column }),
  };
}
