import { isList, type Json } from "../../source/json.ts";

/** A JSON object: a schema, or a part of one. */
export type JsonObject = { readonly [key: string]: Json };

/** True for a JSON object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

/** The strings of a list. */
export function stringsOf(value: Json | undefined): readonly string[] {
  return isList(value) ? value.filter((item) => typeof item === "string") : [];
}
