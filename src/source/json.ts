/** Plain JSON from a document: objects have no prototype, numbers are finite and exact. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** True for an object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

/** True for a list. Array.isArray alone would make its items `any`. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
