import type { Assertion } from "../ir/assertion.ts";

/** The words of `--checks` besides kinds and ids: dimensions, in the words of ODCS and in those that other tools use. */
const DIMENSIONS: Readonly<Record<string, readonly Assertion["dimension"][]>> = {
  accuracy: ["accuracy"],
  completeness: ["completeness"],
  conformity: ["conformity"],
  consistency: ["consistency"],
  coverage: ["coverage"],
  timeliness: ["timeliness"],
  uniqueness: ["uniqueness"],
  validity: ["accuracy", "conformity"],
  volume: ["coverage"],
};

/** The assertions that `--checks` selects, and the words that select nothing. */
export interface Selection {
  readonly chosen: readonly Assertion[];
  /** Words that are kinds or dimensions, but the contract has no such assertion. */
  readonly absent: readonly string[];
  /** Words that are neither kinds nor dimensions nor ids. */
  readonly unknown: readonly string[];
}

/** Chooses assertions by the words of `--checks`: kinds, dimensions, ids, or `all`. Without words it chooses all. */
export function selectChecks(
  assertions: readonly Assertion[],
  words: readonly string[],
  kinds: readonly string[],
): Selection {
  if (words.length === 0 || words.includes("all")) return { chosen: assertions, absent: [], unknown: [] };
  const chosen = new Set<Assertion>();
  const absent: string[] = [];
  const unknown: string[] = [];
  for (const word of words) {
    const named = assertions.filter((assertion) => isNamed(assertion, word));
    for (const assertion of named) chosen.add(assertion);
    if (named.length > 0) continue;
    const isKnown = kinds.includes(word) || Object.hasOwn(DIMENSIONS, word);
    (isKnown ? absent : unknown).push(word);
  }
  return { chosen: assertions.filter((assertion) => chosen.has(assertion)), absent, unknown };
}

/** The words of `--checks` that are not ids. */
export function checkWords(kinds: readonly string[]): readonly string[] {
  return ["all", ...new Set([...kinds, ...Object.keys(DIMENSIONS)])];
}

function isNamed({ id, rule, dimension }: Assertion, word: string): boolean {
  if (id === word || rule.kind === word) return true;
  return Object.hasOwn(DIMENSIONS, word) && (DIMENSIONS[word] ?? []).includes(dimension);
}
