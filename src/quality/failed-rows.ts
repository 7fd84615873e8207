import { type Mark, marksOf } from "../assertion/marks.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { Assertion } from "../ir/assertion.ts";
import { Code, code, join } from "../text/quote/code.ts";
import type { PreparedDataset } from "./prepared.ts";

/** The column of failed rows with the ids of the assertions that a row violates, with spaces between them. */
const VIOLATES = "dex_violates";

/**
 * A query for the rows that violate assertions, whole, with the ids of what they violate. A column whose values may not fit its type has all its values
 * as they are in the data. Rules about the whole table have no rows. Undefined if no assertion has rows.
 */
export function failedRowsQuery(
  data: PreparedDataset,
  assertions: readonly Assertion[],
  tables: ReadonlyMap<string, Code>,
): Code | undefined {
  const { dialect, relation, columns } = data;
  const fields = data.contract.dataset.fields;
  const marks = marksOf(assertions, { dialect, fields, tables, rows: ROWS, peers: relation, prefix: "lookup" });
  const schema = assertions.find(({ rule }) => rule.kind === "schema");
  const misfits = columns.flatMap(({ misfit }) => misfit ?? []);
  const cases = [
    ...(schema === undefined || misfits.length === 0 ? [] : [idIf(schema.id, join(misfits, " or "), dialect)]),
    ...marks.map((mark) => idIf(mark.assertion.id, conditionOf(mark, data), dialect)),
  ];
  if (cases.length === 0) return undefined;
  const lookups = marks.flatMap(({ lookup }) => (lookup === undefined ? [] : [lookup]));
  const shown = columns.map(({ field, raw, misfit }) => {
    const name = dialect.identifier(field.name);
    return misfit === undefined ? code`${ROWS}.${name}` : code`${raw} as ${name}`;
  });
  const joins = lookups.map(({ name, on }) => code`\nleft join ${name} on ${on}`);
  return code`with ${join([code`${ROWS} as (select * from ${relation})`, ...lookups.map(({ name, query }) => code`${name} as (${query})`)], ",\n")}
select * from (
    select ${join([...shown, code`concat_ws(' ', ${join(cases, ", ")}) as ${dialect.identifier(VIOLATES)}`], ", ")}
    from ${ROWS}${join(joins, "")}
) as marked
where ${dialect.identifier(VIOLATES)} <> ''`;
}

const ROWS = Code.trusted("_dex_rows");

/** A value that does not fit its type is NULL in the relation, but it is not missing. */
function conditionOf({ assertion: { rule }, condition }: Mark, { columns }: PreparedDataset): Code {
  const misfit =
    rule.kind === "not_null" ? columns.find(({ field }) => field.name === rule.field[0])?.misfit : undefined;
  return misfit === undefined ? condition : code`(${condition}) and not ${misfit}`;
}

function idIf(id: string, condition: Code, dialect: Dialect): Code {
  return code`case when ${condition} then ${dialect.string(id)} end`;
}
