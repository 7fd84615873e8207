import { describe, expect, it } from "vitest";
import { scheduleProblem } from "../../src/check/batch/schedule.ts";
import { checked, codes, contract } from "./project.ts";

const ORDERS = contract(
  "orders",
  "id: {type: string}, amount: {type: integer}, at: {type: timestamp}",
  "dataset: {primary_key: [id], updated_at: at}",
);
const KEYLESS = contract("keyless", "id: {type: string}");

describe("schedules", () => {
  const right = [
    "0 5 * * *",
    "*/5 * * * *",
    "0 0 1,15 * mon-fri",
    "0 0 29 2 *",
    "0 0 31 2 mon",
    "@daily",
    "0-30/10 0 * jan,feb 7",
    "0 0 31 1-3 *",
  ];
  const wrong = [
    "0 5 * *",
    "60 * * * *",
    "* 24 * * *",
    "0 0 0 * *",
    "0 0 32 * *",
    "0 0 * 13 *",
    "0 0 * * 8",
    "0 0 * * foo",
    "*/0 * * * *",
    "5-1 * * * *",
    "@never",
    "0 0 30 2 *",
    "0 0 31 4,6 *",
    "* * * * * *",
    "",
  ];
  it.each(right)("%s comes", (schedule) => {
    expect(scheduleProblem(schedule)).toBeUndefined();
  });
  it.each(wrong)("%s does not", (schedule) => {
    expect(scheduleProblem(schedule)).toBeTypeOf("string");
  });
});

/** A batch pipeline's source, header and rest, and what is said of it. */
const BATCHES: readonly (readonly [{ source?: string; head?: string; rest?: string }, ...codes: readonly string[]])[] =
  [
    [{}],
    [{ head: ", schedule: '0 5 * * *', timezone: Europe/Berlin, start_date: '2026-01-01'" }],
    [
      { head: ", schedule: often, timezone: CEST, start_date: '2026-13-01'" },
      "bad-schedule",
      "bad-timezone",
      "bad-date",
    ],
    [{ source: ", mode: incremental" }, "missing-watermark"],
    [{ source: ", mode: incremental, watermark: at" }],
    [{ source: ", mode: incremental, watermark: amount" }],
    [{ source: ", mode: incremental, watermark: id" }, "watermark-type"],
    [{ source: ", mode: incremental, watermark: updated" }, "unknown-watermark"],
    [{ source: ", mode: full, watermark: updated" }, "unused-watermark"],
    [{ source: ", watermark: at" }, "unused-watermark"],
    [{ source: ", mode: cdc, watermark: at" }, "unused-watermark"],
    [{ source: ", mode: full" }],
    [{ rest: "models: [{staging: keyless}]" }, "not-extracted"],
    [{ rest: "models: [{dimension: orders, name: dim_orders, scd: 2}]" }],
    [{ rest: "models: [{dimension: orders, name: dim_orders, scd: 2, tracked: [x]}]" }, "unknown-column"],
    [{ rest: "models: [{dimension: keyless, name: dim_keyless, scd: 2}]", source: ", keyless" }, "scd2-without-key"],
    [{ rest: "models: [{dimension: keyless, name: dim_keyless, scd: 1}]", source: ", keyless" }],
    [{ rest: "tasks: [{id: a, notify: slack}, {id: b, notify: slack, after: a}]" }],
    [
      { rest: "tasks: [{id: a, notify: slack}, {id: a, notify: slack}, {id: a, notify: slack}]" },
      "duplicate-task",
      "duplicate-task",
    ],
    [{ rest: "tasks: [{id: extract, notify: slack}]" }, "reserved-task"],
  ];

function batch({ source = "", head = "", rest = "" }: (typeof BATCHES)[number][0], type = "duckdb"): string {
  const tables = source === ", keyless" ? "orders, keyless" : "orders";
  const more = source === ", keyless" ? "" : source;
  return `pipeline: {name: daily, type: batch${head}}\nsource: {type: postgres, connection: shop, tables: [${tables}]${more || ", mode: full"}}\ndestination: {type: ${type}, connection: warehouse}\n${rest}\n`;
}

describe("batch pipelines", () => {
  it.each(BATCHES.map(([spec, ...wanted]) => ({ spec, wanted })))("$spec", ({ spec, wanted }) => {
    expect(codes({ "orders.yaml": ORDERS, "keyless.yaml": KEYLESS, "daily.yaml": batch(spec) })).toEqual(wanted);
  });
});

describe("the SQL of models", () => {
  const FCT = contract("fct", "id: {type: string}, total: {type: integer}");
  const of = (sql: string, { promise = true, type = "duckdb" } = {}) => {
    const rest = `models:\n  - {name: fct, materialized: table, ${promise ? "contract: fct, " : ""}sql: fct.sql}`;
    return codes({ "orders.yaml": ORDERS, "fct.yaml": FCT, "fct.sql": sql, "daily.yaml": batch({ rest }, type) });
  };

  it("yields what its contract promises", () => {
    expect(of("select id, amount as total from {{ ref('orders') }}")).toEqual([]);
    expect(of("select ID, amount as TOTAL from {{ ref('orders') }}", { type: "snowflake" })).toEqual([]);
    expect(of("select id from {{ ref('orders') }}")).toEqual(["model-column-missing"]);
    expect(of("select id, amount from {{ ref('orders') }}")).toEqual(["model-column-missing", "model-column-extra"]);
    expect(of("select id, amount * 2 from {{ ref('orders') }}")).toEqual(["nameless-column"]);
    expect(of("select id, count(*) from {{ ref('orders') }} group by id")).toEqual([]);
    expect(of("select id, amount, count(*) from {{ ref('orders') }} group by all")).toEqual(["model-column-extra"]);
    expect(of("select id, amount * 2 from {{ ref('orders') }}", { promise: false })).toEqual([]);
  });

  it("says nothing of a promise where the query itself is wrong", () => {
    expect(of("select idd from {{ ref('orders') }}")).toEqual(["model-sql"]);
    expect(of("select id from {{ ref('orders') }} where (a")).toEqual(["model-sql"]);
  });

  it("is read in the dialect of the destination", () => {
    const sql =
      "select * exclude (at, amount), amount as total from {{ ref('orders') }} qualify row_number() over (partition by id order by at) = 1";
    expect(of(sql, { type: "snowflake" })).toEqual([]);
    expect(
      of("select id, `amount` as total from {{ ref('orders') }} where id <> 'it\\'s'", { type: "databricks" }),
    ).toEqual([]);
    expect(of("select id, amount as total from {{ ref('orders') }} where total > 1", { type: "databricks" })).toEqual(
      [],
    );
    expect(of("select id, amount as total from {{ ref('orders') }} where total > 1", { type: "bigquery" })).toEqual([
      "model-sql",
    ]);
  });

  it("names relations that the project does not have in a warning", () => {
    expect(of("select id, amount as total from raw_orders")).toEqual(["foreign-relation"]);
    expect(of("with o as (select * from {{ source('shop', 'orders') }}) select id, amount as total from o")).toEqual(
      [],
    );
  });

  it("is told the columns of dimensions with history, and of those that a contract chooses", () => {
    const rest = `models:
  - {dimension: orders, name: dim_all, scd: 2}
  - {dimension: orders, name: dim_some, scd: 2, contract: dim_some}
  - {name: fct, contract: fct, materialized: table, sql: fct.sql}`;
    const project = (sql: string) =>
      checked({
        "orders.yaml": ORDERS,
        "dim.yaml": contract(
          "dim_some",
          "some_key: {type: string}, id: {type: string}",
          "dataset: {primary_key: [some_key]}",
        ),
        "fct.yaml": FCT,
        "fct.sql": sql,
        "daily.yaml": batch({ rest }),
      });
    expect(
      project(
        "select s.some_key as id, a.amount as total from {{ ref('dim_all') }} a join {{ ref('dim_some') }} s using (id) where a.is_current and a.dim_all_key is not null",
      ),
    ).toEqual([]);
    expect(project("select s.id, s.amount as total from {{ ref('dim_some') }} s")).toEqual([
      'model-sql: "dim_some" has no column "amount".',
    ]);
  });

  it("does not report a column again in every model that reads it", () => {
    const rest = `models:
  - {name: one, kind: intermediate, materialized: view, sql: "select nothing from {{ ref('orders') }}"}
  - {name: two, kind: intermediate, materialized: view, sql: "select nothing from {{ ref('one') }}"}`;
    expect(codes({ "orders.yaml": ORDERS, "daily.yaml": batch({ rest }) })).toEqual(["model-sql"]);
  });

  it("of an incremental model wants a key", () => {
    const rest = (key: string) =>
      `models:\n  - {name: fct, materialized: incremental, ${key}sql: "select id from {{ ref('orders') }}"}`;
    expect(codes({ "orders.yaml": ORDERS, "daily.yaml": batch({ rest: rest("") }) })).toEqual([
      "missing-unique-key",
      "lookback-without-time",
    ]);
    expect(codes({ "orders.yaml": ORDERS, "daily.yaml": batch({ rest: rest("unique_key: id, ") }) })).toEqual([
      "lookback-without-time",
    ]);
  });
});

const EVENTS = (rest = "", config = "") =>
  contract(
    "events",
    "id: {type: string}, kind: {type: string}, amount: {type: integer}, at: {type: timestamp}, day: {type: date}",
    `dataset: {kind: topic}\ntopic: {name: events, partitions: 1, replication_factor: 1, key: id, format: json${config}}\n${rest}`,
  );
const SINK = "sinks: [{name: out, format: delta, path: /a}]";
const TIME = "event_time: {column: at, watermark: 10m}\n";
const window = (more = "", aggregates = "n: count(*)", sink = "format: delta, path: /b") =>
  `windows: [{name: w, size: 5m, ${more}group_by: [kind], aggregates: {${aggregates}}, sink: {${sink}}}]\n`;

/** A streaming pipeline's body, the contract of its topic, and what is said of it. */
const STREAMS: readonly (readonly [body: string, events: string, ...codes: readonly string[]])[] = [
  [SINK, EVENTS()],
  [TIME + SINK, EVENTS()],
  [`event_time: {column: day, watermark: 10m}\n${SINK}`, EVENTS(), "not-a-time"],
  [`event_time: {column: nothing, watermark: 10m}\n${SINK}`, EVENTS(), "unknown-column"],
  [TIME + window(), EVENTS()],
  [window(), EVENTS(), "aggregation-without-watermark"],
  [TIME + window("slide: 1m, "), EVENTS()],
  [TIME + window("slide: 6m, "), EVENTS(), "window-gaps"],
  [
    TIME +
      window(
        "",
        "a: sum(amount), b: avg(amount), c: min(kind), d: max(at), e: approx_count_distinct(id), f: count(id)",
      ),
    EVENTS(),
  ],
  [TIME + window("", "a: sum(kind)"), EVENTS(), "aggregate-type"],
  [TIME + window("", "a: sum(nothing)"), EVENTS(), "unknown-column"],
  [
    TIME + window("", "a: median(amount), b: sum(*), c: amount, d: constructor(id)"),
    EVENTS(),
    "unknown-aggregate",
    "unknown-aggregate",
    "unknown-aggregate",
    "unknown-aggregate",
  ],
  [`${TIME}deduplicate: {keys: [id], within: 1h}\n${SINK}`, EVENTS()],
  [`deduplicate: {keys: [id], within: 1h}\n${SINK}`, EVENTS(), "deduplicate-without-watermark"],
  [`${TIME}deduplicate: {keys: [idd], within: 1h}\n${SINK}`, EVENTS(), "unknown-column"],
  ["sinks: [{name: out, format: delta, path: /a, delivery: exactly_once}]", EVENTS()],
  ["sinks: [{name: out, format: iceberg, path: /a, delivery: exactly_once}]", EVENTS()],
  ["sinks: [{name: out, format: kafka, topic: a, delivery: exactly_once}]", EVENTS(), "not-exactly-once"],
  ["sinks: [{name: out, format: parquet, path: /a, delivery: exactly_once}]", EVENTS(), "not-exactly-once"],
  ["sinks: [{name: out, format: kafka, topic: a, delivery: at_least_once}]", EVENTS()],
  ["sinks: [{name: out, format: delta, path: /a, mode: complete}]", EVENTS(), "sink-mode"],
  ["sinks: [{name: out, format: kafka, topic: a, mode: update}]", EVENTS()],
  [TIME + window("", "n: count(*)", "format: delta, path: /b, mode: complete"), EVENTS()],
  [TIME + window("", "n: count(*)", "format: delta, path: /b, mode: update"), EVENTS(), "sink-mode"],
  [TIME + window("", "n: count(*)", "format: kafka, topic: b, delivery: exactly_once"), EVENTS(), "not-exactly-once"],
  ["sinks: [{name: a, format: delta, path: /a}, {name: a, format: delta, path: /b}]", EVENTS(), "duplicate-query"],
  ["sinks: [{format: delta, path: /a}, {format: delta, path: /b}]", EVENTS()],
  // trigger 1m, window 5m, watermark 10m: 16 minutes
  [`${TIME}${window()}trigger: 1m`, EVENTS("sla: {freshness: {max_delay: 16m, column: at}}")],
  [`${TIME}${window()}trigger: 1m`, EVENTS("sla: {freshness: {max_delay: 15m, column: at}}"), "freshness-too-short"],
  [TIME + window(), EVENTS("sla: {freshness: {max_delay: 15m, column: at}}"), "freshness-too-short"],
  [`${TIME}${window()}trigger: available_now`, EVENTS("sla: {freshness: {max_delay: 15m, column: at}}")],
  [`${TIME}${SINK}\ntrigger: 1m`, EVENTS("sla: {freshness: {max_delay: 1m, column: at}}")],
  [`${TIME}${window()}trigger: 1m`, EVENTS("", ", config: {retention.ms: 16m}")],
  [`${TIME}${window()}trigger: 1m`, EVENTS("", ", config: {retention.ms: 15m}"), "retention-too-short"],
  [`${TIME}${window()}trigger: 1m`, EVENTS("", ", config: {retention.ms: -1}")],
  [
    `${TIME}deduplicate: {keys: [id], within: 1h}\n${SINK}`,
    EVENTS("", ", config: {retention.ms: 30m}"),
    "retention-too-short",
  ],
];

describe("streaming pipelines", () => {
  const stream = (body: string, { name = "clicks", root = "/checkpoints/clicks", engine = "spark" } = {}) =>
    `pipeline: {name: ${name}, type: streaming, engine: ${engine}}\nsource: {topic: events}\n${body}\ncheckpoint: {root: ${root}}\n`;

  it.each(STREAMS.map(([body, events, ...wanted]) => ({ body, events, wanted })))(
    "$body",
    ({ body, events, wanted }) => {
      expect(codes({ "events.yaml": events, "clicks.yaml": stream(body) })).toEqual(wanted);
    },
  );

  it("have checkpoints of their own, whatever the generation", () => {
    const two = (root: string) =>
      codes({ "events.yaml": EVENTS(), "a.yaml": stream(SINK), "b.yaml": stream(SINK, { name: "views", root }) });
    expect(two("/checkpoints/views")).toEqual([]);
    expect(two("/checkpoints/clicks")).toEqual(["shared-checkpoint"]);
    expect(two("/checkpoints/clicks/, generation: 2")).toEqual(["shared-checkpoint"]);
  });

  it("of Flink write to Kafka exactly once, and in modes of their own", () => {
    const flink = (body: string) => codes({ "events.yaml": EVENTS(), "a.yaml": stream(body, { engine: "flink" }) });
    expect(flink("sinks: [{name: out, format: kafka, topic: a, delivery: exactly_once}]")).toEqual([]);
    expect(flink("sinks: [{name: out, format: delta, path: /a, mode: update}]")).toEqual([]);
    expect(flink("sinks: [{name: out, format: parquet, path: /a, delivery: exactly_once}]")).toEqual([
      "not-exactly-once",
    ]);
  });
});
