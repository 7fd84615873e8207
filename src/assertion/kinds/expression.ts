import { printExpression } from "../../dialect/expression.ts";
import { code } from "../../text/quote/code.ts";
import { defineRule } from "../define.ts";

/** An expression over the columns of a row is true or NULL. */
export const expression = defineRule("expression", {
  scope: "row",
  dimension: "accuracy",
  sentence: (rule, print) => print(rule.expression),
  violation: (rule, { dialect, fields }) => code`not (${printExpression(rule.expression, dialect, fields)})`,
});
