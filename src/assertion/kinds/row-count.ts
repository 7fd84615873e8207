import { code } from "../../text/quote/code.ts";
import { amount, outside, ROWS } from "../amount.ts";
import { defineRule } from "../define.ts";

/** The number of rows is within limits. */
export const rowCount = defineRule("row_count", {
  scope: "table",
  finds: "figures",
  dimension: "coverage",
  measure: "number of rows",
  sentence: (rule) => `the table has ${amount(rule, ROWS)}`,
  violation: (rule) => ({ figure: code`count(*)`, name: code`total_rows`, bad: outside(code`total_rows`, rule) }),
});
