import { printExpression } from "../dialect/expression.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Code } from "../text/quote/code.ts";
import { arithmeticRefusal } from "./arithmetic.ts";
import type { QueryContext, Refusal, Violation } from "./define.ts";
import { violationOf } from "./query.ts";
import { refusalOf } from "./refusal.ts";

/** How SQL measures an assertion: the violations without its tolerance, and the filter of the rows that it applies to. */
export type Measurement = Violation & { readonly where?: Code };

/** How SQL measures an assertion, or the reason why it cannot. */
export function measurementOf(assertion: Assertion, context: QueryContext): Measurement | Refusal {
  const refusal = refusalOf(assertion, context) ?? arithmeticRefusal(assertion, context);
  if (refusal !== undefined) return refusal;
  const where = assertion.where && printExpression(assertion.where, context.dialect, context.fields);
  const violation = violationOf({ ...context, rule: assertion.rule, where, tolerance: undefined });
  return "why" in violation ? violation : { ...violation, ...(where && { where }) };
}
