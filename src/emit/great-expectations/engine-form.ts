import { violationsQuery } from "../../assertion/query.ts";
import { kindsWithoutRows } from "../../assertion/registry.ts";
import { printExpression } from "../../dialect/expression.ts";
import type { Assertion } from "../../ir/assertion.ts";
import { Code } from "../../text/quote/code.ts";
import type { ExpectationContext } from "./context.ts";
import type { EngineForm } from "./expectation.ts";
import { queryText } from "./query-text.ts";

/** The SQL by which DuckDB evaluates a built-in expectation. Undefined if the assertion has none. */
export function engineForm(assertion: Assertion, context: ExpectationContext): EngineForm | undefined {
  const { tolerance: _, ...strict } = assertion;
  const { rule, where } = strict;
  const filter = where && printExpression(where, context.dialect, context.fields).text;
  const about = { ...(filter !== undefined && { where: filter }) };
  if (kindsWithoutRows().includes(rule.kind)) return about;
  const query = violationsQuery(strict, context);
  if (!(query instanceof Code)) return undefined;
  const text = queryText(query.text, { viaSqlAlchemy: false });
  return "why" in text ? undefined : { query: text.query, ...about };
}
