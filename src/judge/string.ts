import { withoutEdges } from "../text/trim.ts";

/** The number of characters (Unicode code points). */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** Compares by code point: negative, zero or positive. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a === b) continue;
    // A surrogate is below U+E000 as a code unit, but its character is above.
    const [high, low] = [isSurrogate(a), isSurrogate(b)];
    if (high !== low) return high ? 1 : -1;
    return a - b;
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** True if the whole string is like the pattern: `%` is any string, `_` any character. */
export function isLike(text: string, pattern: string): boolean {
  const [given, wanted] = [[...text], [...pattern]];
  let [at, next, star, mark] = [0, 0, -1, 0];
  while (at < given.length) {
    if (wanted[next] === "%") {
      star = next++;
      mark = at;
    } else if (wanted[next] === "_" || wanted[next] === given[at]) {
      at++;
      next++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++mark;
    } else return false;
  }
  while (wanted[next] === "%") next++;
  return next === wanted.length;
}

/** Each character in its other case, if that is one character. */
export function changeCase(text: string, change: (character: string) => string): string {
  let changed = "";
  for (const character of text) {
    const other = change(character);
    changed += lengthOf(other) === 1 ? other : character;
  }
  return changed;
}

/** The string without the spaces (U+0020) at its ends. */
export function trimSpaces(text: string): string {
  return withoutEdges(text, / /);
}
