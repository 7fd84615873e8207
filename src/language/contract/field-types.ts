/** The types of the language and their values. `number` is missing on purpose: it does not say how a value is stored. */
export const FIELD_TYPES = {
  string: "text",
  integer: "a whole number of 64 bits, or of the number of bits in bits",
  bigint: "a whole number of 64 bits",
  smallint: "a whole number of 16 bits",
  float: "a floating-point number of 32 bits",
  double: "a floating-point number of 64 bits",
  decimal: "an exact number with precision and scale",
  boolean: "true or false",
  date: "a day of the calendar",
  time: "a time of day",
  timestamp: "an instant",
  timestamp_local: "a date and time of day without a time zone",
  duration: "a length of time",
  uuid: "a UUID",
  bytes: "binary data",
  json: "any JSON value",
  object: "members by name, each with its own type",
  array: "a list of values of one type",
  map: "values of one type, by string keys",
  vector: "a list of a fixed number of floats",
} as const;

/** The name of a type. */
export type TypeName = keyof typeof FIELD_TYPES;

/** True for the types of dates and times. */
export function isTemporal(type: TypeName): boolean {
  return ["timestamp", "timestamp_local", "date", "time"].includes(type);
}
