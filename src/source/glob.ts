/** The part of a glob before its first wildcard, up to the last slash: `contracts/` of `contracts/**\/*.yaml`. */
function staticBase(pattern: string): string {
  const fixed = /^[^*?{[(!]*/.exec(pattern)?.[0] ?? "";
  return fixed.slice(0, fixed.lastIndexOf("/") + 1);
}

/** The folders that globs begin in, each once. */
export function staticBases(patterns: readonly string[]): readonly string[] {
  return [...new Set(patterns.filter((pattern) => !isNegative(pattern)).map(staticBase))];
}

/** What the globs that begin with `!` leave out. */
export function leftOutBy(patterns: readonly string[]): readonly string[] {
  return patterns.filter(isNegative).map((pattern) => pattern.slice(1));
}

/** `!drafts/**` leaves out; `!(drafts)/**` is a glob of its own. */
function isNegative(pattern: string): boolean {
  return /^!(?!\()/.test(pattern);
}
