import fc from "fast-check";
import type { Ir } from "../../src/ir/ir.ts";
import { MockRefusal } from "../../src/mock/request.ts";
import { irOf } from "../ir-of.ts";

/** A field of a contract, as the language writes it. */
type FieldKeys = Readonly<Record<string, unknown>>;

const bound = (low: number, high: number) => fc.integer({ min: low, max: high });

const integers: fc.Arbitrary<FieldKeys> = fc
  .record({
    type: fc.constantFrom("integer", "bigint", "smallint"),
    minimum: fc.option(bound(-50, 50), { nil: undefined }),
    span: bound(20, 5000),
    exclusive: fc.boolean(),
    multiple_of: fc.option(fc.constantFrom(1, 2, 5, 7), { nil: undefined, freq: 5 }),
  })
  .map(({ type, minimum, span, exclusive, multiple_of }) => ({
    type,
    ...(minimum !== undefined && { [exclusive ? "exclusive_minimum" : "minimum"]: minimum }),
    ...(minimum !== undefined && span % 2 === 0 && { [exclusive ? "exclusive_maximum" : "maximum"]: minimum + span }),
    ...(multiple_of !== undefined && { multiple_of }),
  }));

const decimals: fc.Arbitrary<FieldKeys> = fc
  .record({
    precision: bound(3, 38),
    scale: bound(0, 3),
    minimum: fc.option(fc.constantFrom("0", "0.5", "-9.99", "-5"), { nil: undefined }),
    exclusive: fc.boolean(),
    multiple_of: fc.option(fc.constantFrom("0.5", "0.25", "3"), { nil: undefined, freq: 6 }),
  })
  .map(({ precision, scale, minimum, exclusive, multiple_of }) => ({
    type: "decimal",
    precision: Math.max(precision, scale + 2),
    scale,
    ...(minimum !== undefined && { [exclusive ? "exclusive_minimum" : "minimum"]: minimum }),
    ...(multiple_of !== undefined && { multiple_of }),
  }));

const floats: fc.Arbitrary<FieldKeys> = fc.constantFrom(
  { type: "float" },
  { type: "double" },
  { type: "double", minimum: 0, exclusive_maximum: 1 },
  { type: "float", minimum: 0.1, maximum: 0.3 },
  { type: "double", minimum: 1e9, multiple_of: 0.25 },
);

const PATTERNS = [
  "^[A-Z]{3}-\\d{4}$",
  "\\d",
  "^(ab|cd)+$",
  "^[^@]+@[^@]+$",
  "x$",
  "^(\\+|00)[1-9]\\d{3,14}$",
  "^[a-z]+(_[a-z]+)*$",
  "^.{2,5}$",
  "(foo|bar)\\.baz",
  "^[\\w.-]+$",
];

const strings: fc.Arbitrary<FieldKeys> = fc.oneof(
  fc.record({ type: fc.constant("string") }),
  fc
    .constantFrom("uuid", "email", "uri", "hostname", "ipv4", "ipv6", "date", "time", "date-time")
    .map((format) => ({ type: "string", format })),
  fc.constantFrom(...PATTERNS).map((pattern) => ({ type: "string", pattern })),
  fc
    .tuple(fc.constantFrom(...PATTERNS.slice(0, 2), "^[a-z]+$"), bound(8, 12))
    .map(([pattern, length]) => ({ type: "string", pattern, max_length: length + 8 })),
  fc
    .tuple(bound(0, 30), bound(0, 40))
    .map(([least, more]) => ({ type: "string", min_length: least, max_length: least + more })),
  fc
    .constantFrom(["a", "b", "c"], ["it's", 'say "x"', "a,b", ""], ["Ünï", "😀", " padded "])
    .map((values) => ({ type: "string", enum: values })),
  fc.tuple(fc.constant("email"), bound(12, 60)).map(([format, max_length]) => ({ type: "string", format, max_length })),
);

const moments: fc.Arbitrary<FieldKeys> = fc.constantFrom(
  { type: "date" },
  { type: "date", minimum: "2020-01-01", maximum: "2020-12-31" },
  { type: "timestamp" },
  { type: "timestamp", exclusive_minimum: "2026-01-01T00:00:00Z" },
  { type: "timestamp", maximum: "2019-06-30T12:00:00+02:00" },
  { type: "timestamp_local", minimum: "2024-02-29T00:00:00" },
  { type: "time" },
  { type: "duration" },
);

const others: fc.Arbitrary<FieldKeys> = fc.constantFrom(
  { type: "boolean" },
  { type: "uuid" },
  { type: "bytes" },
  { type: "json" },
  { type: "bigint", enum: [1, 2, 40] },
  { type: "decimal", precision: 6, scale: 2, enum: [1, 2.5, 3.25] },
  { type: "date", enum: ["2026-01-01", "2026-06-30"] },
);

const scalars = fc.oneof(integers, decimals, floats, strings, moments, others);

const nested: fc.Arbitrary<FieldKeys> = fc.oneof(
  fc
    .tuple(scalars, bound(0, 2))
    .map(([items, least]) => ({ type: "array", items, min_items: least, max_items: least + 3 })),
  scalars.map((values) => ({ type: "map", values })),
  fc.tuple(scalars, scalars, fc.boolean()).map(([one, other, not_null]) => ({
    type: "object",
    properties: { inner: { ...one, not_null }, other: { ...other } },
  })),
  fc.constant({ type: "vector", dimensions: 3 }),
);

/** A field of any type, with constraints. */
const fields: fc.Arbitrary<FieldKeys> = fc
  .tuple(fc.oneof({ weight: 5, arbitrary: scalars }, { weight: 1, arbitrary: nested }), fc.integer({ min: 0, max: 3 }))
  .map(([field, nulls]) => ({
    ...field,
    ...(nulls === 0 && { not_null: true }),
    ...(nulls === 1 && { required: true }),
  }));

/** Rules over the columns that every contract below has. */
const RULES: readonly FieldKeys[] = [
  { rule: "expression", sql: "started <= ended" },
  { rule: "expression", sql: "status <> 'cancelled' or total >= 0" },
  { rule: "expression", sql: "total = price * quantity - discount" },
  { rule: "expression", sql: "abs(price - discount) < 400" },
  { rule: "expression", sql: "quantity between 2 and 9 or note is not null" },
  { rule: "expression", sql: "case when status = 'open' then ended is null else ended is not null end" },
  { rule: "expression", sql: "lower(note) = note" },
  { rule: "expression", sql: "note like '%a%' or length(note) < 40" },
  { rule: "expression", sql: "discount is null or discount < price", where: "quantity > 3" },
  { rule: "expression", sql: "status in ('open', 'closed', 'cancelled') and not (status = 'open' and quantity = 1)" },
  { rule: "range", field: "total", minimum: "0.05", where: "status <> 'cancelled'" },
  { rule: "not_null", field: "note", where: "status = 'closed'" },
  { rule: "length", field: "note", min: 3, where: "quantity > 5", tolerance: 0.1 },
  { rule: "in_set", field: "status", values: ["open", "closed"], where: "discount is not null", severity: "warn" },
  { rule: "unique", fields: ["status", "quantity", "started"] },
  { rule: "unique", fields: ["quantity", "note"], where: "status = 'open'", tolerance: 0.01 },
  { rule: "distinct_count", field: "note", min: 5, max: 9 },
  { rule: "distinct_count", field: "quantity", min: 3 },
  { rule: "row_count", min: 20, max: 400 },
  { rule: "row_count", min: 4, max: 30, where: "status = 'closed'" },
  { rule: "volume", column: "started", min: 2, max: 20 },
  { rule: "freshness", column: "started", max_delay: "1h" },
  { rule: "not_null", field: "discount", tolerance: { max_rows: 2 } },
];

/** A project of two contracts that refer to each other's rows: `parents`, and `rows` with random columns and rules. */
export const projects: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .tuple(fc.array(fields, { minLength: 1, maxLength: 6 }), fc.subarray([...RULES], { maxLength: 7 }), scalars)
  .map(([random, rules, key]) => projectOf(random, rules, key));

/** The documents of such a project. */
function projectOf(
  random: readonly FieldKeys[],
  rules: readonly FieldKeys[],
  key: FieldKeys,
): Readonly<Record<string, string>> {
  const isKey =
    !["boolean", "time", "duration", "bytes", "json", "float", "double"].includes(String(key["type"])) &&
    key["enum"] === undefined &&
    key["pattern"] === undefined &&
    key["multiple_of"] === undefined &&
    !(Number(key["precision"]) < 9) &&
    !(Number(key["min_length"]) < 9) &&
    key["maximum"] === undefined &&
    key["exclusive_maximum"] === undefined;
  const keyField = isKey ? key : { type: "bigint" };
  const parents = {
    contract: { name: "parents", version: "1.0.0", owner: "a@example.com" },
    dataset: { primary_key: ["id"] },
    schema: { properties: { id: keyField, kind: { type: "string", enum: ["a", "b"] } } },
  };
  const rows = {
    contract: { name: "rows", version: "1.0.0", owner: "a@example.com" },
    dataset: { primary_key: ["row_id"], event_time: "started" },
    schema: {
      properties: {
        row_id: { type: "uuid" },
        parent: { ...keyField, references: "parents.id" },
        started: { type: "timestamp", not_null: true },
        ended: { type: "timestamp" },
        status: { type: "string", not_null: true, enum: ["open", "closed", "cancelled"] },
        quantity: { type: "integer", not_null: true, minimum: 1 },
        price: { type: "decimal", precision: 10, scale: 2 },
        discount: { type: "decimal", precision: 10, scale: 2, minimum: 0 },
        total: { type: "decimal", precision: 18, scale: 2 },
        note: { type: "string" },
        ...Object.fromEntries(random.map((field, index) => [`x${index}`, field])),
      },
    },
    quality: rules,
  };
  return {
    "contracts/parents.contract.json": JSON.stringify(parents),
    "contracts/rows.contract.json": JSON.stringify(rows),
  };
}

/** What dex makes of a project. Undefined if the random rules exclude each other: the project has errors, or dex refuses to make rows. */
export function mockable<T>(files: Readonly<Record<string, string>>, work: (ir: Ir) => T): T | undefined {
  let ir: Ir;
  try {
    ir = irOf(files);
  } catch {
    return undefined;
  }
  try {
    return work(ir);
  } catch (error) {
    if (error instanceof MockRefusal) return undefined;
    throw error;
  }
}
