import { defineRule } from "../define.ts";
import { STRINGS } from "../types.ts";
import { mismatch } from "./matches.ts";

/** The value has a format. The grammar of a format is a portable pattern. */
export const format = defineRule("format", {
  scope: "value",
  dimension: "conformity",
  sentence: (rule) => `${rule.field.join(".")} has the format ${rule.format}`,
  takes: () => STRINGS,
  violation: ({ pattern }, value) => mismatch(pattern, value),
});
