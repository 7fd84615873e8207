/** One text for each form of a contract; between them they use every key of the language. */
export const SHORT = `
contract:
  name: orders
  version: "1.2.0"
  owner: data-team@company.com
schema:
  type: object
  properties:
    order_id: {type: string, format: uuid, not_null: true, description: Unique order identifier}
    total_amount: {type: decimal, precision: 10, scale: 2, minimum: 0}
    status: {type: string, enum: [pending, confirmed]}
sla:
  freshness: {max_delay_hours: 1}
  completeness: {min_percentage: 99.9}
  accuracy: {duplicate_tolerance: 0.01}
consumers:
  - {name: analytics-team, usage: Daily reporting dashboards}
`;

/** The house form, with all that a field can say. */
export const HOUSE = `
$schema: ../schemas/contract.json
contract:
  name: orders
  version: "1.2.0"
  status: active
  owner: data-team@company.com
  team: commerce-data
  slack_channel: "#commerce"
  domain: sales
  description: One row per order placed in the shop.
  tags: [core]

dataset:
  kind: table
  table: orders
  primary_key: [order_id]
  event_time: order_date
  updated_at: updated_at
  partition_by: {field: order_date, granularity: day}
  cluster_by: [customer_id]
  closed: true

schema:
  type: object
  title: Orders
  description: The columns.
  required: [order_id]
  properties:
    order_id:     {type: string, format: uuid, description: Unique order identifier, title: Order, examples: [a]}
    customer_id:  {type: string, not_null: true, references: customers.customer_id}
    order_date:   {type: date, notNull: true, minimum: "2020-01-01", maximum: "2100-01-01"}
    total_amount: {type: decimal, precision: 10, scale: 2, minimum: 0, unit: EUR, multiple_of: 0.01}
    status:       {type: string, enum: [pending, confirmed, shipped, delivered, cancelled], default: pending}
    email:        {type: string, format: email, pii: true, classification: confidential, retention_days: 365}
    weight:       {type: double, exclusive_minimum: 0, exclusive_maximum: 1000.5}
    width:        {type: float, exclusiveMinimum: 0, exclusiveMaximum: 9, multipleOf: 0.5}
    sku:          {type: string, min_length: 4, max_length: 12, pattern: "^[A-Z]+$", unique: true, renamed_from: article}
    code:         {type: string, minLength: 4, maxLength: 12, renamedFrom: number}
    count:        {type: integer, bits: 32, nullable: true}
    labels:       {type: array, min_items: 1, max_items: 5, items: {type: string}}
    words:        {type: array, minItems: 1, maxItems: 5, items: {type: smallint}}
    address:      {type: object, required: [city], properties: {city: {type: string}, zip: {type: string}}}
    facts:        {type: map, values: {type: string}}
    embedding:    {type: vector, dimensions: 3}
    shipped_at:   {type: timestamp, timezone: local, breaking_change: never}
    seen_at:      {type: timestamp_local, breaking_change: allowed}
    old:
      type: bigint
      deprecated: {since: "1.1.0", sunset: "2027-01-01", replacement: sku}
      added_in: "1.0.0"
      removed_in: "2.0.0"
      migration: Use sku.
    gone:         {type: boolean, deprecated: true}
    opens:        {type: time, required: true}
    takes:        {type: duration}
    key:          {type: uuid}
    picture:      {type: bytes}
    payload:      {type: json}
    updated_at:   {type: timestamp, not_null: true}

quality:
  - {rule: row_count, min: 1, severity: error}

sla:
  freshness:    {max_delay: 1h, column: updated_at}
  completeness: {min_percentage: 99.9, fields: [email]}
  accuracy:     {duplicate_tolerance: 0.01}
  volume:       {min_daily_records: 1000, max_daily_records: 1000000, min_records: 1, column: order_date}
  availability: 99.5

consumers:
  - {name: analytics-team, usage: Daily reporting dashboards, required_fields: [order_id, total_amount]}
  - {name: ml-team, usage: Churn prediction model, contact: ml@company.com}

compatibility: full
change_process: {notification_lead_time_days: 14, approval_required_from: [data-platform-lead]}
`;

/** A contract on a topic. */
export const TOPIC = `
contract: {name: user_events, version: "1.0.0"}
dataset: {kind: topic, event_time: at}
topic:
  name: user-events
  partitions: 12
  replication_factor: 3
  key: user_id
  format: json
  config: {retention.ms: 7d, segment.bytes: 10MiB, cleanup.policy: delete, min.insync.replicas: 2}
  dead_letter: {topic: dlq.user-events, max_ratio: 0.01}
schema:
  properties:
    user_id: {type: string, primary_key: true}
    at: {type: timestamp}
`;

/** The long version of the short form. */
export const LONG = `
contract:
  name: orders
  version: "1.0.0"
  team: sales
  slack_channel: "#orders"
description: |
  Orders of the shop.
schema:
  type: object
  required: [id, created_at]
  properties:
    id: {type: string, format: uuid, pii: false, breaking_change: never}
    created_at: {type: timestamp, format: ISO8601, timezone: UTC}
    total: {type: decimal, precision: 8, scale: 2}
    status: {type: string, default: open}
    lines:
      type: array
      min_items: 1
      items: {type: object, required: [sku], properties: {sku: {type: string}, price: {type: decimal, precision: 8, scale: 2}}}
    email: {type: string, pii: true, retention_days: 365}
quality:
  freshness: {max_delay_minutes: 15, check_frequency: "*/5 * * * *"}
  completeness: {required_fields_null_rate: 0.0, optional_fields_null_rate: 0.05}
  uniqueness: {id: true, combination: [id, created_at], duplicate_tolerance: 0.01}
  validity:
    total: {min: 0, max: 1000}
    status: {allowed_values: [open, done]}
    email: {pattern: "@", min_length: 3, max_length: 99}
  volume: {min_daily_records: 10, max_daily_records: 100, anomaly_threshold: 0.5}
versioning:
  strategy: semantic
  breaking_changes: [removing_field]
  non_breaking_changes: [adding_optional_field]
consumers:
  - {team: ml, contact: ml@x.example, required_fields: [id]}
change_process:
  notification_lead_time_days: 14
  approval_required_from: [lead]
  rollback_plan_required: true
`;

/** The flat form; a column may have any name, "properties" too. */
export const FLAT = `
name: customers
version: "2.0.0"
owner: crm
schema:
  id: {type: bigint, required: true, breaking_change: never}
  old: {type: string, deprecated: "1.5.0", removed_in: "3.0.0", migration: use id, added_in: "1.0.0", default: x}
  properties: {type: json}
compatibility: {backward: true, forward: false}
`;

/** The items of a column list. */
export const COLUMN_LIST = `  - {column: id, data_type: bigint, nullable: false, unique: true}
  - {name: amount, type: double, min_value: 0, max_value: 10.5}
  - {name: state, type: string, allowed_values: [a, b], pattern: x, min_length: 1, max_length: 3}
`;

/** A JSON Schema of a table or of events. */
export const JSON_SCHEMA = `
$schema: https://json-schema.org/draft/2020-12/schema
$id: https://shop.example/page-view.json
title: Page View
description: A page was seen.
type: object
required: [id, at]
additionalProperties: false
properties:
  id: {type: string, format: uuid}
  at: {type: string, format: date-time}
  seconds: {type: number, minimum: 0, exclusiveMaximum: 86400, multipleOf: 0.5}
  visits: {type: [integer, "null"], maximum: 9}
  kind: {const: view}
  level: {enum: [1, 2, null]}
  user: {description: Who looked., allOf: [{$ref: "#/$defs/user"}]}
  referrer: {anyOf: [{type: string, format: uri}, {type: "null"}]}
  tags: {type: array, minItems: 1, maxItems: 9, items: {type: string, pattern: "^[a-z]+$"}}
  extra: {type: object, additionalProperties: {type: string}}
  payload: {type: object}
  raw: {type: string, contentEncoding: base64, contentMediaType: image/png}
  anything: true
$defs:
  user: {type: object, properties: {name: {type: string, minLength: 1, maxLength: 80, default: x, examples: [y], x-own: 1}}}
`;
