import type { Type, TypeKind } from "../../ir/field.ts";
import { FORMATS, WIRE } from "../../text/grammars.ts";
import { Code } from "../../text/quote/code.ts";
import type { JsonValue } from "../../text/quote/json.ts";

/** The members that a type puts into a schema. */
export type Schema = { readonly [key: string]: JsonValue | undefined };

type Writers = { readonly [K in TypeKind]: (type: Extract<Type, { kind: K }>) => Schema };

const INT_LIMITS = { 16: "32768", 32: "2147483648", 64: "9223372036854775808" } as const;

/** How each type travels as JSON: numbers that JSON readers would round are text. Nested types are filled in by views.ts. */
const WRITERS: Writers = {
  string: ({ maxLength }) => ({ type: "string", ...(maxLength !== undefined && { maxLength }) }),
  int: ({ bits }) => ({
    type: "integer",
    minimum: Code.trusted(`-${INT_LIMITS[bits]}`),
    maximum: Code.trusted(largest(INT_LIMITS[bits])),
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

/** The schema of a type by itself. */
export function schemaOfType<K extends TypeKind>(type: Extract<Type, { kind: K }>): Schema {
  // The table is total over the kinds; that the entry of a kind takes that kind's type is what `Writers` says.
  return (WRITERS[type.kind as K] as (type: Extract<Type, { kind: K }>) => Schema)(type);
}

function largest(limit: string): string {
  return String(BigInt(limit) - 1n);
}

/** Decimal text with at most the digits that decimal(precision, scale) has. */
function decimalPattern(precision: number, scale: number): string {
  const whole = precision - scale;
  const digits = whole === 0 ? "0" : whole === 1 ? "[0-9]" : `(0|[1-9][0-9]{0,${whole - 1}})`;
  return scale === 0 ? `^-?${digits}$` : `^-?${digits}(\\.[0-9]{1,${scale}})?$`;
}
