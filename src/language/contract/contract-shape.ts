import { z } from "zod";
import {
  count,
  description,
  editorSchema,
  fileName,
  label,
  name,
  oneOrMore,
  physicalName,
  scalar,
  tags,
  topicName,
  version,
} from "../shapes.ts";
import { field, listedColumn } from "./field-shape.ts";
import { qualityRules } from "./quality-shape.ts";
import { qualityMaps, sla } from "./sla-shape.ts";
import { ACKNOWLEDGED_CHANGES } from "./topic-words.ts";

const consumer = z
  .strictObject({
    name: label.optional().describe("who consumes; by default the team"),
    team: label.optional().describe("the consumer's team"),
    contact: label.optional().describe("how to reach the consumer"),
    usage: description.optional().describe("what the data is used for"),
    required_fields: z.array(label).optional().describe("the columns that the consumer needs; by default all"),
  })
  .meta({ id: "consumer", description: "a consumer; it has a name or a team" });

const topic = z
  .strictObject({
    name: topicName.describe("the topic's name on the broker"),
    partitions: z.int().min(1).max(10000).describe("how many partitions"),
    replication_factor: z.int().min(1).max(32767).describe("how many replicas of each"),
    key: label.optional().describe("the column that is the message key"),
    format: z.enum(["json", "avro", "protobuf"]).describe("how messages are encoded"),
    config: z
      .record(z.string(), scalar)
      .optional()
      .describe("Kafka's own settings by name; durations and sizes may be written 7d and 10MiB"),
    dead_letter: z
      .strictObject({
        topic: topicName.describe("the topic of messages that break the contract"),
        max_ratio: z.number().min(0).max(1).optional().describe("the fraction of messages that may go there"),
      })
      .optional()
      .describe("where messages go that break the contract"),
    producers: z.array(label).optional().describe("who writes to the topic; by default the owner's team, or the owner"),
    field_numbers: z
      .record(z.string(), z.int().min(1).max(536870911))
      .optional()
      .describe("Protobuf: the number of each field, by path; that of a field that is gone stays here"),
    allow: z
      .array(
        z
          .strictObject({
            change: z.enum(ACKNOWLEDGED_CHANGES).describe("what may be done to the topic on the broker"),
            version: version.describe("the version of the contract that this is about"),
            reason: description.describe("why it is right"),
          })
          .meta({ id: "allowed_change", description: "consent to one change, in one version of the contract" }),
      )
      .optional()
      .describe("consent to changes that lose or reorder messages"),
  })
  .meta({ id: "topic", description: "the Kafka topic of a contract whose dataset is of kind topic" });

const dataset = z
  .strictObject({
    kind: z.enum(["table", "view", "topic", "file"]).optional().describe("what the rows are; table when left out"),
    table: physicalName.optional().describe("the physical name; by default the contract's"),
    primary_key: oneOrMore.optional().describe("the columns that identify a row"),
    event_time: label.optional().describe("the column that tells when a row happened"),
    updated_at: label.optional().describe("the column that tells when a row last changed"),
    partition_by: z
      .strictObject({
        field: label.describe("the column"),
        granularity: z.enum(["hour", "day", "month", "year"]).optional().describe("day when left out"),
      })
      .optional()
      .describe("how the table is partitioned"),
    cluster_by: oneOrMore.optional().describe("the columns the table is clustered by"),
    closed: z.boolean().optional().describe("true: columns that the contract does not list are a violation"),
  })
  .meta({ id: "dataset", description: "where the rows are, and which columns have a role" });

const header = {
  name: fileName.describe("the contract's identity across the project"),
  version,
  status: z.enum(["proposed", "draft", "active", "deprecated", "retired"]).optional().describe("active when left out"),
  owner: label.optional().describe("who answers for the data: an address or a name"),
  team: label.optional().describe("the owner's team"),
  slack_channel: label.optional().describe("where to ask"),
  domain: name.optional().describe("the part of the business the data belongs to"),
  description: description.optional(),
  tags: tags.optional(),
};

const sections = {
  $schema: editorSchema.optional(),
  dataset: dataset.optional(),
  topic: topic.optional(),
  quality: z
    .union([qualityRules, qualityMaps])
    .optional()
    .describe("what the schema cannot say: a list of rules, or mappings of freshness, completeness and the like"),
  sla: sla.optional(),
  consumers: z.array(consumer).optional().describe("who uses the data, and for what"),
  compatibility: z
    .union([
      z.enum(["full", "consumer", "producer", "none"]),
      z.strictObject({
        backward: z.boolean().optional().describe("false: what was written before may become invalid"),
        forward: z.boolean().optional().describe("false: what is written from now on may break readers"),
      }),
    ])
    .optional()
    .describe("whom a new version must not break: consumer, producer, both (full) or none"),
  versioning: z
    .strictObject({
      strategy: label.optional().describe("documentation only"),
      breaking_changes: z.array(label).optional().describe("documentation only"),
      non_breaking_changes: z.array(label).optional().describe("documentation only"),
    })
    .optional()
    .describe("documentation only"),
  change_process: z
    .strictObject({
      notification_lead_time_days: count.max(3650).optional().describe("how long before a change consumers are told"),
      approval_required_from: z.array(label).optional().describe("who must agree"),
      rollback_plan_required: z.boolean().optional().describe("documentation only"),
    })
    .optional()
    .describe("how a change of the contract is made"),
  primary_key: oneOrMore.optional().describe("dataset.primary_key"),
  row_count_min: count.optional().describe("the fewest rows in all"),
  row_count_max: count.optional().describe("the most rows in all"),
};

const listedColumns = z.array(listedColumn).min(1);
const columnLists = {
  columns: listedColumns.optional().describe("the columns, as a list"),
  fields: listedColumns.optional().describe("columns"),
};

const schema = z
  .strictObject({
    type: z.literal("object").optional().describe("object; it may be left out"),
    title: label.optional().describe("a name for people; documentation only"),
    description: description.optional(),
    required: z.array(name).optional().describe("the columns that are always there and not NULL"),
    properties: z.record(name, field).optional().describe("the columns, by name"),
    ...columnLists,
    primary_key: oneOrMore.optional().describe("dataset.primary_key"),
    additionalProperties: z.boolean().optional().describe("false: columns that are not listed are a violation"),
  })
  .meta({ id: "schema", description: "the columns" });

/** The house form, and the short form that it contains. */
export const houseShape = z
  .strictObject({
    contract: z.strictObject(header).describe("whose contract it is"),
    description: description.optional().describe("contract.description"),
    schema: schema.optional(),
    ...columnLists,
    ...sections,
  })
  .meta({
    title: "dex contract",
    description: "A data contract: what a dataset holds, and what is promised about it.",
  });

/** The flat form: the header's keys at the top, and the columns as a mapping from name to field. */
export const flatShape = z
  .strictObject({ ...header, schema: z.record(name, field).describe("the columns, by name"), ...sections })
  .meta({
    title: "dex contract, flat form",
    description: "A data contract whose header stands at the top, and whose schema maps column names to fields.",
  });

/** The column list: the header's keys at the top, columns as a list under `schema` or at the top, or as properties. */
export const columnListShape = z
  .strictObject({
    ...header,
    name: header.name.optional(),
    version: version.optional(),
    table: physicalName.optional().describe("the physical name, and the contract's name when it has no other"),
    schema: schema.optional(),
    ...columnLists,
    ...sections,
  })
  .meta({
    title: "dex contract, column list",
    description: "A data contract whose header stands at the top, and whose columns are a list.",
  });
