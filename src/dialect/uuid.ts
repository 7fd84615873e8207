import type { Type } from "../ir/field.ts";
import { isUuid } from "../ir/uuid.ts";
import { type Code, code } from "../text/quote/code.ts";
import type { Dialect } from "./dialect.ts";
import { typeName } from "./type-names.ts";

/** True if an engine stores the UUIDs of a type as strings, so that it compares their spellings. */
export function isUuidText(type: Type | undefined, { castTypes }: Pick<Dialect, "castTypes">): boolean {
  return isUuid(type) && (type?.kind !== "uuid" || castTypes.uuid === castTypes.string);
}

/** A UUID as a string in lower case, for columns of type UUID and of type string. */
export function uuidSpelling(column: Code, { castTypes }: Pick<Dialect, "castTypes">): Code {
  return code`lower(cast(${column} as ${typeName({ kind: "string" }, castTypes)}))`;
}
