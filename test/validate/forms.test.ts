import { describe, expect, it } from "vitest";
import { said } from "./read.ts";
import { COLUMN_LIST, FLAT, HOUSE, JSON_SCHEMA, LONG, SHORT, TOPIC } from "./texts.ts";

const string = (value: string) => ({ kind: "string", value });
const number = (value: string) => ({ kind: "number", value });

describe("the house form", () => {
  it("is read whole", () => {
    expect(said(HOUSE)).toMatchObject({
      kind: "contract",
      form: "house",
      name: "orders",
      version: "1.2.0",
      status: "active",
      owner: "data-team@company.com",
      team: "commerce-data",
      slackChannel: "#commerce",
      domain: "sales",
      description: "One row per order placed in the shop.",
      tags: ["core"],
      dataset: {
        kind: "table",
        table: "orders",
        primaryKey: ["order_id"],
        eventTime: "order_date",
        updatedAt: "updated_at",
        partition: { field: "order_date", granularity: "day" },
        clusterBy: ["customer_id"],
        closed: true,
      },
      sla: {
        freshness: { maxSeconds: 3600, column: "updated_at" },
        completeness: { tolerance: "0.001" },
        duplicates: { tolerance: "0.01" },
        dailyVolume: { minimum: 1000, maximum: 1_000_000, column: "order_date" },
        rowCount: { minimum: 1 },
      },
      consumers: [
        {
          name: "analytics-team",
          usage: "Daily reporting dashboards",
          requiredFields: ["order_id", "total_amount"],
        },
        { name: "ml-team", usage: "Churn prediction model", contact: "ml@company.com" },
      ],
      compatibility: "full",
      notificationLeadTimeDays: 14,
      approvalRequiredFrom: ["data-platform-lead"],
    });
  });

  it("has every key of a field", () => {
    const { fields } = said(HOUSE) as { fields: readonly Readonly<Record<string, unknown>>[] };
    const byName = Object.fromEntries(fields.map((field) => [field["name"], field]));
    expect(byName).toMatchObject({
      order_id: { type: "string", format: "uuid", required: true, description: "Unique order identifier" },
      customer_id: { nullable: false, references: "customers.customer_id" },
      order_date: { type: "date", nullable: false, minimum: "2020-01-01" },
      total_amount: { type: "decimal", precision: 10, scale: 2, minimum: "0", unit: "EUR", multipleOf: "0.01" },
      status: {
        enum: ["pending", "confirmed", "shipped", "delivered", "cancelled"].map(string),
        default: string("pending"),
      },
      email: { format: "email", pii: true, classification: "confidential", retentionDays: 365 },
      weight: { type: "double", exclusiveMinimum: "0", exclusiveMaximum: "1000.5" },
      sku: { minLength: 4, maxLength: 12, pattern: "^[A-Z]+$", unique: true, renamedFrom: "article" },
      count: { type: "integer", bits: 32, nullable: true },
      labels: { type: "array", minItems: 1, maxItems: 5, items: { name: "", type: "string" } },
      address: { type: "object", fields: [{ name: "city", required: true }, { name: "zip" }] },
      facts: { type: "map", values: { type: "string" } },
      embedding: { type: "vector", dimensions: 3 },
      shipped_at: { type: "timestamp", timezone: "local", locked: true },
      old: {
        deprecated: { since: "1.1.0", sunset: "2027-01-01", replacement: "sku" },
        addedIn: "1.0.0",
        removedIn: "2.0.0",
        migration: "Use sku.",
      },
      gone: { deprecated: {} },
    });
    expect(byName["count"]).not.toHaveProperty("required");
    expect(fields.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["bigint", "float", "boolean", "time", "timestamp_local", "duration", "uuid"]),
    );
  });

  it.each([
    ["{rule: row_count, min: 1, severity: error}", { rule: "row_count", minimum: 1, severity: "error" }],
    ["{rule: row_count, minimum: 1, maximum: 9}", { minimum: 1, maximum: 9 }],
    ["{rule: unique, fields: [a, b]}", { rule: "unique", fields: ["a", "b"] }],
    ["{rule: not_null, field: a}", { rule: "not_null", fields: ["a"] }],
    ["{rule: expression, sql: a > 0, severity: warn}", { rule: "expression", sql: "a > 0", severity: "warn" }],
    [
      "{rule: range, field: a, minimum: 0, exclusive_maximum: 10, where: b = 1}",
      { rule: "range", field: "a", minimum: "0", exclusiveMaximum: "10", where: "b = 1" },
    ],
    [
      "{rule: in_set, field: a, values: [x, 1, true]}",
      { values: [string("x"), number("1"), { kind: "boolean", value: true }] },
    ],
    ["{rule: length, field: a, min: 1, max: 2}", { rule: "length", minimum: 1, maximum: 2 }],
    ["{rule: matches, field: a, pattern: ^x}", { rule: "matches", pattern: "^x" }],
    ["{rule: format, field: a, format: email}", { rule: "format", format: "email" }],
    ["{rule: multiple_of, field: a, value: 0.5}", { rule: "multiple_of", divisor: "0.5" }],
    ["{rule: reference, field: a, to: customers.id}", { rule: "reference", to: "customers.id" }],
    ["{rule: volume, column: b, min: 1}", { rule: "volume", column: "b", minimum: 1 }],
    ["{rule: equal_row_count, dataset: customers}", { rule: "equal_row_count", dataset: "customers" }],
    ["{rule: freshness, column: b, max_delay: PT90M}", { rule: "freshness", column: "b", maxSeconds: 5400 }],
    [
      "{rule: unique, field: a, name: once, tolerance: 0.05, description: Once., severity: info}",
      { name: "once", tolerance: { max: "0.05", unit: "fraction" }, description: "Once.", severity: "info" },
    ],
    ["{rule: unique, field: a, tolerance: {max_rows: 5}}", { tolerance: { max: "5", unit: "rows" } }],
  ])("takes the rule %s", (rule, want) => {
    expect(said(`${SHORT}quality:\n  - ${rule}\n`)["quality"]).toMatchObject([want]);
  });

  it("has a topic, whose settings take durations and sizes", () => {
    expect(said(TOPIC)).toMatchObject({
      dataset: {
        kind: "topic",
        topic: {
          name: "user-events",
          partitions: 12,
          replicationFactor: 3,
          key: "user_id",
          format: "json",
          config: [
            { name: "retention.ms", value: "604800000" },
            { name: "segment.bytes", value: "10485760" },
            { name: "cleanup.policy", value: "delete" },
            { name: "min.insync.replicas", value: "2" },
          ],
          deadLetter: { topic: "dlq.user-events", maxRatio: "0.01" },
        },
      },
    });
  });
});

describe("the short form", () => {
  it("is read unchanged", () => {
    expect(said(SHORT)).toMatchObject({
      form: "house",
      name: "orders",
      owner: "data-team@company.com",
      fields: [
        { name: "order_id", type: "string", format: "uuid", nullable: false, description: "Unique order identifier" },
        { name: "total_amount", type: "decimal", precision: 10, scale: 2, minimum: "0" },
        { name: "status", enum: [string("pending"), string("confirmed")] },
      ],
      sla: {
        freshness: { maxSeconds: 3600 },
        completeness: { tolerance: "0.001" },
        duplicates: { tolerance: "0.01" },
      },
      consumers: [{ name: "analytics-team", usage: "Daily reporting dashboards" }],
    });
  });

  it("has a long version", () => {
    expect(said(LONG)).toMatchObject({
      name: "orders",
      team: "sales",
      slackChannel: "#orders",
      description: "Orders of the shop.\n",
      fields: [
        { name: "id", required: true, locked: true, pii: false },
        { name: "created_at", type: "timestamp", timezone: "UTC" },
        { name: "total", type: "decimal", minimum: "0", maximum: "1000" },
        { name: "status", enum: [string("open"), string("done")], default: string("open") },
        {
          name: "lines",
          type: "array",
          minItems: 1,
          items: {
            type: "object",
            fields: [
              { name: "sku", required: true },
              { name: "price", type: "decimal" },
            ],
          },
        },
        { name: "email", pii: true, retentionDays: 365, pattern: "@", minLength: 3, maxLength: 99 },
      ],
      sla: {
        freshness: { maxSeconds: 900 },
        requiredRate: "0",
        dailyVolume: { minimum: 10, maximum: 100 },
      },
      quality: [
        { rule: "unique", fields: ["id", "created_at"], tolerance: { max: "0.01", unit: "fraction" } },
        { rule: "unique", fields: ["id"] },
        {
          rule: "not_null",
          fields: ["total", "status", "lines", "email"],
          tolerance: { max: "0.05", unit: "fraction" },
        },
      ],
      consumers: [{ name: "ml", team: "ml", contact: "ml@x.example", requiredFields: ["id"] }],
      notificationLeadTimeDays: 14,
      approvalRequiredFrom: ["lead"],
    });
    const { fields } = said(LONG) as { fields: readonly object[] };
    // ISO8601 says of a timestamp only what its type says.
    expect(fields[1]).not.toHaveProperty("format");
  });
});

describe("the flat form", () => {
  it("is read whole", () => {
    expect(said(FLAT)).toMatchObject({
      form: "flat",
      name: "customers",
      version: "2.0.0",
      owner: "crm",
      compatibility: "producer",
      fields: [
        { name: "id", type: "bigint", required: true, locked: true },
        {
          name: "old",
          deprecated: { since: "1.5.0" },
          removedIn: "3.0.0",
          migration: "use id",
          addedIn: "1.0.0",
          default: string("x"),
        },
        { name: "properties", type: "json" },
      ],
    });
  });

  it.each([
    ["{backward: true, forward: true}", "full"],
    ["{backward: true, forward: false}", "producer"],
    ["{backward: false, forward: true}", "consumer"],
    ["{backward: false, forward: false}", "none"],
    ["none", "none"],
  ])("takes compatibility: %s", (written, want) => {
    expect(said(FLAT.replace("{backward: true, forward: false}", written))["compatibility"]).toBe(want);
  });
});

describe("the column list", () => {
  const indented = COLUMN_LIST.replace(/^ {2}/gm, "    ");
  it.each([
    ["schema.columns", `schema:\n  columns:\n${indented}`],
    ["schema.fields", `schema:\n  fields:\n${indented}`],
    ["columns at the top", `columns:\n${COLUMN_LIST}`],
    ["fields at the top", `fields:\n${COLUMN_LIST}`],
    ["JSON", `columns: ${JSON.stringify([{ name: "id", data_type: "bigint" }])}\n`],
  ])("is read from %s", (title, columns) => {
    const document = said(`name: sales\n${columns}primary_key: id\nrow_count_min: 1\nrow_count_max: 9\n`);
    expect(document).toMatchObject({
      form: "column-list",
      name: "sales",
      version: "0.1.0",
      dataset: { primaryKey: ["id"] },
      sla: { rowCount: { minimum: 1, maximum: 9 } },
    });
    if (title === "JSON") return;
    expect(document["fields"]).toMatchObject([
      { name: "id", type: "bigint", nullable: false, unique: true },
      { name: "amount", type: "double", minimum: "0", maximum: "10.5" },
      { name: "state", type: "string", enum: [string("a"), string("b")], pattern: "x", minLength: 1, maxLength: 3 },
    ]);
  });

  it.each([
    ["{min_rows: 1, max_rows: 9}"],
    ["{minimum_records: 1, maximum_records: 9}"],
    ["{volume: {min_records: 1, max_records: 9}}"],
  ])("takes sla: %s", (sla) => {
    const { sla: found } = said(`name: sales\ncolumns:\n${COLUMN_LIST}sla: ${sla}\n`) as { sla: object };
    expect(found).toMatchObject({ rowCount: { minimum: 1, maximum: 9 } });
  });

  it("may take its name from its table, and may have properties", () => {
    expect(said(`table: sales\ncolumns:\n${COLUMN_LIST}`)).toMatchObject({
      name: "sales",
      dataset: { table: "sales" },
    });
    expect(said("name: a\nschema: {type: object, required: [b], properties: {b: {type: date}}}\n")).toMatchObject({
      form: "house",
      fields: [{ name: "b", required: true }],
    });
  });
});

describe("a plain JSON Schema", () => {
  it("is read whole", () => {
    expect(said(JSON_SCHEMA)).toMatchObject({
      form: "json-schema",
      name: "page_view",
      description: "A page was seen.",
      dataset: { closed: true },
    });
    const { fields } = said(JSON_SCHEMA) as { fields: readonly Readonly<Record<string, unknown>>[] };
    const types = fields.map(({ name, type, required, nullable }) => [name, type, required, nullable]);
    expect(types).toEqual([
      ["id", "uuid", true, false],
      ["at", "timestamp", true, false],
      ["seconds", "double", false, false],
      ["visits", "bigint", false, true],
      ["kind", "string", false, false],
      ["level", "bigint", false, true],
      ["user", "object", false, false],
      ["referrer", "string", false, true],
      ["tags", "array", false, false],
      ["extra", "map", false, false],
      ["payload", "map", false, false],
      ["raw", "bytes", false, false],
      ["anything", "json", false, true],
    ]);
    expect(fields[4]).toMatchObject({ enum: [string("view")] });
    expect(fields[5]).toMatchObject({ enum: [number("1"), number("2")] });
    expect(fields[6]).toMatchObject({ description: "Who looked.", fields: [{ name: "name", maxLength: 80 }] });
    expect(fields[7]).toMatchObject({ format: "uri" });
    expect(fields[8]).toMatchObject({ minItems: 1, items: { type: "string", pattern: "^[a-z]+$" } });
  });

  it.each([
    "http://json-schema.org/draft-07/schema#",
    "https://json-schema.org/draft/2019-09/schema",
    "https://json-schema.org/draft/2020-12/schema",
  ])("is read in %s", (draft) => {
    const title = "OrderLine";
    const text = JSON.stringify({ $schema: draft, title, type: "object", properties: { id: { type: "integer" } } });
    expect(said(text)).toMatchObject({
      form: "json-schema",
      name: "order_line",
      fields: [{ name: "id", type: "bigint" }],
    });
  });

  it("may begin with a reference to its definition", () => {
    const text = `
$ref: "#/definitions/Order"
$schema: http://json-schema.org/draft-07/schema#
definitions: {Order: {title: Order, type: object, required: [id], properties: {id: {type: string}}}}
`;
    expect(said(text)).toMatchObject({ name: "order", fields: [{ name: "id", required: true }] });
  });
});
