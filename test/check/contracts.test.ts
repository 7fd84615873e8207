import { describe, expect, it } from "vitest";
import { checked, codes, contract } from "./project.ts";

/** A column named `a`, and what is said of it. */
const COLUMNS: readonly (readonly [column: string, ...codes: readonly string[]])[] = [
  ["{type: integer, minimum: 1, maximum: 1}"],
  ["{type: integer, minimum: 2, maximum: 1}", "empty-range"],
  ["{type: integer, minimum: 9, maximum: 10}"],
  [
    "{type: decimal, precision: 20, scale: 2, minimum: '10000000000000000.02', maximum: '10000000000000000.01'}",
    "empty-range",
  ],
  ["{type: date, minimum: '2026-02-01', maximum: '2026-01-31'}", "empty-range"],
  ["{type: string, min_length: 2, max_length: 1}", "empty-range"],
  [
    "{type: array, items: {type: string, min_length: 2, max_length: 1}, min_items: 3, max_items: 1}",
    "empty-range",
    "empty-range",
  ],
  ["{type: decimal, precision: 38, scale: 38}"],
  ["{type: decimal, precision: 10, scale: 11}", "decimal-digits"],
  ["{type: decimal}", "decimal-without-precision"],
  ["{type: integer, precision: 10}", "constraint-type"],
  ["{type: string, minimum: 1}", "constraint-type"],
  ["{type: boolean, pattern: x}", "constraint-type"],
  ["{type: string, min_items: 1}", "constraint-type"],
  ["{type: string, multiple_of: 2}", "constraint-type"],
  ["{type: date, minimum: 1}", "bound-type"],
  ["{type: date, minimum: '2025-02-29'}", "bound-type"],
  ["{type: date, minimum: '2024-02-29'}"],
  ["{type: timestamp, minimum: '2026-01-01T00:00:00Z'}"],
  ["{type: timestamp, minimum: '2026-01-01T25:00:00Z'}", "bound-type"],
  ["{type: string, enum: [a, b]}"],
  ["{type: string, enum: [a, A]}"],
  ["{type: string, enum: [a, 1]}", "value-type"],
  ["{type: integer, enum: [1, 1.5]}", "value-type"],
  ["{type: integer, enum: [1, 1]}", "duplicate-value"],
  ["{type: string, enum: [a], default: b}", "default-not-allowed"],
  ["{type: string, enum: [a], default: a}"],
  ["{type: string, enum: [a], default: null}"],
  ["{type: integer, minimum: 1, default: 0}", "default-not-allowed"],
  ["{type: integer, maximum: 1, default: 2}", "default-not-allowed"],
  ["{type: integer, default: x}", "value-type"],
  ["{type: string, pattern: '^[A-Z]{2,5}$'}"],
  ["{type: string, pattern: '(?<=a)b'}", "bad-pattern"],
  ["{type: string, pattern: '(a'}", "bad-pattern"],
  ["{type: string, format: uuid}"],
  ["{type: string, format: uuids}", "unknown-format"],
  ["{type: decimal, precision: 5, scale: 2, multiple_of: 0.05}"],
  ["{type: decimal, precision: 5, scale: 2, multiple_of: -1}", "bad-multiple"],
  ["{type: integer}, A: {type: integer}", "similar-columns"],
  ["{type: integer}, b: {type: integer, renamed_from: a}", "renamed-from-present"],
  ["{type: integer}, b: {type: integer, renamed_from: c}"],
];

/** Everything but columns: what a contract says, with the columns a (integer), b (timestamp), c (string) and d (an object with e). */
const RULES: readonly (readonly [rest: string, ...codes: readonly string[]])[] = [
  ["dataset: {primary_key: [a], event_time: b, updated_at: b, partition_by: {field: b}, cluster_by: [c]}"],
  [
    "dataset: {primary_key: [x], event_time: x, updated_at: x, partition_by: {field: x}, cluster_by: [x]}",
    ...Array.from({ length: 5 }, () => "unknown-column"),
  ],
  ["dataset: {event_time: c}", "not-a-time"],
  ["dataset: {partition_by: {field: a}}", "not-a-time"],
  ["consumers: [{name: x, required_fields: [a, d.e]}]"],
  ["consumers: [{name: x, required_fields: [d.f, z]}]", "unknown-column", "unknown-column"],
  ["sla: {freshness: {max_delay: 1h}}", "freshness-without-column"],
  ["sla: {freshness: {max_delay: 1h, column: b}}"],
  ["sla: {freshness: {max_delay: 1h, column: c}}", "not-a-time"],
  ["dataset: {updated_at: b}\nsla: {freshness: {max_delay: 1h}, volume: {min_daily_records: 1}}"],
  ["sla: {volume: {min_daily_records: 1}}", "volume-without-column"],
  ["sla: {accuracy: {duplicate_tolerance: 0.1}}", "duplicates-without-key"],
  ["sla: {accuracy: {duplicate_tolerance: 0.1, fields: [a]}}"],
  ["sla: {accuracy: {duplicate_tolerance: 0.1, fields: [x]}}", "unknown-column"],
  [
    "quality: [{rule: freshness, max_delay: 1h}, {rule: volume, min: 1}]",
    "freshness-without-column",
    "volume-without-column",
  ],
  ["quality: [{rule: freshness, max_delay: 1h, column: b}]"],
  ["quality: [{rule: expression, sql: a > 1 and c = 'x'}]"],
  ["quality: [{rule: expression, sql: a > 'x'}]", "expression-type"],
  ["quality: [{rule: expression, sql: a = c}]", "expression-type"],
  ["quality: [{rule: expression, sql: lower(a) = 'x'}]", "expression-type"],
  ["quality: [{rule: expression, sql: 'coalesce(a, 0) > 1'}]"],
  ["quality: [{rule: expression, sql: a + 1}]", "not-a-condition"],
  ["quality: [{rule: expression, sql: x > 1}]", "unknown-column"],
  ["quality: [{rule: expression, sql: a / 2 > 1}]", "bad-expression"],
  ["quality: [{rule: expression, sql: 'a > 1; drop table x'}]", "bad-expression"],
  ["quality: [{rule: range, field: a, minimum: 0, where: c = 1}]", "expression-type"],
  ["quality: [{rule: range, field: a, minimum: 0, where: c}]", "not-a-condition"],
  ["quality: [{rule: range, field: a, minimum: 2, maximum: 1}]", "empty-range"],
  ["quality: [{rule: range, field: b, minimum: 2}]", "bound-type"],
  ["quality: [{rule: range, field: x, minimum: 2}]", "unknown-column"],
  ["quality: [{rule: range, field: d.e, minimum: 2}]"],
  ["quality: [{rule: row_count, min: 2, max: 1}]", "empty-range"],
  ["quality: [{rule: distinct_count, field: a, min: 2, max: 1}]", "empty-range"],
  ["quality: [{rule: distinct_count, field: x, min: 2}]", "unknown-column"],
  ["quality: [{rule: distinct_count, field: d, min: 2}]", "constraint-type"],
  ["quality: [{rule: in_set, field: a, values: [1, x]}]", "value-type"],
  ["quality: [{rule: matches, field: c, pattern: '(?=x)'}]", "bad-pattern"],
  ["quality: [{rule: format, field: c, format: mail}]", "unknown-format"],
  ["quality: [{rule: not_null, fields: [a, x]}]", "unknown-column"],
  [
    "quality: [{rule: not_null, field: a, name: x}, {rule: not_null, field: c, name: x}, {rule: not_null, field: b, name: x}]",
    "duplicate-rule",
    "duplicate-rule",
  ],
  ["quality: [{rule: not_null, field: a, name: x}, {rule: not_null, field: c, name: y}]"],
];

describe("the columns of a contract", () => {
  it.each(COLUMNS.map(([column, ...wanted]) => ({ column, wanted })))("a: $column", ({ column, wanted }) => {
    expect(codes({ "a.yaml": contract("orders", `a: ${column}`) })).toEqual(wanted);
  });
});

describe("what a contract says of its columns", () => {
  const columns =
    "a: {type: integer}, b: {type: timestamp}, c: {type: string}, d: {type: object, properties: {e: {type: integer}}}";
  it.each(RULES.map(([rest, ...wanted]) => ({ rest, wanted })))("$rest", ({ rest, wanted }) => {
    expect(codes({ "a.yaml": contract("orders", columns, rest) })).toEqual(wanted);
  });
});

describe("references", () => {
  const customers = contract("customers", "id: {type: bigint, unique: true}, name: {type: string}", "");
  const from = (column: string, rest = "") =>
    codes({ "a.yaml": contract("orders", `a: ${column}`, rest), "b.yaml": customers });

  it("lead to a column of the same kind of type, of which a value stands once", () => {
    expect(from("{type: integer, references: customers.id}")).toEqual([]);
    expect(from("{type: string, references: customers.id}")).toEqual(["reference-type"]);
    expect(from("{type: string, references: customers.name}")).toEqual(["reference-not-unique"]);
    expect(from("{type: string}", "quality: [{rule: reference, field: a, to: customers.id}]")).toEqual([
      "reference-type",
    ]);
  });
});

describe("topics", () => {
  const topic = (name: string, rest = "", key = "key: a, ") =>
    `dataset: {kind: topic}\ntopic: {name: ${name}, partitions: 1, replication_factor: 3, ${key}format: json${rest}}`;
  const of = (...topics: readonly string[]) =>
    codes(
      Object.fromEntries(
        topics.map((text, index) => [`${index}.yaml`, contract(`c${index}`, "a: {type: string}", text)]),
      ),
    );
  const configs: readonly (readonly [config: string, ...codes: readonly string[]])[] = [
    ["retention.ms: 7d, cleanup.policy: delete, min.insync.replicas: 2, compression.type: zstd"],
    ["retention.ms: -1, retention.bytes: -1, segment.bytes: 1MiB"],
    ["min.insync.replicas: 3", "doubtful-topic-setting"],
    ["min.insync.replicas: 4", "replicas-out-of-step"],
    ["min.insync.replicas: 0", "topic-setting-value"],
    ["cleanup.policy: 'compact,delete'"],
    ["cleanup.policy: 'compact,compact'", "topic-setting-value"],
    ["cleanup.policy: compacted", "topic-setting-value"],
    ["cleanup.policy: ''"],
    ["retention.ms: -2", "topic-setting-value"],
    ["segment.bytes: 1KiB", "topic-setting-value"],
    ["compression.gzip.level: -1"],
    ["compression.gzip.level: 10", "topic-setting-value"],
    ["min.cleanable.dirty.ratio: 0.1"],
    ["min.cleanable.dirty.ratio: 1.1", "topic-setting-value"],
    ["flush.messages: 1.5", "topic-setting-value"],
    ["preallocate: true"],
    ["preallocate: 1", "topic-setting-value"],
    ["retention.msec: 5", "unknown-topic-setting"],
    ["message.format.version: '3.0'", "unknown-topic-setting"],
    ["toString: 1", "unknown-topic-setting"],
    ["min.compaction.lag.ms: 2h, max.compaction.lag.ms: 1h", "empty-range"],
  ];

  it.each(configs.map(([config, ...wanted]) => ({ config, wanted })))(
    "have settings that a broker takes: $config",
    ({ config, wanted }) => {
      expect(of(topic("t", `, config: {${config}}`))).toEqual(wanted);
    },
  );

  it("that are compacted have a key", () => {
    expect(of(topic("t", ", config: {cleanup.policy: compact}", ""))).toEqual(["compaction-without-key"]);
    expect(of(topic("t", ", config: {cleanup.policy: delete}", ""))).toEqual([]);
  });

  it("have names of their own, in Kafka's metrics too", () => {
    expect(of(topic("a.b"), topic("a.c"))).toEqual([]);
    expect(of(topic("a.b"), topic("a_b"))).toEqual(["topic-collision"]);
    expect(of(topic("a"), topic("a"))).toEqual(["shared-topic"]);
    expect(of(topic("a", ", dead_letter: {topic: d}"), topic("b", ", dead_letter: {topic: d}"))).toEqual([]);
    expect(of(topic("a", ", dead_letter: {topic: b}"), topic("b"))).toEqual(["shared-topic"]);
    expect(of(topic("a", ", dead_letter: {topic: a}"))).toEqual(["shared-topic"]);
    expect(of(topic("a", ", dead_letter: {topic: b.c}"), topic("b_c"))).toEqual(["topic-collision"]);
  });

  it("say which setting was meant, and what has become of those that are gone", () => {
    const says = (config: string) =>
      checked({ "a.yaml": contract("c", "a: {type: string}", topic("t", `, config: {${config}}`)) })[0];
    expect(says("retention.m: 5")).toContain('Did you mean "retention.ms"?');
    expect(says("message.downconversion.enable: true")).toContain("Kafka 4 removed it");
  });
});
