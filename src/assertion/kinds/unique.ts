import { Code, code, join } from "../../text/quote/code.ts";
import { keyValue } from "../compared.ts";
import { defineRule, type LookupContext } from "../define.ts";
import { lookedAt, NOTHING, shownColumns } from "../query-parts.ts";
import { exceeds } from "../tolerance.ts";
import { typeAt } from "../type-at.ts";

/** No two rows have the same values in the columns. Rows with NULL in one of them are ignored. */
export const unique = defineRule("unique", {
  scope: "table",
  finds: "rows",
  dimension: "uniqueness",
  sentence: ({ fields }) => `no two rows have the same ${fields.join(", ")}`,
  refusal: ({ fields }) =>
    fields.length === 0 ? { why: "it names no columns, and the contract has no key", expected: true } : undefined,
  violation: ({ fields }, parts) => {
    const { dialect } = parts;
    const columns = fields.map(dialect.identifier);
    const types = fields.map((field) => typeAt(parts.fields, [field]));
    const keyOf = (column: Code, index: number) => keyValue({ column, type: types[index], dialect });
    const keys = columns.map(keyOf);
    const shown = columns.map((column, index) => {
      const key = keys[index];
      return key === undefined || key === column ? column : code`${key} as ${column}`;
    });
    const present = columns.map((column) => code`${column} is not null`);
    const equal = columns.map((column, index) => code`${keyOf(code`looked_at.${column}`, index)} = keyed.${column}`);
    const tolerated = {
      violations: code`(select sum(_dex_key_rows - 1) from keyed)`,
      total: code`(select count(*) from looked_at)`,
    };
    const tooMany = parts.tolerance === undefined ? NOTHING : code`\n    and ${exceeds(tolerated, parts.tolerance)}`;
    const query = code`with looked_at as (
    ${lookedAt(parts)}
),

keyed as (
    select
        ${join(shown, ",\n        ")},
        count(*) as _dex_key_rows
    from looked_at
    where ${join(present, " and ")}
    group by ${join(keys, ", ")}
)

select ${shownColumns(parts, code`looked_at`)}
from looked_at
inner join keyed
    on ${join(equal, " and ")}
where keyed._dex_key_rows > 1${tooMany}`;
    const counts = code`select
    coalesce(sum(_dex_key_rows - 1), 0) as violations,
    coalesce(sum(_dex_key_rows), 0) as violating_rows
from (
    select count(*) as _dex_key_rows
    from ${parts.relation}
    where ${join(parts.where === undefined ? present : [code`(${parts.where})`, ...present], " and ")}
    group by ${join(keys, ", ")}
    having count(*) > 1
) as keyed`;
    return { query, counts };
  },
  lookup: ({ fields }, { dialect, rows, peers, where, name, fields: columns }: LookupContext) => {
    const keyOf = (column: Code, field: string) => keyValue({ column, type: typeAt(columns, [field]), dialect });
    const names = fields.map((_, index) => Code.trusted(`_dex_key_${index + 1}`));
    const keys = fields.map((field) => keyOf(dialect.identifier(field), field));
    const shown = keys.map((key, index) => code`${key} as ${names[index] ?? NOTHING}`);
    const present = fields.map((field) => code`${dialect.identifier(field)} is not null`);
    const looked = where === undefined ? present : [code`(${where})`, ...present];
    const equal = fields.map(
      (field, index) =>
        code`${keyOf(code`${rows}.${dialect.identifier(field)}`, field)} = ${name}.${names[index] ?? NOTHING}`,
    );
    const query = code`select
    ${join(shown, ",\n    ")}
from ${peers}
where ${join(looked, " and ")}
group by ${join(keys, ", ")}
having count(*) > 1`;
    return { query, on: join(equal, " and "), bad: code`${name}._dex_key_1 is not null` };
  },
});
