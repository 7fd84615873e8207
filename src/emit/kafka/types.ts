import type { Type, TypeKind } from "../../ir/field.ts";
import { FORMATS, WIRE } from "../../text/grammars.ts";
import { Code } from "../../text/quote/code.ts";
import type { JsonValue } from "../../text/quote/json.ts";

/** An object of JSON: a schema, or a part of one. */
export type Schema = { readonly [key: string]: JsonValue | undefined };

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

const INT_LIMITS = { 16: "32768", 32: "2147483648", 64: "9223372036854775808" } as const;

const JSON_SCHEMA: Writers<Schema> = {
  string: ({ maxLength }) => ({ type: "string", ...(maxLength !== undefined && { maxLength }) }),
  int: ({ bits }) => ({
    type: "integer",
    minimum: Code.trusted(`-${INT_LIMITS[bits]}`),
    maximum: Code.trusted(String(BigInt(INT_LIMITS[bits]) - 1n)),
  }),
  float: () => ({ type: "number" }),
  decimal: ({ precision, scale }) => ({ type: "string", pattern: decimalPattern(precision, scale) }),
  bool: () => ({ type: "boolean" }),
  date: () => ({ type: "string", format: "date", pattern: FORMATS.date }),
  time: () => ({ type: "string", pattern: WIRE.time }),
  timestamp: ({ zone }) =>
    zone === "instant"
      ? { type: "string", format: "date-time", pattern: FORMATS["date-time"] }
      : { type: "string", pattern: WIRE.local },
  duration: () => ({ type: "string", format: "duration", pattern: WIRE.duration }),
  uuid: () => ({ type: "string", format: "uuid", pattern: FORMATS.uuid }),
  bytes: () => ({ type: "string", contentEncoding: "base64", pattern: WIRE.bytes }),
  json: () => ({}),
  enum: ({ values }) => ({ type: "string", enum: values }),
  array: () => ({ type: "array" }),
  map: () => ({ type: "object" }),
  struct: () => ({ type: "object" }),
  vector: ({ dimensions }) => ({
    type: "array",
    items: { type: "number" },
    minItems: dimensions,
    maxItems: dimensions,
  }),
};

/** The JSON Schema of a type by itself; its parts are filled in by the builder. */
export function jsonType(type: Type): Schema {
  return write(JSON_SCHEMA, type);
}

/** Decimal text with at most the digits that decimal(precision, scale) has. */
function decimalPattern(precision: number, scale: number): string {
  const whole = precision - scale;
  const digits = whole === 0 ? "0" : whole === 1 ? "[0-9]" : `(0|[1-9][0-9]{0,${whole - 1}})`;
  return scale === 0 ? `^-?${digits}$` : `^-?${digits}(\\.[0-9]{1,${scale}})?$`;
}
