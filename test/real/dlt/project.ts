import { irOf } from "../../ir-of.ts";
import type { Engine } from "../dbt/engine.ts";

const CONTRACTS = {
  "contracts/orders.contract.yaml": `
contract: { name: orders, version: "1.0.0", owner: data-team@example.com }
dataset: { kind: table, table: shop_orders, primary_key: [order_id] }
schema:
  properties:
    order_id: { type: bigint }
    amount: { type: decimal, precision: 12, scale: 2 }
    updated_at: { type: timestamp }
`,
  "contracts/customers.contract.yaml": `
contract: { name: customers, version: "1.0.0", owner: data-team@example.com }
dataset: { kind: table, primary_key: [customer_id], closed: true }
schema:
  properties:
    customer_id: { type: bigint }
    order: { type: string }
    homePage: { type: string }
    updated_at: { type: timestamp }
`,
  "contracts/kinds.contract.yaml": `
contract: { name: kinds, version: "1.0.0", owner: data-team@example.com }
dataset: { kind: table, closed: true }
schema:
  properties:
    id: { type: bigint }
    small: { type: smallint }
    middle: { type: integer, bits: 32 }
    ratio: { type: double }
    share: { type: float }
    price: { type: decimal, precision: 20, scale: 3 }
    yes: { type: boolean }
    day: { type: date }
    clock: { type: time }
    moment: { type: timestamp }
    wall: { type: timestamp_local }
    span: { type: string }
    code: { type: uuid }
    mood: { type: string, enum: [good, bad] }
    raw: { type: bytes }
    doc: { type: json }
    tags: { type: json }
    updated_at: { type: string }
`,
};

/** Two tables that grow, one of them closed, and one with a column of each kind, which has no key. */
export function extractIr(engine: Engine) {
  return irOf({
    ...CONTRACTS,
    "contracts/daily.pipeline.yaml": `
pipeline: { name: daily, type: batch, schedule: "0 5 * * *", owner: data-team }
source:
  type: postgres
  connection: shop_postgres
  tables: [orders, customers]
  mode: incremental
  watermark: updated_at
  lookback: 1d
destination: { type: ${engine}, connection: warehouse, schema: raw }
`,
    "contracts/weekly.pipeline.yaml": `
pipeline: { name: weekly, type: batch, schedule: "0 5 * * 0", owner: data-team }
source: { type: postgres, connection: shop_postgres, tables: [kinds], mode: full }
destination: { type: ${engine}, connection: warehouse, schema: raw }
`,
  });
}

/** The source as it is before the first run. A row without a watermark is in it, and text that quoting could spoil. */
export const FIRST = `
create table shop_orders (order_id bigint primary key, amount numeric(12, 2), updated_at timestamptz);
insert into shop_orders
  select n, n, timestamptz '2024-05-01T00:00:00Z' + n * interval '1 minute' from generate_series(1, 2000) n;
insert into shop_orders values (3000, 7, null);
create table customers (customer_id bigint primary key, "order" text, "homePage" text, updated_at timestamptz);
insert into customers values
  (1, '', E'it''s\\t"x",\\n\\\\N %', '2024-05-01T00:00:00Z'), (2, null, 'null', '2024-05-02T00:00:00.123456Z');
`;

/**
 * The newest order so far is of 2024-05-02T09:20Z, so that a run looks back as far as 2024-05-01T09:20Z. A row has changed, one is
 * new, two are late: one of them is of the time that a run looks at.
 */
export const SECOND = `
update shop_orders set amount = -1, updated_at = '2024-05-03T00:00:00Z' where order_id = 5;
update shop_orders set amount = 1000 where order_id = 3000;
insert into shop_orders values
  (4001, 1, '2024-05-03T00:00:01Z'), (4002, 2, '2024-05-01T09:20:00Z'), (4003, 3, '2024-05-01T09:19:59Z');
update customers set "order" = 'changed', updated_at = '2024-05-04T00:00:00Z' where customer_id = 2;
`;

/** Rows that come before a run that is killed. */
export const THIRD = `
update shop_orders set amount = -3, updated_at = '2024-05-05T00:00:00Z' where order_id < 1000;
insert into shop_orders values (5001, 1, '2024-05-05T00:00:01Z');
update customers set "homePage" = 'third', updated_at = '2024-05-05T00:00:00Z';
`;

/** Every order changes, and is newer than all that has been loaded. */
export const RESTLESS = `
update shop_orders set
  amount = amount + 1, updated_at = (select max(updated_at) + interval '1 day' from shop_orders)
where updated_at is not null;
`;

/** All rows of the two tables that grow. */
export const ROWS = {
  orders: "select order_id, amount, updated_at from $.shop_orders order by order_id",
  customers: 'select customer_id, "order", "homePage", updated_at from $.customers order by customer_id',
};

/** One row with something in every column, and one with nothing. */
export const KINDS = `
create type mood as enum ('good', 'bad');
create table kinds (
  id bigint, small smallint, middle integer, ratio double precision, share real, price numeric(20, 3), yes boolean, day date,
  clock time, moment timestamptz, wall timestamp, span interval, code uuid, mood mood, raw bytea, doc jsonb, tags text[],
  updated_at text
);
insert into kinds values (
  9007199254740993, -32768, 2147483647, 0.1, 1.5, 12345678901234567.891, true, '2024-02-29',
  '10:11:12.5', '2024-05-06T07:08:09.123456+02:00', '2024-05-06T07:08:09.123456', '3 days 4 hours',
  '0A1B2C3D-0000-4000-8000-00000000000F', 'good', '\\x00ff27', '{"n": 12345678901234567890.5, "a": [1, {"b": null}]}',
  array['a', 'b"c', null], ''
), (null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
`;
