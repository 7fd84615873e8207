/** Keys that would reach into an object's prototype. */
export const RESERVED_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Why a text cannot be a key; undefined when it can. */
export function keyProblem(key: string): string | undefined {
  if (key === "") return "it is empty";
  if (RESERVED_KEYS.has(key)) return "JavaScript keeps this name for itself";
  return /\p{Cf}/u.test(key) ? "it has a character in it that cannot be seen" : undefined;
}
