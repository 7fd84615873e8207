// Contracts are similar, so most pointers of a project are equal. Sharing one string for all of them saves memory. The limit prevents a
// project with few equal pointers from filling the memory.
const met = new Map<string, string>();
const MOST = 20_000;

/** Appends reference tokens to a JSON pointer, escaped as in RFC 6901 (`~` is `~0`, `/` is `~1`). */
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
