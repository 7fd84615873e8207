import type { Type } from "./field.ts";

/** True for a type whose values are UUIDs. Two spellings of a UUID that differ in case are one value. */
export function isUuid(type: Type | undefined): boolean {
  return type?.kind === "uuid" || (type?.kind === "string" && type.format === "uuid");
}
