import { code, join } from "../../text/quote/code.ts";
import { defineRule } from "../define.ts";
import { lookedAt, NOTHING, shownColumns } from "../query-parts.ts";
import { exceeds } from "../tolerance.ts";

/** No two rows have the same values in the columns. Rows with NULL in one of them are ignored. */
export const unique = defineRule("unique", {
  scope: "table",
  finds: "rows",
  dimension: "uniqueness",
  sentence: ({ fields }) => `no two rows have the same ${fields.join(", ")}`,
  refusal: ({ fields }) =>
    fields.length === 0 ? { why: "it names no columns, and the contract has no key", expected: true } : undefined,
  violation: ({ fields }, parts) => {
    const columns = fields.map(parts.dialect.identifier);
    const present = columns.map((column) => code`${column} is not null`);
    const equal = columns.map((column) => code`looked_at.${column} = keyed.${column}`);
    const counts = {
      violations: code`(select sum(key_rows - 1) from keyed)`,
      total: code`(select count(*) from looked_at)`,
    };
    const tooMany = parts.tolerance === undefined ? NOTHING : code`\n    and ${exceeds(counts, parts.tolerance)}`;
    const query = code`with looked_at as (
    ${lookedAt(parts)}
),

keyed as (
    select
        ${join(columns, ",\n        ")},
        count(*) as key_rows
    from looked_at
    where ${join(present, " and ")}
    group by ${join(columns, ", ")}
)

select ${shownColumns(parts, code`looked_at`)}
from looked_at
inner join keyed
    on ${join(equal, " and ")}
where keyed.key_rows > 1${tooMany}`;
    return { query };
  },
});
