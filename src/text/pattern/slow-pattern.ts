import type { AST } from "@eslint-community/regexpp";
import { growthOf, isDeterministic } from "./ambiguity.ts";
import { automatonOf } from "./automaton.ts";
import { isSlow } from "./steps.ts";

/** Why a pattern takes too long in a backtracking engine, such as those of JavaScript, Python and Java. */
export type Slowness = "too-large" | "exponential" | "polynomial" | "many-ways";

/**
 * Returns why a portable pattern can take too long; undefined if it cannot. Quadratic time is allowed, because `.*x.*` and every unanchored
 * repeat take it.
 */
export function slownessOf(pattern: AST.Pattern): Slowness | undefined {
  const automaton = automatonOf(pattern);
  if (automaton === undefined) return "too-large";
  if (isDeterministic(automaton)) return undefined;
  const growth = growthOf(automaton);
  if (growth === "exponential" || growth === "polynomial") return growth;
  if (growth === "unknown") return "too-large";
  return isSlow(automaton) ? "many-ways" : undefined;
}
