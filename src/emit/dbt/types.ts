import type { Field, Type, TypeKind } from "../../ir/field.ts";
import { Code, join } from "../../text/quote/code.ts";
import * as sql from "../../text/quote/sql.ts";
import type { Adapter } from "./options.ts";

/** The type of a column in a warehouse. A length is never part of it: a cast would cut a longer text silently, where a test reports it. */
export function dataType(type: Type, adapter: Adapter): Code {
  const printers: Printers = TYPES[adapter];
  const printer = printers[type.kind] as Printer<Type>;
  return printer instanceof Code ? printer : printer(type, (inner) => dataType(inner, adapter));
}

/** A fixed type, or one made from the type's own parameters and its inner types. */
type Printer<T> = Code | ((type: T, inner: (type: Type) => Code) => Code);

type Printers = { readonly [K in TypeKind]: Printer<Extract<Type, { kind: K }>> };

function is(text: string): Code {
  return Code.trusted(text);
}

const decimal = (type: Extract<Type, { kind: "decimal" }>): Code => is(`decimal(${type.precision}, ${type.scale})`);

/** The members of a struct as `name type` pairs, with the dialect's mark between name and type. */
function members(
  fields: readonly Field[],
  inner: (type: Type) => Code,
  how: { adapter: Adapter; mark: string },
): string {
  const pairs = fields.map((field) =>
    is(`${sql.identifier(field.name, how.adapter).text}${how.mark}${inner(field.type).text}`),
  );
  return join(pairs, ", ").text;
}

const POSTGRES: Printers = {
  string: is("text"),
  int: ({ bits }) => is({ 16: "smallint", 32: "integer", 64: "bigint" }[bits]),
  float: ({ bits }) => is({ 32: "real", 64: "double precision" }[bits]),
  decimal: ({ precision, scale }) => is(`numeric(${precision}, ${scale})`),
  bool: is("boolean"),
  date: is("date"),
  time: is("time"),
  timestamp: ({ zone }) => is(zone === "instant" ? "timestamptz" : "timestamp"),
  duration: is("text"),
  uuid: is("uuid"),
  bytes: is("bytea"),
  json: is("jsonb"),
  enum: is("text"),
  // Inside an array only one level keeps its type; PostgreSQL has no arrays of structs without declared types.
  array: ({ items }, inner) => is(isPlain(items) ? `${inner(items).text}[]` : "jsonb"),
  map: is("jsonb"),
  struct: is("jsonb"),
  vector: is("real[]"),
};

const DUCKDB: Printers = {
  string: is("varchar"),
  int: ({ bits }) => is({ 16: "smallint", 32: "integer", 64: "bigint" }[bits]),
  float: ({ bits }) => is({ 32: "float", 64: "double" }[bits]),
  decimal,
  bool: is("boolean"),
  date: is("date"),
  time: is("time"),
  timestamp: ({ zone }) => is(zone === "instant" ? "timestamptz" : "timestamp"),
  duration: is("varchar"),
  uuid: is("uuid"),
  bytes: is("blob"),
  json: is("json"),
  enum: is("varchar"),
  array: ({ items }, inner) => is(`${inner(items).text}[]`),
  map: ({ values }, inner) => is(`map(varchar, ${inner(values).text})`),
  struct: ({ fields }, inner) => is(`struct(${members(fields, inner, { adapter: "duckdb", mark: " " })})`),
  vector: ({ dimensions }) => is(`float[${dimensions}]`),
};

const SNOWFLAKE: Printers = {
  string: is("varchar"),
  int: is("number(38, 0)"),
  float: is("float"),
  decimal: ({ precision, scale }) => is(`number(${precision}, ${scale})`),
  bool: is("boolean"),
  date: is("date"),
  time: is("time"),
  timestamp: ({ zone }) => is(zone === "instant" ? "timestamp_tz" : "timestamp_ntz"),
  duration: is("varchar"),
  uuid: is("varchar"),
  bytes: is("binary"),
  json: is("variant"),
  enum: is("varchar"),
  array: is("array"),
  map: is("object"),
  struct: is("object"),
  vector: ({ dimensions }) => is(`vector(float, ${dimensions})`),
};

const BIGQUERY: Printers = {
  string: is("string"),
  int: is("int64"),
  float: is("float64"),
  // NUMERIC holds 29 digits before the point and 9 after it.
  decimal: ({ precision, scale }) =>
    is(`${scale <= 9 && precision - scale <= 29 ? "numeric" : "bignumeric"}(${precision}, ${scale})`),
  bool: is("bool"),
  date: is("date"),
  time: is("time"),
  timestamp: ({ zone }) => is(zone === "instant" ? "timestamp" : "datetime"),
  duration: is("string"),
  uuid: is("string"),
  bytes: is("bytes"),
  json: is("json"),
  enum: is("string"),
  // An array of arrays does not exist there.
  array: ({ items }, inner) => is(items.kind === "array" ? "json" : `array<${inner(items).text}>`),
  map: is("json"),
  struct: ({ fields }, inner) => is(`struct<${members(fields, inner, { adapter: "bigquery", mark: " " })}>`),
  vector: is("array<float64>"),
};

const REDSHIFT: Printers = {
  string: is("varchar(65535)"),
  int: POSTGRES.int,
  float: POSTGRES.float,
  decimal,
  bool: is("boolean"),
  date: is("date"),
  time: is("time"),
  timestamp: POSTGRES.timestamp,
  duration: is("varchar(65535)"),
  uuid: is("varchar(65535)"),
  bytes: is("varbyte"),
  json: is("super"),
  enum: is("varchar(65535)"),
  array: is("super"),
  map: is("super"),
  struct: is("super"),
  vector: is("super"),
};

const DATABRICKS: Printers = {
  string: is("string"),
  int: ({ bits }) => is({ 16: "smallint", 32: "int", 64: "bigint" }[bits]),
  float: ({ bits }) => is({ 32: "float", 64: "double" }[bits]),
  decimal,
  bool: is("boolean"),
  date: is("date"),
  time: is("string"),
  timestamp: ({ zone }) => is(zone === "instant" ? "timestamp" : "timestamp_ntz"),
  duration: is("string"),
  uuid: is("string"),
  bytes: is("binary"),
  json: is("string"),
  enum: is("string"),
  array: ({ items }, inner) => is(`array<${inner(items).text}>`),
  map: ({ values }, inner) => is(`map<string, ${inner(values).text}>`),
  struct: ({ fields }, inner) => is(`struct<${members(fields, inner, { adapter: "databricks", mark: ": " })}>`),
  vector: is("array<float>"),
};

const TYPES: Readonly<Record<Adapter, Printers>> = {
  duckdb: DUCKDB,
  postgres: POSTGRES,
  snowflake: SNOWFLAKE,
  bigquery: BIGQUERY,
  redshift: REDSHIFT,
  databricks: DATABRICKS,
};

function isPlain(type: Type): boolean {
  return type.kind !== "array" && type.kind !== "map" && type.kind !== "struct" && type.kind !== "vector";
}
