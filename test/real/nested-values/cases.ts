import { irOf } from "../../ir-of.ts";
import type { Engine } from "../dbt/engine.ts";

/** A column of lists, objects or JSON: its type in the contract, its type in PostgreSQL, and values as SQL. */
interface NestedCase {
  readonly type: string;
  readonly stored: string;
  readonly good: readonly string[];
  readonly bad?: readonly string[];
  /** The assertion that a bad value violates. */
  readonly violates?: "schema" | "items.length";
}

const json = (...values: readonly string[]) => values.map((value) => `'${value}'::jsonb`);

/** One table per case. */
const NESTED_CASES: Readonly<Record<string, NestedCase>> = {
  strings: { type: "array, items: { type: string }", stored: "text[]", good: ["array['a', null, 'b\"c', '']", "'{}'"] },
  integers: {
    type: "array, items: { type: bigint }",
    stored: "bigint[]",
    good: ["array[1, null, 9223372036854775807]"],
  },
  decimals: {
    type: "array, items: { type: decimal, precision: 5, scale: 2 }",
    stored: "numeric(5, 2)[]",
    good: ["array[1.5, 999.99]"],
  },
  doubles: { type: "array, items: { type: double }", stored: "float8[]", good: ["array[0.1, 1e300]"] },
  booleans: { type: "array, items: { type: boolean }", stored: "boolean[]", good: ["array[true, false, null]"] },
  dates: { type: "array, items: { type: date }", stored: "date[]", good: ["array['2024-02-29'::date]"] },
  instants: {
    type: "array, items: { type: timestamp }",
    stored: "timestamptz[]",
    good: ["array['2024-05-06T07:08:09.123456+02:00'::timestamptz]"],
  },
  moments: {
    type: "array, items: { type: timestamp_local }",
    stored: "timestamp[]",
    good: ["array['2024-05-06T07:08:09'::timestamp]"],
  },
  uuids: {
    type: "array, items: { type: uuid }",
    stored: "uuid[]",
    good: ["array['0A1B2C3D-0000-4000-8000-00000000000F'::uuid]"],
  },
  enums: { type: "array, items: { type: string, enum: [good, bad] }", stored: "text[]", good: ["array['good']"] },
  lists: {
    type: "array, items: { type: array, items: { type: bigint } }",
    stored: "bigint[][]",
    good: ["array[[1, 2], [3, 4]]", "'{}'"],
  },
  vectors: { type: "vector, dimensions: 3", stored: "real[]", good: ["array[1, 2.5, 3]::real[]"] },
  documents: { type: "json", stored: "jsonb", good: json('{"a": [1, {"b": null}]}', "[]", "3") },
  anything: { type: "array, items: { type: json }", stored: "jsonb", good: json('[1, "a", {"b": []}, null]') },
  maps: { type: "map, values: { type: bigint }", stored: "jsonb", good: json('{"a": 1, "b c": null}', "{}") },
  objects: {
    type: "object, properties: { city: { type: string }, zip: { type: bigint }, since: { type: date } }",
    stored: "jsonb",
    good: json('{"city": "Bonn", "zip": 53111, "since": "2024-02-29"}', '{"city": null, "extra": true}', "{}"),
  },
  list_of_objects: {
    type: "array, items: { type: object, properties: { sku: { type: string }, amount: { type: decimal, precision: 5, scale: 2 } } }",
    stored: "jsonb",
    good: json('[{"sku": "a", "amount": 1.5}, {}]', "[]"),
  },
  counted: {
    type: "array, min_items: 1, max_items: 2, items: { type: string }",
    stored: "text[]",
    good: ["array['a']", "array['a', null]"],
  },
  bad_counts: {
    type: "array, min_items: 1, max_items: 2, items: { type: string }",
    stored: "text[]",
    good: ["array['a']"],
    bad: ["'{}'", "array['a', 'b', 'c']"],
    violates: "items.length",
  },
  bad_lists: {
    type: "array, items: { type: string }",
    stored: "jsonb",
    good: json('["a"]'),
    bad: json('{"a": 1}', '"a"', "1", "null"),
    violates: "schema",
  },
  bad_items: {
    type: "array, items: { type: bigint }",
    stored: "jsonb",
    good: json("[1, 2.0, null]"),
    bad: json('["a"]', "[1, 2.5]", "[[1]]", "[true]"),
    violates: "schema",
  },
  bad_strings: {
    type: "array, items: { type: string }",
    stored: "jsonb",
    good: json('["1"]'),
    bad: json("[1]", '["a", {"b": 1}]'),
    violates: "schema",
  },
  bad_dates: {
    type: "array, items: { type: date }",
    stored: "jsonb",
    good: json('["2024-02-29"]'),
    bad: json('["yesterday"]'),
    violates: "schema",
  },
  bad_decimals: {
    type: "array, items: { type: decimal, precision: 5, scale: 2 }",
    stored: "jsonb",
    good: json("[1.50]"),
    bad: json("[1.005]", "[1000]"),
    violates: "schema",
  },
  bad_nests: {
    type: "array, items: { type: array, items: { type: bigint } }",
    stored: "jsonb",
    good: json("[[1], []]"),
    bad: json("[1]", '[["a"]]'),
    violates: "schema",
  },
  bad_maps: {
    type: "map, values: { type: bigint }",
    stored: "jsonb",
    good: json('{"a": 1}'),
    bad: json("[1]", '{"a": "b"}'),
    violates: "schema",
  },
  bad_vectors: {
    type: "vector, dimensions: 2",
    stored: "jsonb",
    good: json("[1, 2.5]"),
    bad: json("[1]", '["a", "b"]'),
    violates: "schema",
  },
  bad_objects: {
    type: "object, properties: { city: { type: string }, zip: { type: bigint } }",
    stored: "jsonb",
    good: json('{"city": "Bonn"}'),
    bad: json('{"city": 1}', '{"zip": "x"}', "[]", '"Bonn"'),
    violates: "schema",
  },
  bad_list_of_objects: {
    type: "array, items: { type: object, properties: { amount: { type: bigint } } }",
    stored: "jsonb",
    good: json('[{"amount": 1}]'),
    bad: json('[{"amount": "1"}]', "[1]"),
    violates: "schema",
  },
};

/** A contract per case, and the pipeline that loads them all. */
export function nestedIr(engine: Engine) {
  const contracts = Object.entries(NESTED_CASES).map(([name, { type }]): [string, string] => [
    `contracts/${name}.contract.yaml`,
    `contract: { name: ${name}, version: "1.0.0", owner: data-team@example.com }
dataset: { kind: table, primary_key: [id] }
schema: { properties: { id: { type: bigint }, items: { type: ${type} } } }
`,
  ]);
  return irOf({
    ...Object.fromEntries(contracts),
    "contracts/daily.pipeline.yaml": `
pipeline: { name: daily, type: batch, schedule: "0 5 * * *", owner: data-team }
source: { type: postgres, connection: shop_postgres, tables: [${Object.keys(NESTED_CASES).join(", ")}], mode: full }
destination: { type: ${engine}, connection: warehouse, schema: raw }
quality: { after: staging, engines: [dbt, great_expectations] }
`,
  });
}

/** The tables of the source: the good values, a NULL, and the bad values. */
export const NESTED_TABLES = Object.entries(NESTED_CASES)
  .map(([name, { stored, good, bad = [] }]) => {
    const rows = [...good, "null", ...bad].map((value, index) => `(${index + 1}, ${value})`);
    return `create table ${name} (id bigint primary key, items ${stored});\ninsert into ${name} values ${rows.join(", ")};`;
  })
  .join("\n");

/** The violating rows of each assertion. */
export const NESTED_VIOLATIONS = Object.fromEntries(
  Object.entries(NESTED_CASES).flatMap(([name, { bad, violates }]) =>
    bad === undefined || violates === undefined ? [] : [[`${name}.${violates}`, bad.length]],
  ),
);
