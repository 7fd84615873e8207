import type { Type } from "../ir/field.ts";
import type { Literal } from "../ir/literal.ts";
import { ofType, type PerType } from "../ir/per-type.ts";
import { LOSSLESS, type TypeLosses } from "../ir/type-loss.ts";
import { FORMATS, WIRE } from "../text/grammars.ts";
import { Code } from "../text/quote/code.ts";
import { type JsonValue, numeral } from "../text/quote/json.ts";

/** A JSON object: a schema, or a part of one. */
export type Schema = { readonly [key: string]: JsonValue | undefined };

/** The minimum of each integer width, without its sign. */
const INT_LIMITS = { 16: "32768", 32: "2147483648", 64: "9223372036854775808" } as const;

/** Numbers that JSON parsers would round are strings. The builders of schemas add the contents of arrays, maps and structs. */
const WRITERS: PerType<Schema> = {
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

/** The losses of the JSON Schemas of types. */
export const jsonLosses: TypeLosses = {
  ...LOSSLESS,
  float: ({ bits }) => (bits === 64 ? undefined : "is a number: it does not limit the range and precision to 32 bits"),
};

/** The JSON Schema keywords of a type, without its nested types. */
export function jsonType(type: Type): Schema {
  return ofType(WRITERS, type);
}

/** True for a type whose values are JSON numbers. Other numbers are JSON strings. */
export function isJsonNumber(type: Type | undefined): boolean {
  return type?.kind === "int" || type?.kind === "float";
}

/** A literal as the JSON value of a type. Decimals are strings. */
export function jsonLiteral(value: Literal, type: Type): JsonValue {
  if (value.kind === "null") return null;
  if (value.kind !== "number") return value.value;
  return type.kind === "decimal" ? value.value : numeral(value.value);
}

/** The pattern of decimal text with at most the digits of decimal(precision, scale). */
function decimalPattern(precision: number, scale: number): string {
  const whole = precision - scale;
  const digits = whole === 0 ? "0" : whole === 1 ? "[0-9]" : `(0|[1-9][0-9]{0,${whole - 1}})`;
  return scale === 0 ? `^-?${digits}$` : `^-?${digits}(\\.[0-9]{1,${scale}})?$`;
}
