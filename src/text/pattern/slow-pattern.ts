import type { AST } from "@eslint-community/regexpp";
import { growthOf, isDeterministic } from "./ambiguity.ts";
import { automatonOf } from "./automaton.ts";
import { isSlow } from "./steps.ts";

/** Why a pattern takes too long in an engine that backtracks: JavaScript, Python and Java do. */
export type Slowness = "too-large" | "exponential" | "polynomial" | "many-ways";

/**
 * Finds out whether a portable pattern can take too long. Linear and quadratic time pass, because quadratic is the time of `.*x.*` and of
 * every search for a repeat.
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
