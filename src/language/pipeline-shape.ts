import { z } from "zod";
import { count, description, duration, label, name, sql, tags, topicName } from "./shapes.ts";

/** The systems a pipeline reads from and writes to. */
export const ENDPOINTS = [
  "postgres",
  "duckdb",
  "snowflake",
  "bigquery",
  "redshift",
  "databricks",
  "mysql",
  "filesystem",
] as const;

const endpoint = {
  type: z.enum(ENDPOINTS),
  connection: label.describe("the connection's name; credentials live in the orchestrator"),
  database: label.optional(),
  schema: label.optional(),
};
const columns = z.array(label);
const oneOrMore = z.union([label, columns]);

const model = z.strictObject({
  staging: name.optional(),
  dimension: name.optional(),
  hub: name.optional(),
  link: name.optional(),
  satellite: name.optional(),
  snapshot: name.optional(),
  date_dimension: z.union([name, z.boolean()]).optional(),
  one_big_table: name.optional(),
  name: name.optional(),
  kind: z.enum(["fact", "dimension", "mart", "intermediate"]).optional(),
  scd: z
    .int()
    .min(0)
    .max(7)
    .optional()
    .describe("slowly changing dimension: 0 never changes, 1 overwrites, 2 keeps history"),
  tracked: columns.optional().describe("the columns whose change opens a new version"),
  contract: name.optional().describe("the contract that the model's rows keep"),
  materialized: z.enum(["table", "view", "incremental"]).optional(),
  unique_key: oneOrMore.optional(),
  cluster_by: oneOrMore.optional(),
  lookback: duration.optional().describe("how far back an incremental run looks for late rows"),
  sql: sql.optional().describe("a .sql file beside the spec, or the query itself"),
});

const header = { name, description: description.optional(), owner: label.optional(), tags: tags.optional() };

/** A batch pipeline. */
export const batchShape = z
  .strictObject({
    pipeline: z.strictObject({
      ...header,
      type: z.literal("batch").optional(),
      schedule: label.optional().describe("five cron fields, or @daily and the like"),
      timezone: label.optional(),
      start_date: label.optional(),
      retries: z.int().min(0).max(100).optional(),
      retry_delay: duration.optional(),
      timeout: duration.optional(),
      alerts: z.strictObject({ email: z.union([label, z.array(label)]).optional() }).optional(),
    }),
    source: z.strictObject({
      ...endpoint,
      name: name.optional().describe("what the source system is called in the warehouse; default: the connection"),
      tables: z.array(name).min(1),
      mode: z.enum(["incremental", "full", "cdc"]).optional(),
      watermark: label.optional(),
      lookback: duration.optional(),
    }),
    destination: z.strictObject(endpoint),
    models: z.array(model).optional(),
    quality: z
      .strictObject({
        after: z.enum(["models", "extract", "staging"]).optional(),
        engines: z.array(z.enum(["dbt", "great_expectations"])).optional(),
      })
      .optional(),
    tasks: z.array(z.strictObject({ id: name, after: oneOrMore.optional(), notify: label.optional() })).optional(),
  })
  .meta({ title: "dex batch pipeline", description: "Tables to warehouse, on a schedule." });

const sink = z.strictObject({
  name: name.optional(),
  format: z.enum(["delta", "iceberg", "parquet", "kafka"]),
  path: label.optional(),
  topic: topicName.optional(),
  mode: z.enum(["append", "update", "complete"]).optional(),
  delivery: z.enum(["at_least_once", "exactly_once"]).optional(),
});

/** A streaming pipeline. */
export const streamShape = z
  .strictObject({
    pipeline: z.strictObject({
      ...header,
      type: z.literal("streaming"),
      engine: z.enum(["spark", "flink"]).optional(),
    }),
    source: z.strictObject({
      topic: label.describe("a contract on a topic"),
      start: z.enum(["earliest", "latest"]).optional(),
      max_offsets_per_trigger: z.int().min(1).optional(),
    }),
    event_time: z.strictObject({ column: label, watermark: duration }).optional(),
    deduplicate: z.strictObject({ keys: columns.min(1), within: duration }).optional(),
    sinks: z.array(sink).optional(),
    windows: z
      .array(
        z.strictObject({
          name,
          size: duration,
          slide: duration.optional(),
          group_by: columns.optional(),
          aggregates: z.record(name, label),
          sink,
        }),
      )
      .optional(),
    dead_letter: sink.optional(),
    trigger: z.string().optional().describe("a duration, or available_now"),
    checkpoint: z.strictObject({ root: label, generation: count.optional() }).optional(),
    monitoring: z.strictObject({ prometheus_port: z.int().min(1).max(65535).optional() }).optional(),
  })
  .meta({ title: "dex streaming pipeline", description: "Topic to lake, continuously." });
