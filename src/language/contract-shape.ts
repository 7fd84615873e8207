import { z } from "zod";
import { field, fieldMembers, nestedMembers, TYPES } from "./field-shape.ts";
import { qualityRules } from "./quality-shape.ts";
import {
  bound,
  count,
  description,
  duration,
  label,
  name,
  physicalName,
  scalar,
  tags,
  topicName,
  version,
} from "./shapes.ts";

const percentage = z.number().min(0).max(100);
const fraction = z.number().min(0).max(1);
const columns = z.array(label);

/** How fresh the newest row is. */
const freshness = z.strictObject({
  max_delay: duration.optional(),
  max_delay_hours: z.number().min(0).optional(),
  max_delay_minutes: z.number().min(0).optional(),
  column: label.optional().describe("the column that tells; default: dataset.updated_at, then dataset.event_time"),
  check_frequency: label.optional(),
});
const completeness = z.strictObject({
  min_percentage: percentage,
  fields: columns.optional(),
  required_fields: columns.optional(),
});
const volume = z.strictObject({
  min_daily_records: count.optional(),
  max_daily_records: count.optional(),
  min_records: count.optional(),
  max_records: count.optional(),
  column: label.optional(),
  anomaly_threshold: z.number().min(0).optional().describe("kept as documentation"),
});

/** Service levels. */
const sla = z
  .strictObject({
    freshness: freshness.optional(),
    completeness: completeness.optional(),
    accuracy: z.strictObject({ duplicate_tolerance: fraction, fields: columns.optional() }).optional(),
    volume: volume.optional(),
    availability: z
      .union([label, percentage, z.record(z.string(), scalar)])
      .optional()
      .describe("kept as documentation"),
    min_rows: count.optional(),
    minimum_records: count.optional(),
    max_rows: count.optional(),
    maximum_records: count.optional(),
  })
  .describe("Service levels: freshness, completeness, duplicates, volume.");

/** The maps of the long version of the short form. */
const qualityMaps = z.strictObject({
  freshness: freshness.optional(),
  completeness: completeness.optional(),
  uniqueness: z
    .strictObject({
      combination: columns.optional(),
      fields: columns.optional(),
      duplicate_tolerance: fraction.optional(),
    })
    .optional(),
  validity: z
    .record(name, z.strictObject({ ...fieldMembers }))
    .optional()
    .describe("constraints by column"),
  volume: volume.optional(),
});

const consumer = z.strictObject({
  name: label.optional(),
  team: label.optional(),
  contact: label.optional(),
  usage: description.optional(),
  required_fields: columns.optional(),
});

const topic = z.strictObject({
  name: topicName,
  partitions: z.int().min(1).max(10000),
  replication_factor: z.int().min(1).max(32767),
  key: label.optional(),
  format: z.enum(["json", "avro", "protobuf"]),
  config: z
    .record(z.string(), scalar)
    .optional()
    .describe("Kafka's own settings; durations and sizes may be written 7d, 10MiB"),
  dead_letter: z.strictObject({ topic: topicName, max_ratio: fraction.optional() }).optional(),
});

const dataset = z.strictObject({
  kind: z.enum(["table", "view", "topic", "file"]).optional(),
  table: physicalName.optional().describe("the physical name; default: the contract's"),
  primary_key: z.union([label, columns.min(1)]).optional(),
  event_time: label.optional().describe("when a row happened"),
  updated_at: label.optional().describe("when a row last changed"),
  partition_by: z
    .strictObject({ field: label, granularity: z.enum(["hour", "day", "month", "year"]).optional() })
    .optional(),
  cluster_by: z.union([label, columns]).optional(),
  closed: z.boolean().optional().describe("columns that the contract does not list are a violation"),
});

/** One column of a column list. */
const listedColumn = z.strictObject({
  name: name.optional(),
  column: name.optional(),
  type: z.enum(TYPES).optional(),
  data_type: z.enum(TYPES).optional(),
  ...fieldMembers,
  min_value: bound.optional(),
  max_value: bound.optional(),
  allowed_values: z.array(scalar).min(1).max(10000).optional(),
  ...nestedMembers,
});

const listedColumns = z.array(listedColumn).min(1).max(5000);
const changeProcess = z.strictObject({
  notification_lead_time_days: count.optional(),
  approval_required_from: columns.optional(),
  rollback_plan_required: z.boolean().optional(),
});

const header = {
  name,
  version,
  status: z.enum(["proposed", "draft", "active", "deprecated", "retired"]).optional(),
  owner: label.optional(),
  team: label.optional(),
  slack_channel: label.optional(),
  domain: name.optional(),
  description: description.optional(),
  tags: tags.optional(),
};

const compatibility = z.union([
  z.enum(["full", "consumer", "producer", "none"]),
  z.strictObject({ backward: z.boolean().optional(), forward: z.boolean().optional() }),
]);

const sections = {
  dataset: dataset.optional(),
  topic: topic.optional(),
  quality: z.union([qualityRules, qualityMaps]).optional(),
  sla: sla.optional(),
  consumers: z.array(consumer).optional(),
  compatibility: compatibility.optional(),
  versioning: z
    .strictObject({
      breaking_changes: columns.optional(),
      non_breaking_changes: columns.optional(),
      strategy: label.optional(),
    })
    .optional()
    .describe("kept as documentation"),
  change_process: changeProcess.optional(),
  primary_key: z.union([label, columns.min(1)]).optional(),
  row_count_min: count.optional(),
  row_count_max: count.optional(),
};

/** The house form, and the short form that it contains. */
export const houseShape = z
  .strictObject({
    contract: z.strictObject(header),
    schema: z.strictObject({
      type: z.literal("object").optional(),
      required: columns.optional(),
      properties: z.record(name, field).optional().describe("the columns, by name"),
      columns: listedColumns.optional().describe("the columns, as a list"),
      fields: listedColumns.optional(),
      additionalProperties: z.boolean().optional(),
      description: description.optional(),
    }),
    ...sections,
  })
  .meta({
    title: "dex contract",
    description: "A data contract: what a dataset holds, and what is promised about it.",
  });

/** The flat form: the header's keys at the top, columns as a mapping. */
export const flatShape = z.strictObject({ ...header, schema: z.record(name, field), ...sections }).meta({
  title: "dex contract, flat form",
  description: "A data contract whose header stands at the top and whose columns are a mapping.",
});

/** The column list: columns as a list, under `schema` or at the top. */
export const columnListShape = z
  .strictObject({
    ...header,
    version: version.optional(),
    table: physicalName.optional(),
    schema: z.strictObject({ columns: listedColumns.optional(), fields: listedColumns.optional() }).optional(),
    columns: listedColumns.optional(),
    fields: listedColumns.optional(),
    ...sections,
  })
  .meta({ title: "dex contract, column list", description: "A data contract whose columns are a list." });
