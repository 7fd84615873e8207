import { enginePattern } from "../../dialect/pattern.ts";
import { type Code, code } from "../../text/quote/code.ts";
import { type ColumnValue, defineRule } from "../define.ts";
import { STRINGS } from "../types.ts";

/** A portable pattern matches a part of the value. */
export const matches = defineRule("matches", {
  scope: "value",
  dimension: "conformity",
  sentence: ({ field, pattern }) => `${field.join(".")} matches ${pattern}`,
  takes: () => STRINGS,
  violation: ({ pattern }, value) => mismatch(pattern, value),
});

/** The condition that a pattern matches no part of a value. */
export function mismatch(pattern: string, { column, dialect }: ColumnValue): Code {
  return code`not (${dialect.matches(column, dialect.string(enginePattern(pattern, dialect)))})`;
}
