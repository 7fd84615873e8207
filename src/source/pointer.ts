// Contracts are alike, so most pointers of a project are equal; each is one string, and not one for each contract. The limit keeps a project
// of other kinds from filling the memory with what is met only once.
const met = new Map<string, string>();
const MOST = 20_000;

/** Appends one reference token to a JSON pointer, escaped as RFC 6901 asks (`~` is `~0`, `/` is `~1`). */
export function pointerTo(parent: string, ...tokens: readonly (string | number)[]): string {
  let pointer = parent;
  for (const token of tokens) {
    const text = String(token);
    pointer += `/${text.includes("~") || text.includes("/") ? text.replaceAll("~", "~0").replaceAll("/", "~1") : text}`;
  }
  const known = met.get(pointer);
  if (known !== undefined) return known;
  if (met.size >= MOST) met.clear();
  met.set(pointer, pointer);
  return pointer;
}

/** The unescaped reference tokens of a JSON pointer; the empty pointer has none. */
export function pointerTokens(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}
