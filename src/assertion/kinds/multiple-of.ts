import { number } from "../../dialect/literals.ts";
import { code } from "../../text/quote/code.ts";
import { defineRule } from "../define.ts";
import { NUMBERS } from "../types.ts";

/** The value is a multiple of a number, in exact decimal arithmetic. */
export const multipleOf = defineRule("multiple_of", {
  scope: "value",
  dimension: "accuracy",
  sentence: ({ field, divisor }) => `${field.join(".")} is a multiple of ${divisor}`,
  takes: () => NUMBERS,
  violation: ({ divisor }, { column, type, dialect }) => {
    const remainder = type?.kind === "float" ? dialect.floatRemainder : dialect.remainder;
    const left = remainder(column, number(divisor));
    return code`${column} is not null and ${left} <> 0`;
  },
});
