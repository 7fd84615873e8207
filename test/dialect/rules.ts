import type { AssertionKind, Rule } from "../../src/ir/assertion.ts";
import type { Type } from "../../src/ir/field.ts";
import { EXPRESSIONS } from "./expressions.ts";
import { field } from "./types.ts";

const COLUMNS: Readonly<Record<string, Type>> = {
  id: { kind: "int", bits: 64 },
  name: { kind: "string" },
  code: { kind: "enum", values: ["a", "b"] },
  order: { kind: "string" },
  homePage: { kind: "string" },
  flag: { kind: "bool" },
  amount: { kind: "int", bits: 32 },
  price: { kind: "decimal", precision: 10, scale: 2 },
  ratio: { kind: "float", bits: 64 },
  third: { kind: "float", bits: 32 },
  day: { kind: "date" },
  hour: { kind: "time" },
  moment: { kind: "timestamp", zone: "instant" },
  wall: { kind: "timestamp", zone: "local" },
  tags: { kind: "array", items: { kind: "string" }, itemsNullable: false },
};

/** The columns of the table that the rules are about. */
export const FIELDS = Object.entries(COLUMNS).map(([name, type]) => field(name, type));

const bound = (value: string, exclusive = false) => ({ value, exclusive });
const range = (name: string, low: string, high: string): readonly Rule[] => [
  { kind: "range", field: [name], minimum: bound(low), maximum: bound(high, true) },
];
const text = (value: string) => ({ kind: "string", value }) as const;
const numeral = (value: string) => ({ kind: "number", value }) as const;

/** Rules of every kind, over every type of column that changes their SQL. */
export const RULES: Readonly<Record<AssertionKind, readonly Rule[]>> = {
  not_null: [{ kind: "not_null", field: ["order"] }],
  unique: [
    { kind: "unique", fields: ["id"] },
    { kind: "unique", fields: ["order", "homePage"] },
  ],
  in_set: [
    { kind: "in_set", field: ["name"], values: [text("it's"), text("a\\b"), text("two\nlines")] },
    { kind: "in_set", field: ["flag"], values: [{ kind: "boolean", value: true }] },
    { kind: "in_set", field: ["third"], values: [numeral("0.1"), numeral("-2")] },
    { kind: "in_set", field: ["moment"], values: [text("2026-01-01T12:00:00+02:00")] },
  ],
  range: [
    ...range("amount", "-1", "10"),
    ...range("price", "0.5", "1.5"),
    ...range("ratio", "0.5", "1.5"),
    ...range("third", "0.1", "0.3"),
    ...range("day", "2026-01-01", "2026-12-31"),
    ...range("hour", "08:00:00", "18:00:00"),
    ...range("moment", "2026-01-01", "2026-12-31T00:00:00Z"),
    ...range("wall", "2026-01-01T00:00:00", "2026-12-31T00:00:00"),
  ],
  length: [
    { kind: "length", field: ["name"], of: "string", minimum: 1, maximum: 9 },
    { kind: "length", field: ["tags"], of: "items", minimum: 1 },
  ],
  matches: [{ kind: "matches", field: ["name"], pattern: "^[a-z\\\\']+$" }],
  format: [{ kind: "format", field: ["name"], format: "date", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }],
  multiple_of: ["amount", "price", "ratio", "third"].map((name) => ({
    kind: "multiple_of",
    field: [name],
    divisor: "0.1",
  })),
  reference: [{ kind: "reference", field: ["order"], to: { dataset: "parents", field: "homePage" } }],
  distinct_count: [
    { kind: "distinct_count", field: ["name"], minimum: 1, maximum: 9 },
    { kind: "distinct_count", field: ["amount"], maximum: 9 },
    { kind: "distinct_count", field: ["moment"], minimum: 2 },
  ],
  row_count: [{ kind: "row_count", minimum: 1, maximum: 9 }],
  volume: [
    ...["moment", "wall", "day"].map((column): Rule => ({ kind: "volume", column, minimum: 1, maximum: 9 })),
    { kind: "volume", column: "day", minimum: 1, days: 7 },
  ],
  row_count_equals: [{ kind: "row_count_equals", dataset: "parents" }],
  freshness: ["moment", "wall", "day"].map((column) => ({ kind: "freshness", column, maxSeconds: 3600 })),
  expression: Object.values(EXPRESSIONS).flatMap((several) =>
    several.map((expression): Rule => ({ kind: "expression", expression, columns: ["name"] })),
  ),
  // No query over rows checks columns.
  schema: [],
};
