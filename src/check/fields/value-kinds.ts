import type { TypeKind } from "../../ir/field.ts";
import type { FieldDocument, ScalarDocument, TypeName } from "../../language/contract/contract-document.ts";
import { hasFormat } from "../../text/grammars.ts";

/** Types whose values can be compared with each other. */
export type Family = "text" | "number" | "boolean" | "date" | "time" | "timestamp" | "other";

const FAMILIES: Readonly<Record<TypeName, Family>> = {
  string: "text",
  uuid: "text",
  integer: "number",
  bigint: "number",
  smallint: "number",
  float: "number",
  double: "number",
  decimal: "number",
  boolean: "boolean",
  date: "date",
  time: "time",
  timestamp: "timestamp",
  timestamp_local: "timestamp",
  duration: "other",
  bytes: "other",
  json: "other",
  object: "other",
  array: "other",
  map: "other",
  vector: "other",
};

const TYPE_KINDS: Readonly<Record<TypeName, TypeKind>> = {
  string: "string",
  uuid: "uuid",
  integer: "int",
  bigint: "int",
  smallint: "int",
  float: "float",
  double: "float",
  decimal: "decimal",
  boolean: "bool",
  date: "date",
  time: "time",
  timestamp: "timestamp",
  timestamp_local: "timestamp",
  duration: "duration",
  bytes: "bytes",
  json: "json",
  object: "struct",
  array: "array",
  map: "map",
  vector: "vector",
};

/** The kind of a field's type, as the definitions of assertions name it. */
export function typeKindOf(field: FieldDocument): TypeKind {
  return TYPE_KINDS[field.type.value];
}

/** The family of a field's type. */
export function familyOf(field: FieldDocument): Family {
  return FAMILIES[field.type.value];
}

/** True for a date that exists in the calendar. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  // PostgreSQL, BigQuery and Python have no year 0.
  return year >= 1 && month >= 1 && day >= 1 && day <= (days[month - 1] ?? 0);
}

/** True for an ISO 8601 timestamp on an existing date, with or without an offset. */
function isTimestamp(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(
    text,
  );
  return match !== null && isDate(match[1] ?? "");
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/** True when values of the family can be compared with the bound. */
export function isBoundOf(family: Family, text: string): boolean {
  if (family === "number") return NUMBER.test(text);
  if (family === "date") return isDate(text);
  return family === "timestamp" && isTimestamp(text);
}

/** True when a scalar is a value of the field's type. */
export function isValueOf(field: FieldDocument, scalar: ScalarDocument): boolean {
  if (scalar.kind === "null") return true;
  switch (familyOf(field)) {
    case "number":
      return scalar.kind === "number" && isNumberOf(field, scalar.value);
    case "boolean":
      return scalar.kind === "boolean";
    case "text":
      return scalar.kind === "string" && (field.type.value !== "uuid" || hasFormat(scalar.value, "uuid"));
    case "time":
      return scalar.kind === "string" && TIME.test(scalar.value);
    case "date":
      return scalar.kind === "string" && isDate(scalar.value);
    case "timestamp":
      return scalar.kind === "string" && isTimestamp(scalar.value);
    case "other":
      return true;
  }
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?$/;

/** True for a number that the field's type stores without loss. */
function isNumberOf({ type, bits, precision, scale }: FieldDocument, text: string): boolean {
  switch (type.value) {
    case "smallint":
    case "integer":
    case "bigint": {
      if (text.includes(".")) return false;
      const limit = 1n << BigInt((type.value === "smallint" ? 16 : (bits ?? 64)) - 1);
      return BigInt(text) >= -limit && BigInt(text) < limit;
    }
    case "decimal": {
      const [whole = "", fraction = ""] = text.replace("-", "").split(".");
      const after = scale?.value ?? (precision ? 0 : 38);
      return (
        fraction.length <= after &&
        (whole === "0" ? 0 : whole.length) <= (precision?.value ?? 38) - (precision ? after : 0)
      );
    }
    default:
      return true;
  }
}

/** Returns a number that is in quotes without need. A number that a double cannot store needs them, and is a number scalar here. */
export function numberInQuotes(field: FieldDocument, scalar: ScalarDocument): string | undefined {
  const isNumber = familyOf(field) === "number" && scalar.kind === "string" && NUMBER.test(scalar.value);
  return isNumber ? scalar.value : undefined;
}

/** A scalar as a message shows it. */
export function show(scalar: ScalarDocument): string {
  if (scalar.kind === "null") return "null";
  return scalar.kind === "string" ? `"${scalar.value}"` : String(scalar.value);
}
