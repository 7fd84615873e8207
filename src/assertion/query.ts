import { printExpression } from "../dialect/expression.ts";
import type { Assertion } from "../ir/assertion.ts";
import { type Code, code } from "../text/quote/code.ts";
import { arithmeticRefusal } from "./arithmetic.ts";
import type { QueryContext, QueryParts, Refusal, Violation } from "./define.ts";
import { both, counted, judged, lookedAt, shownColumns } from "./query-parts.ts";
import { refusalOf } from "./refusal.ts";
import { definitionOf } from "./registry.ts";
import { exceeds } from "./tolerance.ts";
import { typeAt } from "./type-at.ts";

/**
 * A query that selects the violations of an assertion in a relation: the violating rows, or one row of figures for a rule about all rows.
 * The result is empty if the relation satisfies the assertion, or if the violations are within its tolerance.
 */
export function violationsQuery(assertion: Assertion, context: QueryContext): Code | Refusal {
  const refusal = refusalOf(assertion, context) ?? arithmeticRefusal(assertion, context);
  if (refusal !== undefined) return refusal;
  const { rule, where, tolerance } = assertion;
  const parts: QueryParts = {
    ...context,
    rule,
    where: where && printExpression(where, context.dialect, context.fields),
    tolerance,
  };
  const violation = violationOf(parts);
  if ("why" in violation) return violation;
  if ("query" in violation) return violation.query;
  if ("rows" in violation) return rowsQuery(violation.rows, parts);
  return judged("counted" in violation ? violation.counted : counted(violation, parts), violation.bad);
}

/** The condition that a row violates a rule about its own values. Undefined for a rule about many rows, or about columns. */
export function rowCondition({ rule }: Assertion, context: QueryContext): Code | undefined {
  const definition = definitionOf(rule);
  if (definition.scope !== "value" && definition.scope !== "row") return undefined;
  const violation = violationOf({ ...context, rule, where: undefined, tolerance: undefined });
  return "rows" in violation ? violation.rows : undefined;
}

/** How SQL finds the violations of a rule, or the reason why a query over rows cannot find them. */
export function violationOf(parts: QueryParts): Violation | Refusal {
  const { rule, dialect, fields } = parts;
  const definition = definitionOf(rule);
  switch (definition.scope) {
    case "value": {
      const path = "field" in rule ? rule.field : [];
      const column = dialect.identifier(path[0] ?? "");
      return { rows: definition.violation(rule, { column, type: typeAt(fields, path), dialect }) };
    }
    case "row":
      return { rows: definition.violation(rule, parts) };
    case "table":
      return definition.violation(rule, parts);
    case "columns":
      return { why: "a query over rows cannot check columns" };
  }
}

function rowsQuery(condition: Code, parts: QueryParts): Code {
  const { where, tolerance, relation } = parts;
  const columns = shownColumns(parts);
  if (tolerance === undefined) {
    return code`select ${columns}\nfrom ${relation}\nwhere ${both(where, condition)}`;
  }
  const violations = code`(select count(*) from violating)`;
  return code`with looked_at as (
    ${lookedAt(parts)}
),

violating as (
    select ${columns}
    from looked_at
    where ${condition}
)

select *
from violating
where ${exceeds({ violations, total: code`(select count(*) from looked_at)` }, tolerance)}`;
}
