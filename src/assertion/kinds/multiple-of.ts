import { number } from "../../dialect/literals.ts";
import { code } from "../../text/quote/code.ts";
import { defineRule } from "../define.ts";
import { exactDivisor, oddPart } from "../divisor.ts";
import { NUMBERS } from "../types.ts";

/** The value is a multiple of a number, in exact decimal arithmetic. */
export const multipleOf = defineRule("multiple_of", {
  scope: "value",
  dimension: "accuracy",
  sentence: ({ field, divisor }) => `${field.join(".")} is a multiple of ${divisor}`,
  takes: () => NUMBERS,
  violation: ({ divisor }, { column, type, dialect }) => {
    const left =
      type?.kind === "float"
        ? dialect.floatRemainder(column, number(divisor), number(oddPart(divisor)))
        : dialect.remainder(column, number(exactDivisor(divisor, type)));
    return code`${column} is not null and ${left} <> 0`;
  },
});
