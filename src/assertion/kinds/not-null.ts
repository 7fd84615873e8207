import { code } from "../../text/quote/code.ts";
import { defineRule } from "../define.ts";

/** The value is not NULL. */
export const notNull = defineRule("not_null", {
  scope: "value",
  dimension: "completeness",
  sentence: ({ field }) => `${field.join(".")} is not null`,
  takes: () => undefined,
  violation: (_rule, { column }) => code`${column} is null`,
});
