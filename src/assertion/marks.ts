import { printExpression } from "../dialect/expression.ts";
import type { Assertion } from "../ir/assertion.ts";
import { Code } from "../text/quote/code.ts";
import { arithmeticRefusal } from "./arithmetic.ts";
import type { Lookup, QueryContext } from "./define.ts";
import { rowCondition } from "./query.ts";
import { both } from "./query-parts.ts";
import { refusalOf } from "./refusal.ts";
import { definitionOf } from "./registry.ts";

/** How a query marks the rows that violate an assertion: a condition and, for a rule about many rows, a lookup to join first. */
export interface Mark {
  readonly assertion: Assertion;
  readonly condition: Code;
  readonly lookup?: Pick<Lookup, "query" | "on"> & { readonly name: Code };
}

/** The rows to mark, and where a lookup finds other rows. */
export interface Marked extends Pick<QueryContext, "dialect" | "fields" | "tables"> {
  /** The rows to mark, as a name in the FROM clause. */
  readonly rows: Code;
  /** The rows among which keys are unique: those to mark, and for a part of a table the others. */
  readonly peers: Code;
  /** The beginning of the names of lookups. */
  readonly prefix: string;
}

/**
 * The marks of assertions, except for those that SQL cannot check. A mark is true for exactly the rows that `violationsQuery` finds, and every row of a
 * repeated key has one.
 */
export function marksOf(assertions: readonly Assertion[], marked: Marked): readonly Mark[] {
  const name = (index: number) => Code.trusted(`${marked.prefix}_${index + 1}`);
  return assertions.flatMap((assertion, index) => markOf(assertion, marked, name(index)) ?? []);
}

function markOf(
  assertion: Assertion,
  { rows, peers, prefix: _prefix, ...given }: Marked,
  name: Code,
): Mark | undefined {
  const { dialect, fields } = given;
  const context: QueryContext = { ...given, relation: rows, key: [] };
  if ((refusalOf(assertion, context) ?? arithmeticRefusal(assertion, context)) !== undefined) return undefined;
  const where = assertion.where && printExpression(assertion.where, dialect, fields);
  const own = rowCondition(assertion, context);
  if (own !== undefined) return { assertion, condition: both(where, own) };
  const definition = definitionOf(assertion.rule);
  const lookup =
    definition.scope === "table"
      ? definition.lookup?.(assertion.rule, { ...given, rows, peers, where, name })
      : undefined;
  return lookup && { assertion, condition: both(where, lookup.bad), lookup: { ...lookup, name } };
}
