import type { Type } from "../ir/field.ts";
import { type Code, code } from "../text/quote/code.ts";
import type { Dialect } from "./dialect.ts";
import { typeName } from "./type-names.ts";

/** True for a type whose values are UUIDs. Two spellings of a UUID that differ in case are one value. */
export function isUuid(type: Type | undefined): boolean {
  return type?.kind === "uuid" || (type?.kind === "string" && type.format === "uuid");
}

/** True if an engine stores the UUIDs of a type as strings, and so tells their spellings apart. */
export function isUuidText(type: Type | undefined, { castTypes }: Pick<Dialect, "castTypes">): boolean {
  return isUuid(type) && (type?.kind !== "uuid" || castTypes.uuid === castTypes.string);
}

/** A UUID as a string in lower case, whether the engine stores a UUID or a string. */
export function uuidSpelling(column: Code, { castTypes }: Pick<Dialect, "castTypes">): Code {
  return code`lower(cast(${column} as ${typeName({ kind: "string" }, castTypes)}))`;
}
