import type { TypeKind } from "../ir/field.ts";

/** Types of numbers. */
export const NUMBERS: readonly TypeKind[] = ["int", "float", "decimal"];
/** Types whose values are strings. */
export const STRINGS: readonly TypeKind[] = ["string", "enum", "uuid"];
/** Types of lists. */
export const LISTS: readonly TypeKind[] = ["array", "vector"];
/** Types whose values have members, or are JSON. */
export const NESTED: readonly TypeKind[] = ["json", "array", "map", "struct", "vector"];
/** Types whose values can be compared for equality, and contain no other values. */
export const SCALARS: readonly TypeKind[] = [
  ...NUMBERS,
  ...STRINGS,
  "bool",
  "date",
  "time",
  "timestamp",
  "duration",
  "bytes",
];
