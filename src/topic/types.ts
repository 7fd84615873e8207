import type { Type, TypeKind } from "../ir/field.ts";
import type { JsonValue } from "../text/quote/json.ts";

type Of<K extends TypeKind> = Extract<Type, { kind: K }>;
type Writers<T> = { readonly [K in TypeKind]: (type: Of<K>) => T };

/** A type whose parts are types too, or that has a name; the builder of each format puts it together. */
const NESTED = "nested";

/** Looks a type up in a total map. */
function write<T>(writers: Writers<T>, type: Type): T {
  // The entry of a kind takes that kind's type: that is what `Writers` says.
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
  // Months and days have no fixed length, so the text of ISO 8601 is the only thing that keeps them.
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

/** A type in Avro that has neither parts nor a name. */
export function avroType(type: Type): JsonValue {
  return write(AVRO, type);
}

const PROTOBUF: Writers<string> = {
  string: () => "string",
  int: ({ bits }) => (bits === 64 ? "int64" : "int32"),
  float: ({ bits }) => (bits === 64 ? "double" : "float"),
  // Text, so that no digit is lost and no import is needed.
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

/** A type in Protobuf that has neither parts nor a name. */
export function protobufType(type: Type): string {
  return write(PROTOBUF, type);
}
