import type { Assertion } from "../ir/assertion.ts";
import type { Expression } from "../ir/expression.ts";
import { definitionOf } from "./registry.ts";
import { tolerated } from "./tolerance.ts";

/** An assertion in words, for people who do not read its query. `print` writes expressions in the reader's dialect. */
export function sentenceOf({ rule, where, tolerance }: Assertion, print: (expression: Expression) => string): string {
  const filter = where === undefined ? "" : `, where ${print(where)}`;
  const exceptions = tolerance === undefined ? "" : `; ${tolerated(tolerance)}`;
  return `${definitionOf(rule).sentence(rule, print)}${filter}${exceptions}`;
}
