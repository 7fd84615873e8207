/** A table of the source and its contract, before or after a change. Every contract has `id`, the key, and `changed`, the watermark. */
export interface Side {
  /** The fields beside `id` and `changed`, as in a contract, on one line. */
  readonly fields: string;
  readonly key?: string;
  readonly closed?: boolean;
  readonly mode?: "full" | "incremental";
}

/** What becomes of a change. */
export interface Change {
  readonly before: Side;
  readonly after: Side;
  /** Creates the columns of the source beside `id` and `changed`, and a value for each of the rows 1 and 2. */
  readonly source: readonly [columns: string, first: string, second: string];
  /** Changes the source. */
  readonly alter?: string;
  /** What the extract refuses, if it does. */
  readonly refused?: string;
  /** The columns beside `id` of the rows after a run that follows. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** True if an incremental model of the table needs `--full-refresh`, although the extract follows. */
  readonly rebuildsFact?: true;
  /** True if the incremental model is built in place, and a view reads it. */
  readonly isInPlace?: true;
}

const V = (type: string) => `v: ${type}`;
const DECIMAL = (precision: number, scale: number) => V(`{ type: decimal, precision: ${precision}, scale: ${scale} }`);
const TEXT = V("{ type: string }");

/** What a column looks like in a message. */
const differs = (before: string, after: string) => `v is ${before} in raw.$, and ${after} in the contract`;

const ALL: Readonly<Record<string, Change>> = {
  add_nullable: {
    before: { fields: TEXT },
    after: { fields: `${TEXT}, w: { type: string }` },
    source: ["v text", "'a'", "'b'"],
    alter: "alter table $ add w text; insert into $ values (3, now(), 'c', 'new')",
    rows: [
      ["a", null],
      ["b", null],
      ["c", "new"],
    ],
  },
  add_nullable_closed: {
    before: { fields: TEXT, closed: true },
    after: { fields: `${TEXT}, w: { type: bigint }`, closed: true },
    source: ["v text", "'a'", "'b'"],
    alter: "alter table $ add w bigint; insert into $ values (3, now(), 'c', 7)",
    rows: [
      ["a", null],
      ["b", null],
      ["c", "7"],
    ],
  },
  add_required: {
    before: { fields: TEXT },
    after: { fields: `${TEXT}, w: { type: string, required: true }` },
    source: ["v text", "'a'", "'b'"],
    alter: "alter table $ add w text not null default 'old'",
    refused: "w is not in raw.$, whose rows lack a value that the contract requires",
    rows: [
      ["a", "old"],
      ["b", "old"],
    ],
  },
  add_required_full: {
    before: { fields: TEXT, mode: "full" },
    after: { fields: `${TEXT}, w: { type: string, required: true }`, mode: "full" },
    source: ["v text", "'a'", "'b'"],
    alter: "alter table $ add w text not null default 'old'",
    rows: [
      ["a", "old"],
      ["b", "old"],
    ],
  },
  drop: {
    before: { fields: `${TEXT}, w: { type: string }` },
    after: { fields: TEXT },
    source: ["v text, w text", "'a', 'x'", "'b', 'y'"],
    alter: "alter table $ drop w",
    refused: "w is in raw.$, and not in the contract",
    rows: [["a"], ["b"]],
  },
  drop_full: {
    before: { fields: `${TEXT}, w: { type: string }`, mode: "full" },
    after: { fields: TEXT, mode: "full", closed: true },
    source: ["v text, w text", "'a', 'x'", "'b', 'y'"],
    alter: "alter table $ drop w",
    refused: "w is in raw.$, and not in the contract",
    rows: [["a"], ["b"]],
  },
  rename: {
    before: { fields: "old: { type: string }" },
    after: { fields: "v: { type: string, renamed_from: old }" },
    source: ["old text", "'a'", "'b'"],
    alter: "alter table $ rename old to v; insert into $ values (3, now(), 'c')",
    rows: [["a"], ["b"], ["c"]],
    rebuildsFact: true,
  },
  rename_and_widen: {
    before: { fields: "old: { type: integer, bits: 32 }" },
    after: { fields: "v: { type: bigint, renamed_from: old }" },
    source: ["old integer", "1", "2"],
    alter:
      "alter table $ rename old to v; alter table $ alter v type bigint; insert into $ values (3, now(), 30000000000)",
    rows: [["1"], ["2"], ["30000000000"]],
    rebuildsFact: true,
  },
  rename_undocumented: {
    before: { fields: "old: { type: string }" },
    after: { fields: TEXT },
    source: ["old text", "'a'", "'b'"],
    alter: "alter table $ rename old to v",
    refused: "old is in raw.$, and not in the contract",
    rows: [["a"], ["b"]],
  },
  rename_the_watermark: {
    before: { fields: TEXT },
    after: { fields: TEXT },
    source: ["v text", "'a'", "'b'"],
    alter: "alter table $ rename changed to modified; insert into $ values (3, now(), 'c'); delete from $ where id = 1",
    rows: [["a"], ["b"], ["c"]],
  },
  smallint_to_integer: {
    before: { fields: V("{ type: smallint }") },
    after: { fields: V("{ type: integer, bits: 32 }") },
    source: ["v smallint", "1", "null"],
    alter: "alter table $ alter v type integer; insert into $ values (3, now(), 70000)",
    rows: [["1"], [null], ["70000"]],
  },
  integer_to_bigint: {
    before: { fields: V("{ type: integer, bits: 32 }") },
    after: { fields: V("{ type: bigint }") },
    source: ["v integer", "1", "null"],
    alter: "alter table $ alter v type bigint; insert into $ values (3, now(), 30000000000)",
    rows: [["1"], [null], ["30000000000"]],
  },
  bigint_to_integer: {
    before: { fields: V("{ type: bigint }") },
    after: { fields: V("{ type: integer, bits: 32 }") },
    source: ["v bigint", "1", "2"],
    alter: "alter table $ alter v type integer",
    refused: differs("bigint", "integer"),
    rows: [["1"], ["2"]],
  },
  more_digits: {
    before: { fields: DECIMAL(4, 2) },
    after: { fields: DECIMAL(8, 2) },
    source: ["v numeric(4, 2)", "12.5", "null"],
    alter: "alter table $ alter v type numeric(8, 2); insert into $ values (3, now(), 123456.25)",
    rows: [["12.50"], [null], ["123456.25"]],
  },
  in_place: {
    before: { fields: DECIMAL(4, 2) },
    after: { fields: `${DECIMAL(8, 2)}, w: { type: string }` },
    source: ["v numeric(8, 2)", "12.5", "1"],
    alter: "alter table $ add w text; insert into $ values (3, now(), 123456.25, 'new')",
    rows: [
      ["12.50", null],
      ["1.00", null],
      ["123456.25", "new"],
    ],
    isInPlace: true,
  },
  more_digits_closed: {
    before: { fields: DECIMAL(8, 2), closed: true },
    after: { fields: DECIMAL(12, 4), closed: true },
    source: ["v numeric(12, 4)", "12.5", "1"],
    alter: "insert into $ values (3, now(), 123456.0625)",
    rows: [["12.5000"], ["1.0000"], ["123456.0625"]],
  },
  fewer_digits: {
    before: { fields: DECIMAL(8, 2) },
    after: { fields: DECIMAL(4, 2) },
    source: ["v numeric(8, 2)", "12.5", "1"],
    refused: differs("decimal(8, 2)", "decimal(4, 2)"),
    rows: [["12.50"], ["1.00"]],
  },
  more_fractions_for_fewer_wholes: {
    before: { fields: DECIMAL(8, 2) },
    after: { fields: DECIMAL(8, 4) },
    source: ["v numeric", "12.5", "1"],
    refused: differs("decimal(8, 2)", "decimal(8, 4)"),
    rows: [["12.5000"], ["1.0000"]],
  },
  integer_to_decimal: {
    before: { fields: V("{ type: integer, bits: 32 }") },
    after: { fields: DECIMAL(12, 2) },
    source: ["v integer", "7", "8"],
    alter: "alter table $ alter v type numeric(12, 2); insert into $ values (3, now(), 0.25)",
    rows: [["7.00"], ["8.00"], ["0.25"]],
  },
  bigint_to_short_decimal: {
    before: { fields: V("{ type: bigint }") },
    after: { fields: DECIMAL(12, 2) },
    source: ["v bigint", "7", "8"],
    alter: "alter table $ alter v type numeric(12, 2)",
    refused: differs("bigint", "decimal(12, 2)"),
    rows: [["7.00"], ["8.00"]],
  },
  integer_to_string: {
    before: { fields: V("{ type: bigint }") },
    after: { fields: TEXT },
    source: ["v bigint", "7", "8"],
    alter: "alter table $ alter v type text",
    refused: differs("bigint", "string"),
    rows: [["7"], ["8"]],
  },
  string_to_integer: {
    before: { fields: TEXT },
    after: { fields: V("{ type: bigint }") },
    source: ["v text", "'7'", "'8'"],
    alter: "alter table $ alter v type bigint using v::bigint",
    refused: differs("string", "bigint"),
    rows: [["7"], ["8"]],
  },
  integer_to_double: {
    before: { fields: V("{ type: integer, bits: 32 }") },
    after: { fields: V("{ type: double }") },
    source: ["v integer", "7", "8"],
    alter: "alter table $ alter v type double precision",
    refused: differs("integer", "double"),
    rows: [["7.0"], ["8.0"]],
  },
  boolean_to_string: {
    before: { fields: V("{ type: boolean }") },
    after: { fields: TEXT },
    source: ["v boolean", "true", "null"],
    alter: "alter table $ alter v type text",
    refused: differs("boolean", "string"),
    rows: [["true"], [null]],
  },
  instant_to_local: {
    before: { fields: V("{ type: timestamp }") },
    after: { fields: V("{ type: timestamp_local }") },
    source: ["v timestamptz", "'2026-01-01T00:00:00Z'", "null"],
    alter: "alter table $ alter v type timestamp using v at time zone 'UTC'",
    refused: differs("timestamp", "timestamp without time zone"),
    rows: [["2026-01-01 00:00:00"], [null]],
  },
  date_to_timestamp: {
    before: { fields: V("{ type: date }") },
    after: { fields: V("{ type: timestamp_local }") },
    source: ["v date", "'2026-01-01'", "null"],
    alter: "alter table $ alter v type timestamp",
    refused: differs("date", "timestamp without time zone"),
    rows: [["2026-01-01 00:00:00"], [null]],
  },
  json_to_string: {
    before: { fields: V("{ type: json }") },
    after: { fields: TEXT },
    source: ["v jsonb", "'[1]'", "null"],
    alter: "alter table $ alter v type text",
    refused: differs("json", "string"),
    rows: [["[1]"], [null]],
  },
  float_to_double: {
    before: { fields: V("{ type: float }") },
    after: { fields: V("{ type: double }") },
    source: ["v real", "0.5", "null"],
    alter: "alter table $ alter v type double precision; insert into $ values (3, now(), 0.1)",
    rows: [["0.5"], [null], ["0.1"]],
  },
  uuid_to_string: {
    before: { fields: V("{ type: uuid }") },
    after: { fields: TEXT },
    source: ["v uuid", "'0a1b2c3d-0000-4000-8000-00000000000f'", "null"],
    alter: "alter table $ alter v type text; insert into $ values (3, now(), 'no uuid')",
    rows: [["0a1b2c3d-0000-4000-8000-00000000000f"], [null], ["no uuid"]],
    rebuildsFact: true,
  },
  longer_string: {
    before: { fields: V("{ type: string, max_length: 3 }") },
    after: { fields: V("{ type: string, max_length: 10 }") },
    source: ["v varchar(3)", "'abc'", "null"],
    alter: "alter table $ alter v type varchar(10); insert into $ values (3, now(), 'abcdefg')",
    rows: [["abc"], [null], ["abcdefg"]],
  },
  value_of_a_set: {
    before: { fields: V("{ type: string, enum: [a, b] }") },
    after: { fields: V("{ type: string, enum: [a, b, c] }") },
    source: ["v text", "'a'", "'b'"],
    alter: "insert into $ values (3, now(), 'c')",
    rows: [["a"], ["b"], ["c"]],
  },
  required_to_nullable: {
    before: { fields: V("{ type: string, required: true }") },
    after: { fields: TEXT },
    source: ["v text not null", "'a'", "'b'"],
    alter: "alter table $ alter v drop not null; insert into $ values (3, now(), null)",
    rows: [["a"], ["b"], [null]],
  },
  nullable_to_required: {
    before: { fields: TEXT },
    after: { fields: V("{ type: string, required: true }") },
    source: ["v text", "'a'", "'b'"],
    alter: "insert into $ values (3, now(), 'c')",
    rows: [["a"], ["b"], ["c"]],
  },
  longer_key: {
    before: { fields: TEXT },
    after: { fields: TEXT, key: "id, v" },
    source: ["v text", "'a'", "'b'"],
    refused: "the key is id in raw.$, and id, v in the contract",
    rows: [["a"], ["b"]],
  },
  shorter_key: {
    before: { fields: TEXT, key: "id, v" },
    after: { fields: TEXT },
    source: ["v text", "'a'", "'b'"],
    refused: "the key is id, v in raw.$, and id in the contract",
    rows: [["a"], ["b"]],
  },
  closed: {
    before: { fields: TEXT },
    after: { fields: TEXT, closed: true },
    source: ["v text", "'a'", "'b'"],
    alter: "insert into $ values (3, now(), 'c')",
    rows: [["a"], ["b"], ["c"]],
  },
  opened: {
    before: { fields: TEXT, closed: true },
    after: { fields: TEXT },
    source: ["v text", "'a'", "'b'"],
    alter: "insert into $ values (3, now(), 'c')",
    rows: [["a"], ["b"], ["c"]],
  },
  reordered: {
    before: { fields: `${TEXT}, w: { type: bigint }` },
    after: { fields: `w: { type: bigint }, ${TEXT}` },
    source: ["v text, w bigint", "'a', 1", "'b', 2"],
    alter: "insert into $ values (3, now(), 'c', 3)",
    rows: [
      ["a", "1"],
      ["b", "2"],
      ["c", "3"],
    ],
  },
  full_to_incremental: {
    before: { fields: TEXT, mode: "full" },
    after: { fields: TEXT, mode: "incremental" },
    source: ["v text", "'a'", "'b'"],
    alter: "delete from $ where id = 1; insert into $ values (3, now(), 'c')",
    rows: [["b"], ["c"]],
  },
  incremental_to_full: {
    before: { fields: TEXT, mode: "incremental" },
    after: { fields: TEXT, mode: "full" },
    source: ["v text", "'a'", "'b'"],
    alter: "delete from $ where id = 1; insert into $ values (3, now(), 'c')",
    rows: [["b"], ["c"]],
  },
};

/** Changes of contracts, by the name of the table. The variable DEX_CHANGES has the names of a few, to try only them. */
export const CHANGES: Readonly<Record<string, Change>> = Object.fromEntries(
  Object.entries(ALL).filter(([name]) => process.env["DEX_CHANGES"]?.split(",").includes(name) ?? true),
);
