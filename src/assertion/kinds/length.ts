import { Code, code } from "../../text/quote/code.ts";
import { amount, outside } from "../amount.ts";
import { defineRule } from "../define.ts";
import { typeAt } from "../type-at.ts";
import { LISTS, STRINGS } from "../types.ts";

const NOUNS = {
  string: { one: "character", many: "characters" },
  items: { one: "item", many: "items" },
} as const;

/** The number of characters (Unicode code points) of a string, or of items of a list, is within limits. */
export const length = defineRule("length", {
  scope: "value",
  dimension: "conformity",
  measure: "length",
  sentence: (rule) => `${rule.field.join(".")} has ${amount(rule, NOUNS[rule.of])}`,
  takes: ({ of }) => (of === "items" ? LISTS : STRINGS),
  refusal: ({ of, field }, { fields }) =>
    of === "items" && typeAt(fields, field)?.kind !== "array"
      ? { why: "the column is not a list whose items SQL can count" }
      : undefined,
  violation: (rule, { column, dialect }) => {
    if (rule.of === "items") return outside(dialect.itemsLength(column), rule);
    return outside(code`${Code.trusted(dialect.stringLength)}(${column})`, rule);
  },
});
