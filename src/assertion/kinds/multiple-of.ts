import { remainder } from "../../emit/assertion-sql.ts";
import { code } from "../../text/quote/code.ts";
import * as sql from "../../text/quote/sql.ts";
import { defineRule } from "../define.ts";
import { NUMBERS } from "../types.ts";

/** The value is a multiple of a number, in exact decimal arithmetic. */
export const multipleOf = defineRule("multiple_of", {
  scope: "value",
  dimension: "accuracy",
  sentence: ({ field, divisor }) => `${field.join(".")} is a multiple of ${divisor}`,
  takes: () => NUMBERS,
  violation: ({ divisor }, { column, type, dialect }) => {
    const left = remainder(column, sql.number(divisor), { viaText: type?.kind === "float", dialect });
    return code`${column} is not null and ${left} <> 0`;
  },
});
