import type { Type } from "../ir/field.ts";
import { ofType, type PerType } from "../ir/per-type.ts";
import { intsIn, LOSS, LOSSLESS, loses, type TypeLosses } from "../ir/type-loss.ts";
import type { JsonValue } from "../text/quote/json.ts";

/** A placeholder for a type with parts or a name, which the builder of each format writes. */
const NESTED = "nested";

const AVRO: PerType<JsonValue> = {
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

/** Both formats store integers with 32 or 64 bits. */
const intLoss: TypeLosses["int"] = ({ bits }) => intsIn(bits === 64 ? 64 : 32)({ kind: "int", bits });

/** The losses of Avro types. */
export const avroLosses: TypeLosses = {
  ...LOSSLESS,
  int: intLoss,
  time: LOSS.micros,
  timestamp: LOSS.micros,
  duration: LOSS.duration,
  json: LOSS.json,
  vector: LOSS.dimensions,
};

/** The Avro type of a type without parts and without a name. */
export function avroType(type: Type): JsonValue {
  return ofType(AVRO, type);
}

const PROTOBUF: PerType<string> = {
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

/** The losses of Protobuf types. */
export const protobufLosses: TypeLosses = {
  ...LOSSLESS,
  int: intLoss,
  decimal: loses("is a string: it accepts strings that are not numbers, and any number of digits"),
  date: LOSS.date,
  time: LOSS.time,
  timestamp: ({ zone }) => (zone === "instant" ? undefined : LOSS.timestamp()),
  duration: LOSS.duration,
  uuid: LOSS.uuid,
  json: LOSS.json,
  vector: LOSS.dimensions,
};

/** The Protobuf type of a type without parts and without a name. */
export function protobufType(type: Type): string {
  return ofType(PROTOBUF, type);
}
