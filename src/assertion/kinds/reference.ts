import { code } from "../../text/quote/code.ts";
import { defineRule } from "../define.ts";
import { notATable, tableOf } from "../tables.ts";

/** The value exists in a column of another dataset. */
export const reference = defineRule("reference", {
  scope: "table",
  finds: "rows",
  dimension: "consistency",
  sentence: ({ field, to }) => `${field.join(".")} exists in ${to.dataset}.${to.field}`,
  refusal: ({ to }, { tables }) => (tables.has(to.dataset) ? undefined : { ...notATable(to.dataset), expected: true }),
  violation: ({ field, to }, { tables, dialect }) => {
    const known = code`known.${dialect.identifier(to.field)}`;
    const values = code`select ${known} from ${tableOf(to.dataset, tables)} as known where ${known} is not null`;
    return { rows: code`${dialect.identifier(field[0] ?? "")} not in (${values})` };
  },
});
