import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ContractDocument } from "../../src/language/contract/contract-document.ts";
import { parse } from "../../src/parse/parse.ts";
import type { Json } from "../../src/source/json.ts";
import { validate } from "../../src/validate/validate.ts";

function run(text: string) {
  const parsed = parse([{ path: "contracts/a.yaml", text, hash: "" }]);
  expect(parsed.diagnostics).toEqual([]);
  const { value, diagnostics } = validate(parsed.value);
  return { document: value[0], reports: diagnostics };
}

function contract(text: string): ContractDocument {
  const { document, reports } = run(text);
  expect(reports.filter(({ severity }) => severity !== "info")).toEqual([]);
  if (document?.kind !== "contract") throw new Error("not a contract");
  return document;
}

const SHORT = `
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

describe("the forms of a contract", () => {
  it("reads the short form unchanged", () => {
    const document = contract(SHORT);
    expect(document).toMatchObject({
      form: "house",
      name: { value: "orders", pointer: "/contract/name" },
      sla: {
        freshness: { value: { maxSeconds: 3600 } },
        completeness: { value: { tolerance: "0.001" } },
        duplicates: { value: { tolerance: "0.01" } },
      },
      consumers: [{ name: { value: "analytics-team" } }],
    });
    expect(document.fields.map((field) => [field.name, field.type.value])).toEqual([
      ["order_id", "string"],
      ["total_amount", "decimal"],
      ["status", "string"],
    ]);
    expect(document.fields[1]).toMatchObject({
      precision: { value: 10 },
      minimum: { value: "0", pointer: "/schema/properties/total_amount/minimum" },
    });
  });

  it("reads the long version's maps", () => {
    const document = contract(`
contract: {name: orders, version: "1.0.0", team: sales, slack_channel: "#orders", description: Orders}
schema:
  required: [id, items]
  properties:
    id: {type: string, breaking_change: never}
    items:
      type: array
      min_items: 1
      items: {type: object, required: [sku], properties: {sku: {type: string}, price: {type: decimal, precision: 8, scale: 2}}}
    email: {type: string, pii: true, retention_days: 365, default: "none"}
quality:
  freshness: {max_delay_minutes: 15, check_frequency: hourly}
  completeness: {min_percentage: 99}
  uniqueness: {combination: [id]}
  validity: {email: {pattern: "@"}}
  volume: {min_daily_records: 10, max_daily_records: 100, anomaly_threshold: 0.5}
versioning: {breaking_changes: [removing_field], non_breaking_changes: [adding_optional_field]}
consumers: [{team: ml, contact: ml@x.y, required_fields: [id]}]
change_process: {notification_lead_time_days: 14, approval_required_from: [lead], rollback_plan_required: true}
`);
    expect(document).toMatchObject({
      slackChannel: "#orders",
      notificationLeadTimeDays: 14,
      approvalRequiredFrom: ["lead"],
      consumers: [{ name: { value: "ml" }, requiredFields: [{ value: "id" }] }],
      sla: {
        freshness: { value: { maxSeconds: 900 } },
        dailyVolume: { value: { minimum: 10, maximum: 100 } },
      },
      quality: [{ rule: "unique", fields: [{ value: "id" }] }],
    });
    const [id, items, email] = document.fields;
    expect(id).toMatchObject({ required: { value: true }, locked: true });
    expect(items?.items?.fields?.map((field) => [field.name, field.required?.value])).toEqual([
      ["sku", true],
      ["price", undefined],
    ]);
    expect(email).toMatchObject({ pattern: { value: "@" }, pii: true, retentionDays: 365 });
  });

  it("reads the flat form", () => {
    const document = contract(`
name: customers
version: "2.0.0"
owner: crm
schema:
  id: {type: bigint, required: true, breaking_change: never}
  old: {type: string, deprecated: "1.5.0", removed_in: "3.0.0", migration: use id, added_in: "1.0.0", default: x}
compatibility: {backward: true, forward: false}
`);
    expect(document).toMatchObject({
      form: "flat",
      name: { value: "customers", pointer: "/name" },
      compatibility: "producer",
    });
    expect(document.fields[1]).toMatchObject({
      deprecated: { value: { since: "1.5.0" } },
      removedIn: "3.0.0",
      addedIn: "1.0.0",
    });
  });

  it.each(["columns", "fields"])("reads a column list under schema.%s", (key) => {
    const document = contract(`
name: sales
primary_key: id
row_count_min: 1
schema:
  ${key}:
    - {column: id, data_type: bigint, nullable: false, unique: true}
    - {name: amount, type: double, min_value: 0, max_value: 10, min_length: 1, max_length: 3}
    - {name: state, type: string, allowed_values: [a, b], pattern: x}
sla: {minimum_records: 1, maximum_records: 9}
`);
    expect(document.form).toBe("column-list");
    expect(document.fields.map((field) => field.name)).toEqual(["id", "amount", "state"]);
    expect(document.fields[1]).toMatchObject({ minimum: { value: "0" }, maximum: { value: "10" } });
    expect(document.dataset.primaryKey).toMatchObject([{ value: "id" }]);
    expect(document.sla.rowCount?.value).toEqual({ minimum: 1, maximum: 9 });
  });

  it("reads a JSON Schema, with local references, null types and const", () => {
    const document = contract(`
$schema: https://json-schema.org/draft/2020-12/schema
title: Page View
type: object
required: [id]
additionalProperties: false
properties:
  id: {type: string, format: uuid}
  n: {type: number}
  i: {type: [integer, "null"]}
  kind: {const: view}
  user: {$ref: "#/$defs/user"}
  extra: {type: object, additionalProperties: {type: string}}
$defs:
  user: {type: object, properties: {name: {type: string}}}
`);
    expect(document.name.value).toBe("page_view");
    expect(document.dataset.closed).toBe(true);
    expect(
      document.fields.map((field) => [field.name, field.type.value, field.required?.value, field.nullable?.value]),
    ).toEqual([
      ["id", "uuid", true, false],
      ["n", "double", false, false],
      ["i", "bigint", false, true],
      ["kind", "string", false, false],
      ["user", "object", false, false],
      ["extra", "map", false, false],
    ]);
    expect(document.fields[4]?.fields?.[0]?.name).toBe("name");
  });
});

/** A short contract with one line changed. */
function broken(from: string, to: string): string[] {
  return run(SHORT.replace(from, to)).reports.map(
    ({ code, message }) => `${code.replace("validate/", "")}: ${message}`,
  );
}

describe("faults of a document", () => {
  it.each([
    ["not_null: true,", "not_nul: true,", 'unknown-key: "not_nul" is not a key here. Did you mean "not_null"?'],
    ["type: decimal", "type: number", 'number-type: "number" does not say'],
    ["type: decimal", "type: decmal", 'not-one-of: "decmal" is not allowed here. Did you mean "decimal"?'],
    ["type: decimal", "type: 5", "not-one-of: 5 is not allowed here."],
    ['version: "1.2.0"', "version: 1.2", 'bad-version: "1.2" is not a semantic version. Write version: "1.2.0".'],
    ['version: "1.2.0"', 'version: "1.2"', 'bad-version: "1.2" is not a semantic version. Write version: "1.2.0".'],
    [
      'version: "1.2.0"',
      'version: "1.0.0-01"',
      'bad-version: "1.0.0-01" is not a semantic version. Write version: "1.0.0".',
    ],
    [
      'version: "1.2.0"',
      'version: "v1.2.0"',
      'bad-version: "v1.2.0" is not a semantic version. Write version: "1.2.0".',
    ],
    ["name: orders", "name: my orders", 'bad-name: "my orders" is not a valid name'],
    ["name: orders", "nam: orders", 'unknown-key: "nam" is not a key here. Did you mean "name"?'],
    ["order_id:", "order-id:", 'bad-name: "order-id" is not a valid name'],
    ["precision: 10", "precision: -1", "out-of-range: -1 is too small: it must be at least 0."],
    ["min_percentage: 99.9", "min_percentage: 120", "out-of-range: 120 is too large: it must be at most 100."],
    [
      "not_null: true,",
      "not_null: true, nullable: true,",
      "contradiction: nullable: true and not_null: true contradict",
    ],
    ["owner: data-team@company.com", "owner: postgres://u:hunter2@db/x", "secret: A connection string with a password"],
    ["sla:", "sla: []\nslaa:", "wrong-type: Expected a mapping, found a list (service levels"],
    ["consumers:", "consumer:", 'unknown-key: "consumer" is not a key here. Did you mean "consumers"?'],
    [
      "enum: [pending, confirmed]",
      "enum: []",
      "out-of-range: This is empty. Give at least one entry, or remove the key.",
    ],
  ])("%s -> %s", (from, to, want) => {
    expect(broken(from, to).join("\n")).toContain(want);
  });

  it("never repeats a secret", () => {
    expect(broken("owner: data-team@company.com", "owner: postgres://u:hunter2@db/x").join()).not.toContain("hunter2");
  });

  it("judges rules by their rule", () => {
    const rule = (text: string) => run(`${SHORT}quality:\n  - ${text}\n`).reports.map(({ message }) => message);
    expect(rule("{rule: rnage, field: a}").join()).toContain('Did you mean "range"?');
    expect(rule("{rule: range, feild: a}").join()).toContain('Did you mean "field"?');
    expect(rule("{rule: freshness, max_delay: 3 hours}").join()).toContain('"3 hours" is not a duration');
  });

  it("reports all faults of a file, and keeps its name", () => {
    const { document, reports } = run(
      SHORT.replace("not_null", "not_nul").replace("precision", "precison").replace("sla:", "slo:"),
    );
    expect(reports).toHaveLength(3);
    expect(document).toMatchObject({ kind: "contract", name: { value: "orders" }, sla: { freshness: {} } });
  });

  it.each([
    ["apiVersion: v3.1.0\nkind: DataContract\n", "validate/other-standard"],
    ["dataContractSpecification: 0.9.3\n", "validate/other-standard"],
    ["foo: bar\n", "validate/unknown-document"],
    ["- 1\n", "validate/unknown-document"],
    ["title: x\ntype: object\nproperties: {a: {oneOf: []}}\n", "validate/unsupported-keyword"],
    ["title: x\ntype: object\nproperties: {a: {$ref: 'http://x/y'}}\n", "validate/unsupported-keyword"],
    ["title: x\ntype: object\nproperties: {a: {$ref: '#/properties/a'}}\n", "validate/unsupported-keyword"],
  ])("%j is %s", (text, code) => {
    expect(run(text).reports.map((report) => report.code)).toEqual([code]);
  });

  it("reports the first 50 parts of a JSON Schema that its meta-schema rejects", () => {
    const column = (_: unknown, index: number) => `  c${index}: {type: number, multipleOf: 0}\n`;
    const { reports } = run(`title: x\ntype: object\nproperties:\n${Array.from({ length: 1000 }, column).join("")}`);
    expect(reports.map(({ code }) => code)).toEqual(new Array(50).fill("validate/invalid-schema"));
    expect(reports[49]?.at).toMatchObject({ pointer: "/properties/c49/multipleOf" });
  });

  it("never throws, whatever the value", () => {
    const keys = fc.constantFrom(
      "contract",
      "name",
      "version",
      "schema",
      "properties",
      "type",
      "quality",
      "rule",
      "sla",
      "pipeline",
      "source",
      "models",
      "columns",
      "title",
      "topic",
      "items",
      "x",
    );
    const { value: json } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom("object", "string", "a", "1h", "streaming", "range"),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(keys, tie("value"), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(json, (value) => {
        validate([{ path: "a", value: value as Json, ignores: [] }]);
      }),
      { numRuns: 3000, seed: 3 },
    );
  });
});
