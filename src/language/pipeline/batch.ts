import { bare, called, changed, list, oneOrMore, placed } from "../kind.ts";
import { mapping, reading } from "../mapping.ts";
import { located, member, needed, type ReadOf, usedBy } from "../member.ts";
import { emptyNode, type ObjectNode } from "../node.ts";
import {
  address,
  connectionName,
  constant,
  duration,
  editorSchema,
  fileName,
  label,
  messageText,
  oneOf,
  whole,
} from "../scalar-kinds.ts";
import { extractedTables, MODE_ABOUT, mode, newRows } from "./extracted-table.ts";
import { headerMembers } from "./header.ts";
import { model } from "./model.ts";

/** The keys of a source or destination that name a system. */
const endpointMembers = {
  type: needed(oneOf("postgres", "duckdb", "snowflake", "bigquery", "redshift", "databricks", "mysql", "filesystem"), {
    about: "the kind of system",
    otherwise: located("postgres"),
  }),
  connection: needed(connectionName, {
    about:
      "the name of a connection; its address and credentials live in the environment that runs the generated code, and a secret in clear text is an error",
    otherwise: located(""),
  }),
  database: member(label, { about: "the database (Snowflake, Databricks: catalog; BigQuery: project)" }),
  schema: member(label, { about: "the schema (BigQuery: dataset)" }),
};

const endpoint = mapping(
  { usedBy: "compiler" },
  {
    ...endpointMembers,
    connection: usedBy(["airflow", "dbt", "extract", "great-expectations"], endpointMembers.connection),
    database: usedBy(["dbt"], endpointMembers.database),
    schema: usedBy(["dbt", "extract", "great-expectations"], endpointMembers.schema),
  },
);

/** A named connection, as written; a spec never contains credentials. */
export type EndpointDocument = ReadOf<typeof endpointMembers>;

const alerts = mapping(
  { usedBy: ["airflow"] },
  {
    email: member(oneOrMore(address), { about: "the addresses", otherwise: () => [] }),
    slack: member(connectionName, { about: "the orchestrator's connection to a Slack webhook, such as slack_default" }),
  },
);

/** The keys under `pipeline` of a batch spec. */
const batchHeader = mapping(
  { usedBy: ["airflow"] },
  {
    ...headerMembers,
    type: member(constant("batch"), { about: "batch; you can leave it out", usedBy: "documentation", unread: true }),
    schedule: member(called("a schedule", label), {
      about:
        'five cron fields ("0 5 * * *"), or @daily and the like; without a schedule, the pipeline runs when all that it reads of other pipelines has been published',
    }),
    timezone: member(called("a time zone", label), {
      about: 'the time zone of the schedule, such as "Europe/Berlin"; defaults to UTC',
    }),
    start_date: member(called("a date", label), { about: 'the first day that the pipeline covers: "2026-01-01"' }),
    retries: member(whole(0, 100), {
      about: "how often a failed task runs again; defaults to the setting of the orchestrator; gates have their own",
    }),
    retry_delay: member(duration, {
      about: "the time between two tries: a duration; defaults to the setting of the orchestrator",
      as: "retryDelaySeconds",
    }),
    timeout: member(duration, { about: "the longest time that a task may take: a duration", as: "timeoutSeconds" }),
    run_timeout: member(duration, {
      about: "the longest time that a run may take: a duration; then the run fails",
      as: "runTimeoutSeconds",
    }),
    alerts: member(alerts, { about: "who is notified when a run fails" }),
  },
);

/** The keys under `source` of a batch spec. */
const batchSource = mapping(
  { usedBy: ["extract"] },
  {
    ...endpointMembers,
    type: usedBy(["airflow", "extract"], endpointMembers.type),
    name: member(fileName, {
      about: "the name of the source in the warehouse; defaults to the connection",
      usedBy: ["airflow", "dbt"],
    }),
    tables: needed(extractedTables, {
      about:
        "the contracts of the tables to extract, each a name, or a mapping from the name to how this table is read ({orders: {mode: incremental, watermark: updated_at}}); or all: every table that the schema has when the pipeline runs, with the columns, types and keys of the database",
      usedBy: "compiler",
      otherwise: () => ({ named: [] }),
    }),
    mode: member(mode, { about: MODE_ABOUT, otherwise: located("full") }),
    ...newRows,
  },
);

const source = reading(batchSource, ({ tables: { named }, ...said }, node) => ({
  ...said,
  tables: named,
  /** `tables: all` names no table. */
  everyTable: node.value["tables"] === "all",
}));

/** The source of a batch pipeline, as written. */
export type SourceDocument = NonNullable<BatchPipelineDocument["source"]>;

/** The keys under `quality` of a batch spec, or of an entry of its list. */
const quality = mapping(
  { usedBy: ["airflow"] },
  {
    after: member(bare(oneOf("models", "extract", "staging")), {
      about: "the step after which the checks run",
      otherwise: () => "models",
    }),
    engines: member(list(bare(oneOf("dbt", "great_expectations"))), {
      about: "what runs the checks; defaults to dbt",
      otherwise: () => [],
    }),
    retries: member(bare(whole(0, 100)), {
      about: "how often a failed check runs again; defaults to 0, since the same rows fail again",
      otherwise: () => 0,
    }),
  },
);

const gate = changed(quality, ({ after, engines, retries }) => {
  const chosen: typeof engines = engines.length > 0 ? engines : ["dbt"];
  return { after, engines: chosen, retries };
});

const gates = {
  ...placed(oneOrMore(called("a gate", placed(gate)))),
  ...(quality.inner && { inner: quality.inner }),
};

/** The keys under `publish` of a batch spec. */
const publishing = mapping(
  { usedBy: ["airflow", "dbt"] },
  {
    strategy: member(oneOf("swap", "in_place"), {
      about:
        "swap (the default): a run builds the models beside the published ones, and replaces them together when every check is green; in_place: a run overwrites the published models, so readers see rows before they are checked",
      otherwise: located("swap"),
    }),
  },
);

const task = mapping(
  { about: "a task", usedBy: ["airflow"] },
  {
    id: needed(fileName, { about: "the task's name in this pipeline", otherwise: located("") }),
    after: member(oneOrMore(called("a step", label)), {
      about:
        "the steps that the task waits for: extract, staging, models, quality, or another task; defaults to publishing",
      otherwise: () => [],
    }),
    notify: member(label, { about: "who is notified, by the orchestrator's name for the channel: slack" }),
    message: member(called("a message", messageText), {
      about:
        "the text of the notification, without templates; defaults to the names of the pipeline, the task and the run",
    }),
  },
);

/** The keys of a batch spec. */
export const batch = mapping(
  {
    title: "dex batch pipeline",
    about: "A batch pipeline: from tables to a warehouse, on a schedule.",
    usedBy: "compiler",
  },
  {
    $schema: member(editorSchema, { usedBy: "documentation", unread: true }),
    pipeline: needed(batchHeader, { about: "the identity of the pipeline, and when it runs" }),
    source: member(source, {
      about:
        "the system that the rows come from; a pipeline whose models read only what other pipelines publish needs none",
    }),
    destination: needed(endpoint, { about: "the warehouse that the rows go to" }),
    models: member(list(model), { about: "the models to build in the warehouse", otherwise: () => [] }),
    quality: member(gates, {
      about:
        "when the contracts are checked, and by which tools; a later gate checks the contracts that no earlier one has checked; defaults, in a pipeline with models, to dbt after staging and after models",
    }),
    publish: member(publishing, { about: "how the models of a run become visible" }),
    tasks: member(list(task), { about: "other tasks, with their dependencies", otherwise: () => [] }),
  },
);

/** A batch pipeline spec, as written; durations are seconds. */
export type BatchPipelineDocument = ReturnType<typeof batchOf>;

/** A batch pipeline spec. */
export function batchOf(node: ObjectNode) {
  const said = batch.parts(node);
  const { alerts, ...header } = said.pipeline ?? batchHeader.parts(emptyNode(node));
  return {
    ...header,
    kind: "pipeline" as const,
    type: "batch" as const,
    path: node.path,
    alertEmails: alerts?.email ?? [],
    ...(alerts?.slack && { alertSlack: alerts.slack }),
    ...(said.source && { source: said.source }),
    destination: said.destination ?? endpoint.parts(emptyNode(node)),
    models: said.models,
    ...(said.quality && { quality: said.quality }),
    ...(said.publish && { publish: said.publish }),
    tasks: said.tasks,
  };
}
