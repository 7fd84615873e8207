import type { Type } from "../ir/field.ts";
import { LOSS, LOSSLESS, type TypeLosses } from "../ir/type-loss.ts";
import { code, join } from "../text/quote/code.ts";
import { ANSI, ansiNaming } from "./ansi.ts";
import type { Dialect } from "./dialect.ts";
import { postgresDocuments } from "./documents.ts";
import { ANSI_LEXIS } from "./lexis.ts";
import { decimals, floats, integers, type TypeNames, timestamps, typeName } from "./type-names.ts";

/** The reserved words of PostgreSQL, which engines based on it also reserve. */
export const POSTGRES_WORDS =
  "all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast char character check coalesce collate collation column concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect interval into is isnull join lateral leading least left like limit localtime localtimestamp national natural nchar none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary real references returning right row select session_user setof similar smallint some substring symmetric system_user table tablesample then time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable";

const types: TypeNames = {
  string: "text",
  int: integers({ 16: "smallint", 32: "integer", 64: "bigint" }),
  float: floats({ 32: "real", 64: "double precision" }),
  decimal: decimals("numeric"),
  bool: "boolean",
  date: "date",
  time: "time",
  timestamp: timestamps({ instant: "timestamptz", local: "timestamp" }),
  duration: "text",
  uuid: "uuid",
  bytes: "bytea",
  json: "jsonb",
  enum: "text",
  // PostgreSQL does not store the type of nested arrays, and arrays of structs need a declared type.
  array: ({ items }, inner) => (isPlain(items) ? `${inner(items)}[]` : "jsonb"),
  map: "jsonb",
  struct: "jsonb",
  vector: "real[]",
};

const losses: TypeLosses = {
  ...LOSSLESS,
  time: LOSS.micros,
  timestamp: LOSS.micros,
  duration: LOSS.duration,
  array: ({ items }) => (isPlain(items) ? undefined : LOSS.items()),
  map: LOSS.values,
  struct: LOSS.members,
  vector: LOSS.dimensions,
};

/** PostgreSQL. */
export const postgres: Dialect = {
  ...ANSI,
  ...ansiNaming(POSTGRES_WORDS),
  name: "postgres",
  types,
  losses,
  castTypes: types,
  epoch: (of) => code`extract(epoch from ${of})`,
  epochNow: code`extract(epoch from current_timestamp)`,
  stringLength: "char_length",
  itemsLength: (of) => postgresDocuments.count(postgresDocuments.json(of)),
  documents: postgresDocuments,
  matches: (of, pattern) => code`${of} ~ ${pattern}`,
  // A comparison as text, because a column of a source may have a type without NaN.
  isInterval: (of) => code`cast(pg_typeof(${of}) as text) = 'interval'`,
  // The type of a numeric value has no precision.
  hasType: (of, type) =>
    type.kind === "decimal" ? undefined : code`pg_typeof(${of}) = pg_typeof(cast(null as ${typeName(type, types)}))`,
  isNan: (of) => code`cast(${of} as text) = 'NaN'`,
  spelled: (of) => code`cast(cast(${of} as text) as double precision)`,
  withoutNan: (of) => code`nullif(${of}, cast('NaN' as double precision))`,
  // PostgreSQL rounds only decimals to a number of digits, and halves of floats to even.
  roundFloat: (of, places) =>
    code`cast(round(${join([code`cast(cast(${of} as text) as numeric)`, ...places], ", ")}) as double precision)`,
  // A numeric without a precision has as many digits as it needs.
  widened: (of, { kind }) => (kind === "int" ? code`cast(${of} as numeric)` : of),
  remainder: (of, divisor) => code`mod(cast(${of} as numeric), ${divisor})`,
  floatRemainder: (of, divisor) => code`mod(cast(cast(${of} as text) as numeric), ${divisor})`,
  likeEscapes: true,
  limits: {
    identifierLength: 63,
    decimalPrecision: 1000,
    decimalScale: 1000,
    stringBytes: 1_073_741_823,
    source: "www.postgresql.org/docs/current/limits.html",
    arithmeticPrecision: 16_383,
  },
  lexis: { ...ANSI_LEXIS, qualify: false, aliasesEverywhere: false },
};

function isPlain({ kind }: Type): boolean {
  return kind !== "array" && kind !== "map" && kind !== "struct" && kind !== "vector";
}
