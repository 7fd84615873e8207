import { isList, type Json } from "../../source/json.ts";

/** The strings of a list. */
export function stringsOf(value: Json | undefined): readonly string[] {
  return isList(value) ? value.filter((item) => typeof item === "string") : [];
}
