import type { Type } from "../ir/field.ts";
import { isUuid } from "../ir/uuid.ts";
import { compareExact, type Exact, exact, exactText, toNumber } from "./exact.ts";
import { clockOf, nanosOf } from "./moment.ts";
import { compareText } from "./string.ts";
import type { Value } from "./value.ts";

/** A value as expressions compare it: a float is a number, any other number is exact, and a date or a time is a bigint of nanoseconds. */
export type Scalar = null | boolean | string | number | bigint | Exact;

/** True for an exact number. */
export function isExact(scalar: Scalar): scalar is Exact {
  return typeof scalar === "object" && scalar !== null;
}

/** Reads the values of a type. A nested value is only NULL or not NULL. */
export function scalarReader(type: Type): (value: Value) => Scalar {
  if (isUuid(type)) return (value) => (typeof value === "string" ? value.toLowerCase() : null);
  switch (type.kind) {
    case "int":
    case "decimal":
      return (value) => (typeof value === "bigint" || typeof value === "string" ? exact(value) : null);
    case "float":
    case "bool":
      return (value) => (typeof value === "number" || typeof value === "boolean" ? value : null);
    case "date":
    case "timestamp":
      return (value) => (typeof value === "string" ? nanosOf(value) : null);
    case "time":
      return (value) => (typeof value === "string" ? clockOf(value) : null);
    case "json":
    case "array":
    case "map":
    case "struct":
    case "vector":
      return (value) => (value === null ? null : true);
    default:
      return (value) => (typeof value === "string" ? value : null);
  }
}

/** Compares two known values of one kind. Undefined if one of them is NaN. */
export function compareScalars(left: Exclude<Scalar, null>, right: Exclude<Scalar, null>): number | undefined {
  if (isExact(left) && isExact(right)) return compareExact(left, right);
  if (typeof left === "string" && typeof right === "string") return compareText(left, right);
  if (typeof left === "number" || typeof right === "number") return compareFloats(toFloat(left), toFloat(right));
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareFloats(left: number, right: number): number | undefined {
  if (Number.isNaN(left) || Number.isNaN(right)) return undefined;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A number as a float. */
export function toFloat(scalar: Exclude<Scalar, null>): number {
  return isExact(scalar) ? toNumber(scalar) : Number(scalar);
}

/**
 * Converts values to strings that are equal if and only if SQL considers the values equal. `other` is the type of the column that the value is compared
 * with; it defaults to `type`.
 */
export function keyReader(type: Type, other: Type = type): (value: Value) => string {
  const read = scalarReader(type);
  const asFloat = type.kind === "float" || other.kind === "float";
  return (value) => {
    const scalar = read(value);
    if (scalar === null) return "";
    if (asFloat && typeof scalar !== "string") return String(toFloat(scalar) + 0);
    return isExact(scalar) ? exactText(scalar) : String(scalar);
  };
}
