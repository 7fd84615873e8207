/** The part of a glob before its first wildcard, up to the last slash: `contracts/` of `contracts/**\/*.yaml`. */
export function staticBase(pattern: string): string {
  const fixed = /^[^*?{[(!]*/.exec(pattern)?.[0] ?? "";
  return fixed.slice(0, fixed.lastIndexOf("/") + 1);
}
