import type { Expression } from "../ir/expression.ts";
import { never } from "../text/bug.ts";

/** The expressions directly inside an expression, in the order in which they are written. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "column":
    case "literal":
    case "date":
    case "timestamp":
      return [];
    case "binary":
      return [expression.left, expression.right];
    case "not":
    case "negate":
    case "is_null":
    case "like":
      return [expression.operand];
    case "in":
      return [expression.operand, ...expression.values];
    case "between":
      return [expression.operand, expression.low, expression.high];
    case "call":
      return expression.arguments;
    case "case":
      return [
        ...expression.branches.flatMap(({ when, result }) => [when, result]),
        ...(expression.otherwise ? [expression.otherwise] : []),
      ];
    default:
      return never(expression);
  }
}
