import { describe, expect, it } from "vitest";
import { said } from "./read.ts";
import { BATCH, STREAM } from "./specs.ts";

describe("a batch pipeline", () => {
  it("is read whole", () => {
    expect(said(BATCH)).toMatchObject({
      kind: "pipeline",
      type: "batch",
      name: "daily_orders",
      schedule: "0 5 * * *",
      timezone: "UTC",
      startDate: "2026-01-01",
      owner: "data-team",
      retries: 2,
      retryDelaySeconds: 300,
      timeoutSeconds: 7200,
      alertEmails: ["data-alerts@company.com"],
      tags: ["etl", "daily"],
      source: {
        type: "postgres",
        connection: "shop_postgres",
        schema: "public",
        tables: ["orders", "customers", "products"],
        mode: "incremental",
        watermark: "updated_at",
        lookbackSeconds: 259_200,
      },
      destination: { type: "snowflake", connection: "warehouse", database: "analytics", schema: "raw" },
      models: [
        { kind: "staging", contract: "orders" },
        { kind: "staging", contract: "customers" },
        { kind: "dimension", of: "customers", name: "dim_customers", scd: 2, tracked: ["customer_segment", "address"] },
        {
          kind: "sql",
          name: "fct_orders",
          role: "fact",
          contract: "fct_orders",
          materialized: "incremental",
          uniqueKey: ["order_id"],
          clusterBy: ["order_date"],
          sql: { file: "contracts/fct_orders.sql" },
        },
      ],
      quality: [{ after: "models", engines: ["dbt", "great_expectations"] }],
      tasks: [{ id: "send_notification", notify: "slack", after: ["quality"] }],
    });
  });

  it("needs little", () => {
    const text =
      "pipeline: {name: p}\nsource: {type: duckdb, connection: a, tables: [t]}\ndestination: {type: duckdb, connection: b}\n";
    expect(said(text)).toMatchObject({
      name: "p",
      source: { mode: "full", tables: ["t"], everyTable: false },
      models: [],
      tasks: [],
      alertEmails: [],
      tags: [],
    });
  });

  it("takes every table where it says so", () => {
    const text = BATCH.replace(/tables: \[[^\]]*\]/, "tables: all");
    expect(text).toContain("tables: all");
    expect(said(text)).toMatchObject({ source: { tables: [], everyTable: true } });
  });

  it("takes a query in the spec, and an owner's choice of words for one address", () => {
    const text = BATCH.replace("sql: fct_orders.sql", "sql: select 1 as order_id").replace(
      "[data-alerts@company.com]",
      "a@b.example",
    );
    const { models, alertEmails } = said(text) as { models: readonly object[]; alertEmails: readonly string[] };
    expect(models[3]).toMatchObject({ sql: { text: expect.stringMatching(/^select 1/) } });
    expect(alertEmails).toEqual(["a@b.example"]);
  });
});

describe("a streaming pipeline", () => {
  it("is read whole", () => {
    expect(said(STREAM)).toMatchObject({
      kind: "pipeline",
      type: "streaming",
      name: "user_events",
      owner: "data-team",
      engine: "spark",
      source: { topic: "user_events", start: "earliest", maxOffsetsPerTrigger: 100_000 },
      eventTime: { column: "timestamp", watermarkSeconds: 600 },
      deduplicate: { keys: ["event_id"], withinSeconds: 3600 },
      sinks: [
        {
          name: "events",
          format: "delta",
          path: "/data/lake/user_events",
          mode: "append",
          delivery: "exactly_once",
        },
      ],
      windows: [
        {
          name: "events_by_type",
          sizeSeconds: 300,
          groupBy: ["event_type"],
          aggregates: [
            { name: "event_count", call: "count(*)" },
            { name: "unique_users", call: "approx_count_distinct(user_id)" },
          ],
          sink: { format: "delta", path: "/data/lake/user_events_aggregated" },
        },
      ],
      deadLetter: { format: "delta", path: "/data/lake/dlq/user_events" },
      trigger: 60,
      checkpoint: { root: "/checkpoints/user_events", generation: 1 },
      prometheusPort: 9108,
    });
  });

  it("may run once, on flink, in windows that slide, to a topic", () => {
    const text = STREAM.replace(/^trigger: .*$/m, "trigger: available_now")
      .replace("engine: spark", "engine: flink")
      .replace("size: 5m", "size: 5m\n    slide: 1m")
      .replace(
        "sink: {format: delta, path: /data/lake/user_events_aggregated}",
        "sink: {format: kafka, topic: counts}",
      );
    expect(said(text)).toMatchObject({
      engine: "flink",
      trigger: "available_now",
      windows: [{ slideSeconds: 60, sink: { format: "kafka", topic: "counts" } }],
    });
  });
});
