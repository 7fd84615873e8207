import { code } from "../../text/quote/code.ts";
import { defineRule } from "../define.ts";
import { NOTHING } from "../query-parts.ts";
import { notATable, tableOf } from "../tables.ts";
import { exceeds } from "../tolerance.ts";

/** The dataset has the same number of rows as another one. */
export const rowCountEquals = defineRule("row_count_equals", {
  scope: "table",
  finds: "figures",
  dimension: "consistency",
  sentence: ({ dataset }) => `the table has as many rows as ${dataset}`,
  refusal: ({ dataset }, { tables }) => (tables.has(dataset) ? undefined : notATable(dataset)),
  violation: ({ dataset }, { relation, where, tolerance, tables }) => {
    const filter = where === undefined ? NOTHING : code` where ${where}`;
    const counted = code`with counted as (
    select
        (select count(*) from ${relation}${filter}) as total_rows,
        (select count(*) from ${tableOf(dataset, tables)}) as other_rows
)`;
    const violations = code`abs(total_rows - other_rows)`;
    const bad =
      tolerance === undefined
        ? code`total_rows <> other_rows`
        : exceeds({ violations, total: code`total_rows` }, tolerance);
    return { counted, bad };
  },
});
