import type { Field } from "../ir/field.ts";

/**
 * A value in memory. An `int` is a bigint, a `float` a number, and every other scalar is in its JSON form: decimals, dates, times, timestamps,
 * durations, UUIDs and bytes are strings. A number that is not a bigint in a column of integers does not fit its type.
 */
export type Value = null | boolean | bigint | number | string | readonly Value[] | { readonly [member: string]: Value };

/** A row: a value for each field, in the order of the fields. */
export type Row = readonly Value[];

/** The rows of a dataset. */
export interface Table {
  readonly fields: readonly Field[];
  readonly rows: readonly Row[];
}

/** True for a struct or a map. */
export function isMembers(value: Value): value is { readonly [member: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member of a struct or a map. NULL if it has none. */
export function memberOf(value: Value, name: string): Value {
  return isMembers(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}
