import type { Type } from "../ir/field.ts";
import { type Code, code, join } from "../text/quote/code.ts";
import type { QueryContext } from "./define.ts";
import type { Fit } from "./document-fit.ts";
import { misfitOf } from "./fit.ts";
import { NOTHING } from "./query-parts.ts";
import { storedExactly } from "./stored-exactly.ts";

/**
 * A query for the rows with a value that does not fit the declared type of its column. It selects the key and the name of the first such column.
 * Undefined if every value of the stored types fits.
 */
export function misfitQuery({ fields, relation, dialect, key }: Omit<QueryContext, "tables">): Code | undefined {
  const branches = fields.flatMap(({ name, type }) => {
    const misfit = storedMisfit(type, { column: dialect.identifier(name), dialect });
    return misfit === undefined ? [] : [code`when ${misfit} then ${dialect.string(name)}`];
  });
  if (branches.length === 0) return undefined;
  const columns = key.map((name) => code`${dialect.identifier(name)}, `);
  return code`with judged as (
    select ${columns.length === 0 ? NOTHING : join(columns, "")}case
        ${join(branches, "\n        ")}
    end as _dex_misfit_column
    from ${relation}
)
select *
from judged
where _dex_misfit_column is not null`;
}

/**
 * The condition that a stored value does not fit the type of its column, which reads values as text only if the type of the column does not show that they
 * fit. Undefined if every value fits.
 */
export function storedMisfit(type: Type, fit: Fit): Code | undefined {
  const misfit = misfitOf(type, fit);
  if (misfit === undefined) return undefined;
  const exact = storedExactly(type, fit);
  return exact === undefined ? misfit : code`case when ${exact.stored} then ${exact.misfit} else (${misfit}) end`;
}
