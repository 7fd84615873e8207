import { number } from "../../dialect/literals.ts";
import { code } from "../../text/quote/code.ts";
import { counted } from "../amount.ts";
import { defineRule } from "../define.ts";
import { momentRefusal, sureMoment } from "../moment.ts";

/** The newest value of a column is at most `maxSeconds` old. A dataset without rows violates the rule. */
export const freshness = defineRule("freshness", {
  scope: "table",
  finds: "figures",
  dimension: "timeliness",
  sentence: ({ column, maxSeconds }) => `the newest ${column ?? "row"} is at most ${duration(maxSeconds)} old`,
  refusal: ({ column }, { fields }) => momentRefusal(column, fields),
  violation: ({ column, maxSeconds }, { fields, dialect }) => {
    const { name, kind } = sureMoment(column, fields);
    const age = code`${dialect.epochNow} - ${dialect.epoch(code`newest_value`, kind)}`;
    return {
      figure: code`max(${dialect.identifier(name)})`,
      name: code`newest_value`,
      bad: code`newest_value is null or ${age} > ${number(String(maxSeconds))}`,
    };
  },
});

const UNITS = [
  [86_400, { one: "day", many: "days" }],
  [3_600, { one: "hour", many: "hours" }],
  [60, { one: "minute", many: "minutes" }],
] as const;

function duration(seconds: number): string {
  const [size, noun] = UNITS.find(([size]) => seconds % size === 0) ?? [1, { one: "second", many: "seconds" }];
  return counted(seconds / size, noun);
}
