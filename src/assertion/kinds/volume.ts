import { number } from "../../dialect/literals.ts";
import { typeName } from "../../dialect/type-names.ts";
import { type Code, code } from "../../text/quote/code.ts";
import { amount, counted, either, type Limits, outside, ROWS } from "../amount.ts";
import { defineRule } from "../define.ts";
import { momentRefusal, sureMoment } from "../moment.ts";
import { NOTHING } from "../query-parts.ts";

/**
 * The number of rows of each complete day (UTC) is within limits. The rule checks every day from the first row to yesterday, or only the last `days`.
 * A day without rows has 0 rows, and so has yesterday in a dataset without rows. Rows of today and later do not count.
 */
export const volume = defineRule("volume", {
  scope: "table",
  finds: "figures",
  dimension: "coverage",
  measure: "number of rows",
  sentence: (rule) => `each ${daysOf(rule.days)} (UTC) has ${amount(rule, ROWS)}`,
  refusal: ({ column }, { fields }) => momentRefusal(column, fields),
  violation: (rule, { fields, dialect, relation, where }) => {
    const { name, kind } = sureMoment(rule.column, fields);
    const column = dialect.identifier(name);
    const day = code`floor(${dialect.epoch(column, kind)} / 86400)`;
    const filter = where === undefined ? NOTHING : code`(${where}) and `;
    const oldest = rule.days === undefined ? undefined : number(String(rule.days - 1));
    const isChecked = oldest === undefined ? code`days_ago >= 0` : code`days_ago between 0 and ${oldest}`;
    const first = oldest === undefined ? FIRST_DAY : code`least(${FIRST_DAY}, ${oldest})`;
    const wholeDays = typeName({ kind: "int", bits: 64 }, dialect.castTypes);
    return {
      counted: code`with dated as (
    select floor(${dialect.epochNow} / 86400) - 1 - ${day} as days_ago
    from ${relation}
    where ${filter}${column} is not null
),

daily as (
    select
        days_ago,
        count(*) as day_rows
    from dated
    group by days_ago
),

counted as (
    select
        cast(${first} + 1 - count(case when ${isChecked} then 1 end) as ${wholeDays}) as missing_days,
        min(case when ${isChecked} then day_rows end) as fewest_rows,
        max(case when ${isChecked} then day_rows end) as most_rows
    from daily
)
`,
      bad: tooFewOrTooMany(rule),
    };
  },
});

/** The number of days from the first row to yesterday. 0 if the dataset is empty. */
const FIRST_DAY = code`coalesce(max(days_ago), 0)`;

function tooFewOrTooMany({ minimum, maximum }: Limits): Code {
  return either([
    minimum !== undefined && minimum > 0 ? code`missing_days > 0` : undefined,
    minimum === undefined ? undefined : outside(code`fewest_rows`, { minimum }),
    maximum === undefined ? undefined : outside(code`most_rows`, { maximum }),
  ]);
}

function daysOf(days: number | undefined): string {
  if (days === undefined) return "complete day";
  return `of the last ${counted(days, { one: "complete day", many: "complete days" })}`;
}
