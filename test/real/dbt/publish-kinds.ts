import type { AssertionKind } from "../../../src/ir/assertion.ts";
import type { Ir } from "../../../src/ir/ir.ts";
import { irOf } from "../../ir-of.ts";
import type { Engine } from "./engine.ts";

/** The contract that has the rules: that of the source table, of a history, of an incremental fact, or of a mart. */
export const PLACES = ["source", "history", "fact", "mart"] as const;

/** One of them. */
export type Place = (typeof PLACES)[number];

/** A rule, and rows that violate it and no other. */
interface Bad {
  /** The rest of the rule's entry in `quality`. A schema needs none. */
  readonly rule?: string;
  /** The values of one row that differ from those of a good one, as SQL; or a script. */
  readonly change: Readonly<Record<string, string>> | string;
  /** The places where new rows can violate it; defaults to all. */
  readonly places?: readonly Place[];
}

/** Every column of the source: the type in the contract, the type in the database, and the value of a good row. */
const COLUMNS: Readonly<Record<string, readonly [type: string, sql: string, good: string]>> = {
  id: ["bigint", "bigint", "0"],
  filled: ["string", "text", "'here'"],
  code: ["string", "text", "null"],
  status: ["string", "text", "'open'"],
  amount: ["integer", "numeric(10, 2)", "50"],
  name: ["string", "text", "'Ada'"],
  sku: ["string", "text", "'AB-1'"],
  email: ["string", "text", "'ada@example.com'"],
  step: ["integer", "integer", "10"],
  customer_id: ["bigint", "bigint", "1"],
  grade: ["string", "text", "'a'"],
  low: ["integer", "integer", "1"],
  high: ["integer", "integer", "2"],
  seen_at: ["timestamp", "timestamp with time zone", "now()"],
  updated_at: ["timestamp", "timestamp with time zone", "now()"],
};

/** Rows for every kind: a new kind is an error here until it has some. */
const BAD: Readonly<Record<AssertionKind, Bad>> = {
  not_null: { rule: "field: filled", change: { filled: "null" } },
  unique: { rule: "fields: [code]", change: rows(2, { code: "'twin'" }) },
  in_set: { rule: "field: status, values: [open, closed]", change: { status: "'Open'" } },
  range: { rule: "field: amount, minimum: 0, maximum: 100", change: { amount: "101" } },
  length: { rule: "field: name, min: 2", change: { name: "'A'" } },
  matches: { rule: "field: sku, pattern: '^[A-Z]{2}-[0-9]+$'", change: { sku: "'ab-1'" } },
  format: { rule: "field: email, format: email", change: { email: "'ada at home'" } },
  multiple_of: { rule: "field: step, value: 5", change: { step: "12" } },
  reference: { rule: "field: customer_id, to: customers.customer_id", change: { customer_id: "99" } },
  distinct_count: { rule: "field: grade, max: 1", change: { grade: "'b'" } },
  row_count: { rule: "max: 30", change: rows(30, {}) },
  volume: { rule: "column: seen_at, max: 12", change: rows(13, { seen_at: "now() - interval '1 day'" }) },
  row_count_equals: { rule: "dataset: twins", change: "delete from raw.twins where id = 1" },
  freshness: {
    rule: "column: updated_at, max_delay: 1d",
    change: "update raw.events set updated_at = updated_at - interval '2 days'",
    // A fact and a history keep the newer rows that they have.
    places: ["source", "mart"],
  },
  expression: { rule: "sql: low <= high", change: { low: "3" } },
  // Models cast their columns to the types of the contract.
  schema: { change: { amount: "2.5" }, places: ["source"] },
};

/** The script that creates the source tables. */
export const CREATE = `create schema raw;
create table raw.customers (customer_id bigint);
insert into raw.customers values (1);
create table raw.twins (id bigint);
create table raw.events (${Object.entries(COLUMNS)
  .map(([name, [, sql]]) => `${name} ${sql}`)
  .join(", ")})`;

/** Loads good rows, and the bad rows of a kind besides. */
export function loadScript(kind?: AssertionKind): string {
  const good = [1, 2, 3, 4, 5].map((id) => row({ id: String(id) }));
  const { change = "" } = kind === undefined ? {} : BAD[kind];
  const isRow = typeof change !== "string";
  const bad = isRow ? rows(1, change) : change.startsWith("insert") ? change : "";
  const after = isRow || bad !== "" ? "" : change;
  const twins = "insert into raw.twins select id from raw.events";
  return ["delete from raw.events; delete from raw.twins", insert(good), bad, twins, after].filter(Boolean).join("; ");
}

function rows(count: number, values: Readonly<Record<string, string>>): string {
  return insert(Array.from({ length: count }, (_, index) => row({ id: String(6 + index), ...values })));
}

function row(values: Readonly<Record<string, string>>): string {
  return `(${Object.entries(COLUMNS)
    .map(([name, [, , good]]) => values[name] ?? good)
    .join(", ")})`;
}

function insert(values: readonly string[]): string {
  return `insert into raw.events values ${values.join(", ")}`;
}

/** The kinds that rows can violate at a place. */
export function kindsAt(place: Place): readonly AssertionKind[] {
  return (Object.keys(BAD) as AssertionKind[]).filter((kind) => BAD[kind].places?.includes(place) ?? true);
}

/** The relations that readers see, with the order of their rows. */
export const PUBLISHED = {
  dim_events_snapshot: "id, dbt_valid_from",
  dim_events: "id, valid_from",
  fct_events: "id",
  all_events: "id",
} as const;

/** A pipeline through all places, whose rules are on the contract of one. */
export function kindsIr(destination: Engine, place: Place): Ir {
  const names = Object.keys(COLUMNS).join(", ");
  const contract = (name: string, own: Place, more = "") => `
contract: {name: ${name}, version: 1.0.0, owner: shop@example.com}
dataset: {updated_at: updated_at${own === "history" ? "" : ", primary_key: [id]"}}
fields:
${Object.entries(COLUMNS)
  .map(([column, [type]]) => `  - {name: ${column}, type: ${type}}\n`)
  .join("")}${more}${own === place ? quality(place) : ""}`;
  const history =
    "  - {name: valid_from, type: timestamp}\n  - {name: valid_to, type: timestamp}\n  - {name: is_current, type: boolean}\n";
  return irOf({
    "contracts/customers.contract.yaml": `
contract: {name: customers, version: 1.0.0, owner: shop@example.com}
fields: [{name: customer_id, type: bigint}]
`,
    "contracts/twins.contract.yaml": `
contract: {name: twins, version: 1.0.0, owner: shop@example.com}
fields: [{name: id, type: bigint}]
`,
    "contracts/events.contract.yaml": contract("events", "source"),
    "contracts/dim_events.contract.yaml": contract("dim_events", "history", history),
    "contracts/fct_events.contract.yaml": contract("fct_events", "fact"),
    "contracts/all_events.contract.yaml": contract("all_events", "mart"),
    "contracts/daily.pipeline.yaml": `
pipeline: {name: daily, owner: shop@example.com}
source: {name: shop, type: postgres, connection: shop, tables: [customers, twins, events]}
destination: {type: ${destination}, connection: warehouse, schema: raw}
models:
  - {staging: customers}
  - {staging: twins}
  - {staging: events}
  - {dimension: events, name: dim_events, scd: 2, tracked: [status], contract: dim_events}
  - name: fct_events
    kind: fact
    contract: fct_events
    materialized: incremental
    unique_key: id
    sql: "select ${names} from {{ ref('events') }}"
  - name: all_events
    kind: mart
    contract: all_events
    sql: "select ${names} from {{ ref('events') }}"
`,
  });
}

function quality(place: Place): string {
  const rules = kindsAt(place).flatMap((kind) => {
    const { rule } = BAD[kind];
    const name = kind === "row_count_equals" ? "equal_row_count" : kind;
    return rule === undefined ? [] : [`  - {name: r_${kind}, rule: ${name}, ${rule}}\n`];
  });
  return `quality:\n${rules.join("")}`;
}
