/** The families of types that an engine stores values in. A catalogue names many more types, but the values of a family are of one kind. */
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

/** The family of each type, by the name that the catalogue has for it: in lower case, without parameters. */
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

/** The names that engines agree on. */
export const STORED: StoredTypes = Object.fromEntries([
  ...Object.entries(NAMES).flatMap(([family, names]) => entries(names, family as StoredFamily)),
  ...entries(NESTED, "nested"),
]);

/** The names of an engine whose `timestamp` is an instant. */
export const STORED_INSTANTS: StoredTypes = { ...STORED, timestamp: "instant" };

/** Words are separated by spaces; a name of several words comes after a bar. */
function entries(names: string, family: StoredFamily): readonly (readonly [string, StoredFamily])[] {
  const [words = "", ...phrases] = names.split("|");
  return [...words.split(" "), ...phrases].map((name) => [name, family] as const);
}
