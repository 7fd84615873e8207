import * as expressions from "../dialect/expression.ts";
import { dialects, type SqlDialect } from "../dialect/registry.ts";
import type { Expression } from "../ir/expression.ts";
import type { Code } from "../text/quote/code.ts";

/** Prints an expression for a dialect. */
export function printExpression(expression: Expression, dialect: SqlDialect): Code {
  return expressions.printExpression(expression, dialects[dialect]);
}
