import type { Type, TypeKind, TypeOf } from "../ir/field.ts";
import type { JsonValue } from "../text/quote/json.ts";

type Writers<T> = { readonly [K in TypeKind]: (type: TypeOf<K>) => T };

/** A placeholder for a type with parts or a name, which the builder of each format writes. */
const NESTED = "nested";

/** The entry of a type in a table. */
function written<T>(writers: Writers<T>, type: Type): T {
  // The entry of a kind takes the type of that kind, as `Writers` declares.
  return (writers[type.kind] as (type: Type) => T)(type);
}

const AVRO: Writers<JsonValue> = {
  string: () => "string",
  int: ({ bits }) => (bits === 64 ? "long" : "int"),
  float: ({ bits }) => (bits === 64 ? "double" : "float"),
  decimal: ({ precision, scale }) => ({ type: "bytes", logicalType: "decimal", precision, scale }),
  bool: () => "boolean",
  date: () => ({ type: "int", logicalType: "date" }),
  time: () => ({ type: "long", logicalType: "time-micros" }),
  timestamp: ({ zone }) => ({
    type: "long",
    logicalType: zone === "instant" ? "timestamp-micros" : "local-timestamp-micros",
  }),
  // Months and days have no fixed length, so only ISO 8601 text is exact.
  duration: () => "string",
  uuid: () => ({ type: "string", logicalType: "uuid" }),
  bytes: () => "bytes",
  json: () => "string",
  enum: () => NESTED,
  array: () => NESTED,
  map: () => NESTED,
  struct: () => NESTED,
  vector: () => ({ type: "array", items: "float" }),
};

/** The Avro type of a type without parts and without a name. */
export function avroType(type: Type): JsonValue {
  return written(AVRO, type);
}

const PROTOBUF: Writers<string> = {
  string: () => "string",
  int: ({ bits }) => (bits === 64 ? "int64" : "int32"),
  float: ({ bits }) => (bits === 64 ? "double" : "float"),
  // A string loses no digit and needs no import.
  decimal: () => "string",
  bool: () => "bool",
  date: () => "string",
  time: () => "string",
  timestamp: ({ zone }) => (zone === "instant" ? ".google.protobuf.Timestamp" : "string"),
  duration: () => "string",
  uuid: () => "string",
  bytes: () => "bytes",
  json: () => "string",
  enum: () => NESTED,
  array: () => NESTED,
  map: () => NESTED,
  struct: () => NESTED,
  vector: () => NESTED,
};

/** The Protobuf type of a type without parts and without a name. */
export function protobufType(type: Type): string {
  return written(PROTOBUF, type);
}
