import { code } from "../../text/quote/code.ts";
import { defineRule } from "../define.ts";
import { sidesOf } from "../sides.ts";
import { notATable, tableOf } from "../tables.ts";
import { typeAt } from "../type-at.ts";
import { SCALARS } from "../types.ts";

/** The value exists in a column of another dataset. */
export const reference = defineRule("reference", {
  scope: "table",
  finds: "rows",
  dimension: "consistency",
  sentence: ({ field, to }) => `${field.join(".")} exists in ${to.dataset}.${to.field}`,
  columnTypes: SCALARS,
  refusal: ({ field, to }, { fields, tables }) => {
    const type = typeAt(fields, field);
    if (type !== undefined && !SCALARS.includes(type.kind))
      return { why: `values of type ${type.kind} cannot be compared with those of another table` };
    return tables.has(to.dataset) ? undefined : { ...notATable(to.dataset), expected: true };
  },
  violation: ({ field, to, toType }, { fields, tables, dialect }) => {
    const column = dialect.identifier(field[0] ?? "");
    const known = code`known.${dialect.identifier(to.field)}`;
    const sides = sidesOf({ own: typeAt(fields, field), other: toType, dialect });
    const values = code`select ${sides?.other(known) ?? known} from ${tableOf(to.dataset, tables)} as known where ${known} is not null`;
    return { rows: code`${sides?.own(column) ?? column} not in (${values})` };
  },
  lookup: ({ field, to, toType }, { fields, tables, dialect, rows, name }) => {
    const column = code`${rows}.${dialect.identifier(field[0] ?? "")}`;
    const known = dialect.identifier(to.field);
    const sides = sidesOf({ own: typeAt(fields, field), other: toType, dialect });
    const query = code`select distinct ${sides?.other(known) ?? known} as _dex_known
from ${tableOf(to.dataset, tables)}
where ${known} is not null`;
    return {
      query,
      on: code`${sides?.own(column) ?? column} = ${name}._dex_known`,
      bad: code`${column} is not null and ${name}._dex_known is null`,
    };
  },
});
