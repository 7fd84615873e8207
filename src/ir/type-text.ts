import type { Type } from "./field.ts";
import { ofType, type PerType } from "./per-type.ts";

/** The word of the contract language for each type. */
const WORDS: PerType<string> = {
  string: () => "string",
  int: ({ bits }) => ({ 16: "smallint", 32: "integer of 32 bits", 64: "bigint" })[bits],
  float: ({ bits }) => (bits === 32 ? "float" : "double"),
  decimal: ({ precision, scale }) => `decimal(${precision}, ${scale})`,
  bool: () => "boolean",
  date: () => "date",
  time: () => "time",
  timestamp: ({ zone }) => (zone === "instant" ? "timestamp" : "timestamp_local"),
  duration: () => "duration",
  uuid: () => "uuid",
  bytes: () => "bytes",
  json: () => "json",
  enum: () => "string with enum",
  array: ({ items }) => `array of ${typeText(items)}`,
  map: ({ values }) => `map of ${typeText(values)}`,
  struct: () => "object",
  vector: () => "vector",
};

/** A type in the words of the contract language: `decimal(10, 2)`, `array of string`. */
export function typeText(type: Type): string {
  return ofType(WORDS, type);
}
