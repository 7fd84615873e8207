/** The families of stored types. A catalogue has many more type names; all types of a family store the same kind of value. */
export type StoredFamily =
  | "integer"
  | "decimal"
  | "float"
  | "text"
  | "uuid"
  | "boolean"
  | "date"
  | "time"
  | "local"
  | "instant"
  | "interval"
  | "binary"
  | "json"
  | "nested"
  | "custom";

/** The family of each type, by its name in the catalogue: in lower case, without parameters. */
export type StoredTypes = Readonly<Record<string, StoredFamily>>;

const NAMES: Readonly<Record<Exclude<StoredFamily, "nested">, string>> = {
  integer:
    "tinyint smallint integer int bigint hugeint utinyint usmallint uinteger ubigint uhugeint int2 int4 int8 int16 int32 int64 byteint short long byte",
  decimal: "decimal numeric number bignumeric dec bigdecimal",
  float: "float double real float4 float8 float64|double precision",
  text: "varchar text string char character bpchar nvarchar nchar|character varying",
  uuid: "uuid",
  boolean: "boolean bool",
  date: "date",
  time: "time|time without time zone",
  local: "datetime timestamp timestamp_s timestamp_ms timestamp_ns timestamp_ntz|timestamp without time zone",
  instant: "timestamptz timestamp_tz timestamp_ltz|timestamp with time zone",
  interval: "interval",
  binary: "bytea blob binary bytes varbinary varbyte|binary varying",
  json: "json jsonb variant super object",
  custom: "user-defined enum",
};

const NESTED = "array list struct map record vector";

/** The type names that mean the same in every engine. */
export const STORED: StoredTypes = Object.fromEntries([
  ...Object.entries(NAMES).flatMap(([family, names]) => entries(names, family as StoredFamily)),
  ...entries(NESTED, "nested"),
]);

/** The type names of an engine whose `timestamp` is an instant. */
export const STORED_INSTANTS: StoredTypes = { ...STORED, timestamp: "instant" };

/** Splits a list of names. Spaces separate names of one word; a bar comes before each name of several words. */
function entries(names: string, family: StoredFamily): readonly (readonly [string, StoredFamily])[] {
  const [words = "", ...phrases] = names.split("|");
  return [...words.split(" "), ...phrases].map((name) => [name, family] as const);
}
