import type { Refusal } from "../../assertion/define.ts";
import { entryFor } from "../../assertion/per-kind.ts";
import { violationsQuery } from "../../assertion/query.ts";
import { refusalOf } from "../../assertion/refusal.ts";
import type { Assertion } from "../../ir/assertion.ts";
import { subtractDecimals } from "../../text/decimal.ts";
import { Code } from "../../text/quote/code.ts";
import { numeral } from "../../text/quote/json.ts";
import type { ExpectationContext } from "./context.ts";
import { engineForm } from "./engine-form.ts";
import type { Expectation } from "./expectation.ts";
import { relation } from "./location.ts";
import { nativeForms } from "./native-forms.ts";
import { queryText } from "./query-text.ts";
import { rowCondition } from "./row-condition.ts";
import { schemaExpectations } from "./schema-expectations.ts";

/** The expectations that together check an assertion, or the reason why there are none. */
export type Choice = readonly Expectation[] | Refusal;

/**
 * Chooses the expectations that check an assertion: GX's built-in ones if they have exactly the same meaning on the source, else a query that must
 * return no rows.
 */
export function chooseExpectations(assertion: Assertion, context: ExpectationContext): Choice {
  const { rule } = assertion;
  if (context.contract.dataset.physical === "file" && context.source !== "pandas")
    return { why: "its rows are in files, which only pandas reads", expected: true };
  const refusal = refusalOf(assertion, context);
  if (refusal !== undefined) return refusal;
  if (rule.kind === "schema") return schemaExpectations({ ...assertion, rule }, context);
  const all = allRows(assertion, context);
  if (all !== undefined) return queried(assertion, { ...context, relation: all });
  const own = ownExpectation(assertion, context);
  return own === undefined ? queried(assertion, context) : [own];
}

function queried(assertion: Assertion, context: ExpectationContext): Choice {
  const query = violationsQuery(assertion, context);
  if (!(query instanceof Code)) return query;
  const text = queryText(query.text, { viaSqlAlchemy: context.source !== "pandas" });
  if ("why" in text) return text;
  return [{ type: "unexpected_rows_expectation", kwargs: { unexpected_rows_query: text.query }, queried: true }];
}

/** The relation with the rows before any are moved out, for an assertion whose tolerance limits how many are. */
export function allRows(
  { id, tolerance, dataset }: Assertion,
  { locations, dialect }: ExpectationContext,
): Code | undefined {
  const location = locations.get(dataset);
  if (tolerance === undefined || !location?.judged?.moves.includes(id)) return undefined;
  return relation({ ...location, table: location.judged.table }, dialect);
}

/** GX's built-in expectation, if it has exactly the same meaning. */
function ownExpectation(assertion: Assertion, context: ExpectationContext): Expectation | undefined {
  const { where, tolerance, rule } = assertion;
  const filter = where && rowCondition(where, (name) => context.fields.find((field) => field.name === name)?.type);
  if (where !== undefined && filter === undefined) return undefined;
  // `mostly` is a fraction of the non-null values, but for not_null a fraction of all rows regardless of the filter. Only the latter matches dex.
  if (tolerance !== undefined && (rule.kind !== "not_null" || tolerance.unit !== "fraction" || where !== undefined))
    return undefined;
  const made = entryFor(nativeForms, rule)?.(context);
  if (made === undefined) return undefined;
  const mostly = tolerance && numeral(subtractDecimals("1", tolerance.max));
  const expectation = { type: made.type, kwargs: { ...made.kwargs, mostly, row_condition: filter } };
  if (context.source !== "pandas") return expectation;
  const engine = engineForm(assertion, context);
  return engine && { ...expectation, engine };
}
