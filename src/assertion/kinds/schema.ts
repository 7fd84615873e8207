import { defineRule } from "../define.ts";

/** The columns exist and have their types. In a closed contract, no other columns exist. */
export const schema = defineRule("schema", {
  scope: "columns",
  dimension: "conformity",
  sentence: () => "the columns have the types of the contract",
});
