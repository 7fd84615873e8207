import { code } from "../../text/quote/code.ts";
import { amount, outside } from "../amount.ts";
import { keyValue } from "../compared.ts";
import { defineRule } from "../define.ts";
import { typeAt } from "../type-at.ts";
import { SCALARS, STRINGS } from "../types.ts";

/** The number of distinct values of a column, without NULL, is within limits. */
export const distinctCount = defineRule("distinct_count", {
  scope: "table",
  finds: "figures",
  dimension: "uniqueness",
  measure: "number of distinct values",
  columnTypes: SCALARS,
  sentence: (rule) => `${rule.field.join(".")} has ${amount(rule, { one: "distinct value", many: "distinct values" })}`,
  violation: (rule, { fields, dialect }) => {
    const column = dialect.identifier(rule.field[0] ?? "");
    const type = typeAt(fields, rule.field);
    const key = keyValue({ column, type, dialect });
    const value = type !== undefined && STRINGS.includes(type.kind) ? dialect.exact(key) : key;
    return {
      figure: code`count(distinct ${value})`,
      name: code`distinct_values`,
      bad: outside(code`distinct_values`, rule),
    };
  },
});
