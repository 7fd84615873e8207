/** A batch pipeline that uses nearly every key. */
export const BATCH = `
pipeline:
  name: daily_orders
  type: batch
  schedule: "0 5 * * *"
  timezone: UTC
  start_date: 2026-01-01
  owner: data-team
  retries: 2
  retry_delay: 5m
  timeout: 2h
  alerts: {email: [data-alerts@company.com]}
  tags: [etl, daily]

source:
  type: postgres
  connection: shop_postgres          # a name; credentials live in the orchestrator, never here
  schema: public
  tables: [orders, customers, products]       # contracts
  mode: incremental                  # incremental | full | cdc
  watermark: updated_at
  lookback: 3d

destination: {type: snowflake, connection: warehouse, database: analytics, schema: raw}

models:
  - {staging: orders}
  - {staging: customers}
  - {dimension: customers, name: dim_customers, scd: 2, tracked: [customer_segment, address]}
  - name: fct_orders
    kind: fact
    contract: fct_orders             # the promise that the SQL is checked against
    materialized: incremental
    unique_key: order_id
    cluster_by: [order_date]
    sql: fct_orders.sql              # a file beside the spec, or an inline block; plain SQL with ref() and source()

quality: {after: models, engines: [dbt, great_expectations]}
tasks:                               # anything else, with explicit dependencies
  - {id: send_notification, notify: slack, after: quality}
`;

/** A streaming pipeline that uses nearly every key. */
export const STREAM = `
pipeline: {name: user_events, type: streaming, owner: data-team, engine: spark}     # spark | flink
source:  {topic: user_events, start: earliest, max_offsets_per_trigger: 100000}     # a contract on a topic
event_time: {column: timestamp, watermark: 10m}
deduplicate: {keys: [event_id], within: 1h}
sinks:
  - {name: events, format: delta, path: /data/lake/user_events, mode: append, delivery: exactly_once}
windows:
  - name: events_by_type
    size: 5m
    group_by: [event_type]
    aggregates: {event_count: count(*), unique_users: approx_count_distinct(user_id)}
    sink: {format: delta, path: /data/lake/user_events_aggregated}
dead_letter: {format: delta, path: /data/lake/dlq/user_events}
trigger: 1m                          # or available_now
checkpoint: {root: /checkpoints/user_events, generation: 1}
monitoring: {prometheus_port: 9108}
`;
