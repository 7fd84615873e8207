import { code } from "../../text/quote/code.ts";
import { amount, outside, ROWS } from "../amount.ts";
import { defineRule } from "../define.ts";
import { momentRefusal, sureMoment } from "../moment.ts";

/** The number of rows of the last complete day, in UTC, is within limits. */
export const volume = defineRule("volume", {
  scope: "table",
  finds: "figures",
  dimension: "coverage",
  measure: "number of rows",
  sentence: (rule) => `the last complete day (UTC) has ${amount(rule, ROWS)}`,
  refusal: ({ column }, { fields }) => momentRefusal(column, fields),
  violation: (rule, { fields, dialect }) => {
    const { name, kind } = sureMoment(rule.column, fields);
    const day = code`floor(${dialect.epoch(dialect.identifier(name), kind)} / 86400)`;
    return {
      figures: code`count(*) as day_rows`,
      among: code`${day} = floor(${dialect.epochNow} / 86400) - 1`,
      bad: outside(code`day_rows`, rule),
    };
  },
});
