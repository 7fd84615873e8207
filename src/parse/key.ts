/** Keys that JavaScript objects use for their prototype. */
export const RESERVED_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** The reason why a string cannot be a key, or undefined when it can. */
export function keyProblem(key: string): string | undefined {
  if (key === "") return "it is empty";
  if (RESERVED_KEYS.has(key)) return "JavaScript reserves this name";
  return /\p{Cf}/u.test(key) ? "it contains an invisible character" : undefined;
}
