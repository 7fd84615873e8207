import { defineRule } from "../define.ts";

/** The columns exist and have their types; in a closed contract there are no others. */
export const schema = defineRule("schema", {
  scope: "columns",
  dimension: "conformity",
  sentence: () => "the columns have the types of the contract",
});
