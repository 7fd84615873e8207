import { z } from "zod";
import {
  connectionName,
  count,
  description,
  duration,
  editorSchema,
  fileName,
  label,
  name,
  oneOrMore,
  sql,
  tags,
  topicName,
} from "../shapes.ts";

/** The systems a pipeline reads from and writes to. */
const ENDPOINTS = [
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
  type: z.enum(ENDPOINTS).describe("the kind of system"),
  connection: connectionName.describe("the name of a connection; its credentials live in the orchestrator"),
  database: label.optional().describe("the database (Snowflake, Databricks: catalog; BigQuery: project)"),
  schema: label.optional().describe("the schema (BigQuery: dataset)"),
};
const columns = z.array(label);

const model = z
  .strictObject({
    staging: name.optional().describe("a contract whose rows are renamed and cast, one to one"),
    dimension: name.optional().describe("a contract whose rows become a dimension"),
    hub: name.optional().describe("a Data Vault hub of a contract"),
    link: name.optional().describe("a Data Vault link of a contract"),
    satellite: name.optional().describe("a Data Vault satellite of a contract"),
    snapshot: name.optional().describe("a snapshot of a contract"),
    date_dimension: z.union([name, z.boolean()]).optional().describe("a dimension of the days of the calendar"),
    one_big_table: name.optional().describe("a contract joined with all that it references"),
    name: fileName.optional().describe("the model's name; by default stg_<source>__<contract>, or dim_<contract>"),
    kind: z
      .enum(["fact", "dimension", "mart", "intermediate"])
      .optional()
      .describe("what a model with SQL is; mart when left out"),
    scd: z
      .int()
      .min(0)
      .max(7)
      .optional()
      .describe(
        "how a dimension treats change: 0 keeps the first value, 1 overwrites, 2 keeps history; 1 when left out",
      ),
    tracked: columns.optional().describe("the columns whose change opens a new version; by default all"),
    contract: name.optional().describe("the contract that the model's rows keep"),
    materialized: z.enum(["table", "view", "incremental"]).optional().describe("table when left out"),
    unique_key: oneOrMore.optional().describe("the columns by which an incremental run finds a row again"),
    cluster_by: oneOrMore.optional().describe("the columns the table is clustered by"),
    lookback: duration.optional().describe("how far back an incremental run looks for late rows"),
    sql: sql.optional().describe("a .sql file beside the spec, or the query itself"),
  })
  .describe("a model: staging, a dimension, or a name with SQL");

const header = {
  name: fileName.describe("the pipeline's identity across the project"),
  description: description.optional(),
  owner: label.optional().describe("who answers for it: an address or a name"),
  tags: tags.optional(),
};

/** A batch pipeline. */
export const batchShape = z
  .strictObject({
    $schema: editorSchema.optional(),
    pipeline: z
      .strictObject({
        ...header,
        type: z.literal("batch").optional().describe("batch; it may be left out"),
        schedule: label
          .optional()
          .describe('five cron fields ("0 5 * * *"), or @daily and the like; never when left out'),
        timezone: label
          .optional()
          .describe('the time zone of the schedule, such as "Europe/Berlin"; UTC when left out'),
        start_date: label.optional().describe('the first day it is about: "2026-01-01"'),
        retries: z.int().min(0).max(100).optional().describe("how often a task is tried again"),
        retry_delay: duration.optional().describe("how long before it is: a duration"),
        timeout: duration.optional().describe("how long a task may take: a duration"),
        alerts: z
          .strictObject({ email: oneOrMore.optional().describe("the addresses") })
          .optional()
          .describe("who is told when a run fails"),
      })
      .describe("whose pipeline it is, and when it runs"),
    source: z
      .strictObject({
        ...endpoint,
        name: name.optional().describe("what the source is called in the warehouse; by default as the connection"),
        tables: z
          .union([z.array(name).min(1), z.literal("all")])
          .describe(
            "the contracts of the tables to extract, or all: every table of the schema, with contracts or without",
          ),
        mode: z
          .enum(["incremental", "full", "cdc"])
          .optional()
          .describe("incremental: what is new by the watermark; full: everything; full when left out"),
        watermark: label.optional().describe("the column that tells what is new"),
        lookback: duration.optional().describe("how far behind the watermark each extract begins: a duration"),
      })
      .describe("where the rows come from"),
    destination: z.strictObject(endpoint).describe("the warehouse they go to"),
    models: z.array(model).optional().describe("what is built in the warehouse"),
    quality: z
      .strictObject({
        after: z
          .enum(["models", "extract", "staging"])
          .optional()
          .describe("the step after which the checks run; models when left out"),
        engines: z
          .array(z.enum(["dbt", "great_expectations"]))
          .optional()
          .describe("what runs them; dbt when left out"),
      })
      .optional()
      .describe("when and by what the contracts are checked"),
    tasks: z
      .array(
        z
          .strictObject({
            id: name.describe("the task's name in this pipeline"),
            after: oneOrMore
              .optional()
              .describe("the steps it waits for: extract, staging, models, quality, or another task"),
            notify: label.optional().describe("who is told, by the orchestrator's name for them: slack"),
          })
          .describe("a task"),
      )
      .optional()
      .describe("anything else, with its dependencies"),
  })
  .meta({ title: "dex batch pipeline", description: "A batch pipeline: from tables to a warehouse, on a schedule." });

const sink = z.strictObject({
  name: name.optional().describe("the sink's name in this pipeline"),
  format: z.enum(["delta", "iceberg", "parquet", "kafka"]).describe("what is written"),
  path: label.optional().describe("where to; for all formats but kafka"),
  topic: topicName.optional().describe("the topic, for the format kafka"),
  mode: z.enum(["append", "update", "complete"]).optional().describe("append when left out"),
  delivery: z
    .enum(["at_least_once", "exactly_once"])
    .optional()
    .describe("what happens to a row when a run fails: it may come twice, or it does not"),
});

const window = z.strictObject({
  name: name.describe("the window's name in this pipeline"),
  size: duration.describe('its length: a duration such as "5m"'),
  slide: duration.optional().describe("the time from one window's start to the next; by default its length"),
  group_by: columns.optional().describe("the columns it is grouped by"),
  aggregates: z
    .record(name, label)
    .describe("its columns, each with a call: count(*), sum(amount), approx_count_distinct(user_id)"),
  sink: sink.describe("where its rows go"),
});

/** A streaming pipeline. */
export const streamShape = z
  .strictObject({
    $schema: editorSchema.optional(),
    pipeline: z
      .strictObject({
        ...header,
        type: z.literal("streaming").describe("streaming"),
        engine: z.enum(["spark", "flink"]).optional().describe("what runs it; spark when left out"),
      })
      .describe("whose pipeline it is, and what runs it"),
    source: z
      .strictObject({
        topic: label.describe("the contract of the topic to read, or the topic's name"),
        start: z.enum(["earliest", "latest"]).optional().describe("where the first run begins; latest when left out"),
        max_offsets_per_trigger: z.int().min(1).optional().describe("how many messages one run reads at most"),
      })
      .describe("where the messages come from"),
    event_time: z
      .strictObject({
        column: label.describe("the column that tells when a message happened"),
        watermark: duration.describe('how late a message may come: a duration such as "10m"'),
      })
      .optional()
      .describe("when messages happened, and how late they may come"),
    deduplicate: z
      .strictObject({
        keys: columns.min(1).describe("the columns that make two messages one"),
        within: duration.describe('how far apart two of them may be: a duration such as "1h"'),
      })
      .optional()
      .describe("messages that come twice are dropped"),
    sinks: z.array(sink.describe("a sink")).optional().describe("where the messages go"),
    windows: z.array(window.describe("a window")).optional().describe("aggregates over windows of time"),
    dead_letter: sink.optional().describe("where messages go that break the contract"),
    trigger: label
      .optional()
      .describe("how often a run begins: a duration, or available_now for one run over what is there"),
    checkpoint: z
      .strictObject({
        root: label.describe("the folder; it is this pipeline's own"),
        generation: count.optional().describe("raise it to begin afresh; 1 when left out"),
      })
      .optional()
      .describe("where the pipeline remembers how far it is"),
    monitoring: z
      .strictObject({ prometheus_port: z.int().min(1).max(65535).optional().describe("the port of its metrics") })
      .optional()
      .describe("how it is watched"),
  })
  .meta({ title: "dex streaming pipeline", description: "A streaming pipeline: from a topic to a lake, without end." });
