// Contracts are similar, so most pointers of a project are equal. Sharing one string for all of them saves memory, and finding it by its two
// parts saves the work of building it. The limit prevents a project with few equal pointers from filling the memory.
const met = new Map<string, Map<string | number, string>>();
const MOST = 20_000;
let count = 0;

/** Appends reference tokens to a JSON pointer, escaped as in RFC 6901 (`~` is `~0`, `/` is `~1`). */
export function pointerTo(parent: string, ...tokens: readonly (string | number)[]): string {
  let pointer = parent;
  for (const token of tokens) pointer = below(pointer, token);
  return pointer;
}

function below(parent: string, token: string | number): string {
  const known = met.get(parent)?.get(token);
  if (known !== undefined) return known;
  const pointer = `${parent}/${escaped(String(token))}`;
  if (count >= MOST) {
    met.clear();
    count = 0;
  }
  const siblings = met.get(parent) ?? new Map<string | number, string>();
  met.set(parent, siblings);
  siblings.set(token, pointer);
  count++;
  return pointer;
}

function escaped(token: string): string {
  return token.includes("~") || token.includes("/") ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;
}

/** The unescaped reference tokens of a JSON pointer; the empty pointer has none. */
export function pointerTokens(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}
