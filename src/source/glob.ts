/** The part of a glob before its first wildcard, up to the last slash: `contracts/` of `contracts/**\/*.yaml`. */
function staticBase(pattern: string): string {
  const fixed = /^[^*?{[(!]*/.exec(pattern)?.[0] ?? "";
  return fixed.slice(0, fixed.lastIndexOf("/") + 1);
}

/** The distinct base folders of globs. */
export function staticBases(patterns: readonly string[]): readonly string[] {
  return [...new Set(patterns.filter((pattern) => !isNegative(pattern)).map(staticBase))];
}

/** The patterns that globs with a leading `!` exclude. */
export function leftOutBy(patterns: readonly string[]): readonly string[] {
  return patterns.filter(isNegative).map((pattern) => pattern.slice(1));
}

/** True for `!drafts/**`, which excludes; false for `!(drafts)/**`, an ordinary glob. */
function isNegative(pattern: string): boolean {
  return /^!(?!\()/.test(pattern);
}
