import { irOf } from "../../ir-of.ts";
import type { Engine } from "../dbt/engine.ts";

const COLUMNS: Readonly<Record<string, string>> = {
  keyless: "",
  digits: "amount: { type: decimal, precision: 6, scale: 2 }",
  fractions: "amount: { type: decimal, precision: 6, scale: 2 }",
  small: "amount: { type: integer, bits: 32 }",
  ancient: "happened: { type: timestamp }",
  future: "",
  twins: "amount: { type: decimal, precision: 6, scale: 2 }",
  zones: "happened: { type: timestamp }, wall: { type: timestamp_local }, day: { type: date }",
  lists: "doc: { type: json }, tags: { type: json }, prices: { type: json }",
  gone: "",
};

/** The tables with a fault, each of its own kind. */
export const FAULTY = ["keyless", "digits", "fractions", "small", "ancient", "future"];

/** One contract per kind of row that is hard to load, a pipeline that loads by the watermark, and one that loads in full. */
export function edgesIr(engine: Engine) {
  const contracts = Object.entries(COLUMNS).map(([name, columns]): [string, string] => [
    `contracts/${name}.contract.yaml`,
    `contract: { name: ${name}, version: "1.0.0", owner: data-team@example.com }
dataset: { kind: table, primary_key: [id] }
schema: { properties: { id: { type: bigint }, ${columns === "" ? "" : `${columns}, `}updated_at: { type: timestamp } } }
`,
  ]);
  const pipeline = (name: string, source: string, schema: string) => `
pipeline: { name: ${name}, type: batch, schedule: "0 5 * * *", owner: data-team }
source: { type: postgres, connection: shop_postgres, ${source} }
destination: { type: ${engine}, connection: warehouse, schema: ${schema} }
`;
  return irOf({
    ...Object.fromEntries(contracts),
    "contracts/daily.pipeline.yaml": pipeline(
      "daily",
      `tables: [${Object.keys(COLUMNS).join(", ")}], mode: incremental, watermark: updated_at, lookback: 1h`,
      "raw",
    ),
    "contracts/whole.pipeline.yaml": pipeline("whole", "tables: [gone, twins], mode: full", "copies"),
  });
}

/** The source, on a server whose time zone has summer time. Nothing but its own words enforces a key. */
export const EDGES = `
do $$ begin execute format('alter database %I set timezone to ''America/New_York''', current_database()); end $$;
create table keyless (id bigint, updated_at timestamptz);
insert into keyless values (1, '2024-05-01Z'), (null, '2024-05-01Z');
create table digits (id bigint, amount numeric, updated_at timestamptz);
insert into digits values (1, 12345.5, '2024-05-01Z');
create table fractions (id bigint, amount numeric(12, 4), updated_at timestamptz);
insert into fractions values (1, 1.2345, '2024-05-01Z');
create table small (id bigint, amount bigint, updated_at timestamptz);
insert into small values (1, 3000000000, '2024-05-01Z');
create table ancient (id bigint, happened timestamptz, updated_at timestamptz);
insert into ancient values (1, '0044-03-15 BC', '2024-05-01Z');
create table future (id bigint, updated_at timestamptz);
insert into future values (1, 'infinity');
create table twins (id bigint, amount numeric(6, 2), updated_at timestamptz);
insert into twins values (1, 1, '2024-05-01Z'), (1, 1, '2024-05-01Z'), (1, 2, '2024-05-01Z'), (2, 3, null), (3, 4, '2024-05-01Z');
create table zones (id bigint, happened timestamptz, wall timestamp, day date, updated_at timestamptz);
insert into zones values
  (1, '2024-03-10T06:59:59.999999Z', '2024-03-10T02:30:00', '2024-03-10', '2024-05-01Z'),
  (2, '2024-11-03T05:30:00Z', '2024-11-03T01:30:00', '9999-12-31', '2024-05-01Z'),
  (3, '2024-11-03T06:30:00Z', '0001-01-01T00:00:00', '0001-01-01', '2024-05-01Z');
create table lists (id bigint, doc json, tags text[], prices numeric(5, 2)[][], updated_at timestamptz);
insert into lists values
  (1, '{"b": 1.50, "a": [null, "x\\"y"]}', array['a', null, 'b"c', ''], array[[1.5, 2], [3, 4]], '2024-05-01Z'),
  (2, null, null, null, '2024-05-01Z'), (3, '[]', '{}', '{}', '2024-05-01Z');
create table gone (id bigint, updated_at timestamptz);
insert into gone values (1, '2024-05-01Z'), (2, '2024-05-01Z');
`;

/** Every fault is mended, and rows go. */
export const MENDED = `
update keyless set id = 2 where id is null;
update digits set amount = 1;
update fractions set amount = 1;
update small set amount = 1;
update ancient set happened = null;
update future set updated_at = '2024-05-01Z';
delete from gone;
`;

/** The rows of the tables that can be loaded as they are. */
export const EDGE_ROWS = {
  twins: "select id, amount, updated_at from $.twins order by id, amount",
  zones: "select id, happened, wall, day, updated_at from $.zones order by id",
};
