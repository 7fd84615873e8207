import { printComparable } from "../../dialect/literals.ts";
import type { Bound } from "../../ir/assertion.ts";
import { code } from "../../text/quote/code.ts";
import { either } from "../amount.ts";
import { comparedValue } from "../compared.ts";
import { defineRule } from "../define.ts";
import { NUMBERS } from "../types.ts";

/** The value is between two bounds. NaN is outside of all bounds. */
export const range = defineRule("range", {
  scope: "value",
  dimension: "accuracy",
  sentence: ({ field, minimum, maximum }) => `${field.join(".")} is ${between(minimum, maximum)}`,
  takes: () => [...NUMBERS, "date", "timestamp"],
  violation: ({ minimum, maximum }, value) => {
    const { column, type, dialect } = value;
    const compared = comparedValue(value);
    const bound = (end: Bound) => printComparable(end.value, type, dialect);
    return either([
      minimum && code`${compared} ${minimum.exclusive ? code`<=` : code`<`} ${bound(minimum)}`,
      maximum && code`${compared} ${maximum.exclusive ? code`>=` : code`>`} ${bound(maximum)}`,
      type?.kind === "float" ? dialect.isNan(column) : undefined,
    ]);
  },
});

function between(minimum: Bound | undefined, maximum: Bound | undefined): string {
  const ends = [
    minimum && `${minimum.exclusive ? "above" : "at least"} ${minimum.value}`,
    maximum && `${maximum.exclusive ? "below" : "at most"} ${maximum.value}`,
  ];
  return ends.filter((end) => end !== undefined).join(" and ");
}
