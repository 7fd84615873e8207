import type { Refusal } from "../../assertion/define.ts";
import { misfitQuery } from "../../assertion/misfit-query.ts";
import { shownKey } from "../../assertion/private-columns.ts";
import type { AssertionOf } from "../../ir/assertion.ts";
import { code, join } from "../../text/quote/code.ts";
import type { ExpectationContext } from "./context.ts";
import type { Expectation } from "./expectation.ts";
import { type Location, relation } from "./location.ts";
import { queryText } from "./query-text.ts";
import { engineType } from "./types.ts";

/** Expectations about columns: they exist, a closed contract has no others, and they have the correct type if the source supports the check. */
export function schemaExpectations(
  { rule, dataset }: AssertionOf<"schema">,
  context: ExpectationContext,
): readonly Expectation[] | Refusal {
  const { fields } = context.contract.dataset;
  const columns: Expectation = {
    type: "expect_table_columns_to_match_set",
    // GX omits arguments with default values.
    kwargs: { column_set: fields.map(({ name }) => name), exact_match: rule.closed ? undefined : false },
  };
  const location = context.locations.get(dataset);
  // A staging model has cast the values, so its table is read itself.
  const loaded = location?.loaded;
  const values = valuesQuery(loaded ? { ...context, relation: relation(loaded, context.dialect) } : context);
  if (values !== undefined && "why" in values) return values;
  const common = values === undefined ? [columns] : [columns, values];
  if (context.source === "pandas") {
    const typed = fields.flatMap(({ name, type }): Expectation[] => {
      const { python } = engineType(type);
      const kwargs = { column: name, type_: python };
      return python === undefined ? [] : [{ type: "expect_column_values_to_be_of_type", kwargs }];
    });
    return [...common, ...typed];
  }
  if (context.source !== "postgres" || location === undefined) return common;
  const types = typeQuery(loaded ?? location, context);
  return "why" in types ? types : [...common, types];
}

/** Finds rows with a value that does not fit the type of its column. */
function valuesQuery(context: ExpectationContext): Expectation | Refusal | undefined {
  const { contract, source } = context;
  // A boolean column stores only booleans, and some databases cannot cast it to text.
  const fields = contract.dataset.fields.filter(({ type }) => source === "pandas" || type.kind !== "bool");
  const query = misfitQuery({ ...context, fields, key: shownKey(contract) });
  if (query === undefined) return undefined;
  const text = queryText(query.text, { viaSqlAlchemy: source !== "pandas" });
  if ("why" in text) return text;
  return { type: "unexpected_rows_expectation", kwargs: { unexpected_rows_query: text.query }, queried: true };
}

/** Finds columns of a PostgreSQL table whose type does not match the contract. */
function typeQuery(location: Location, { contract, dialect }: ExpectationContext): Expectation | Refusal {
  const listed = contract.dataset.fields.map(({ name, type }) => {
    const names = engineType(type).postgres.join(" ");
    return code`        (${dialect.string(name)}, ${dialect.string(names)})`;
  });
  // {batch} does not work here: it is a subquery, and the catalogue does not list its columns.
  const name = relation(location, dialect);
  // The name of a model is a word, so it contains no quote.
  const table = location.ofModel === undefined ? dialect.string(name.text) : code`'${name}'`;
  const query = code`with promised (column_name, type_names) as (
    values
${join(listed, ",\n")}
)
select
    promised.column_name,
    promised.type_names,
    found.typname as found_type
from promised, pg_attribute as held, pg_type as found
where held.attrelid = cast(${table} as regclass)
    and held.attname = promised.column_name
    and held.atttypid = found.oid
    and not found.typname = any(string_to_array(promised.type_names, ' '))`;
  const text = queryText(query.text, { viaSqlAlchemy: true });
  if ("why" in text) return text;
  return { type: "unexpected_rows_expectation", kwargs: { unexpected_rows_query: text.query }, queried: true };
}
