import { Bug } from "../text/bug.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0001-\u0008\u000a-\u001f\u007f]/;

/** Throws for U+0000, which no warehouse stores. */
export function withoutNul(text: string): string {
  if (text.includes("\0")) throw new Bug("U+0000 in an SQL string");
  return text;
}

/** A text with every control character but the tab replaced. */
export function replaceControls(text: string, replace: (control: string) => string): string {
  return text.replace(new RegExp(CONTROL, "g"), replace);
}

/** A string as SQL pieces: control characters as function calls, the rest as literals. */
export function piecesAround(
  text: string,
  write: { readonly control: (code: number) => string; readonly literal: (text: string) => string },
): readonly string[] {
  const pieces = text
    .split(new RegExp(`(${CONTROL.source})`))
    .map((piece) => (CONTROL.test(piece) ? write.control(piece.charCodeAt(0)) : write.literal(piece)));
  const empty = write.literal("");
  return pieces.length === 1 ? pieces : pieces.filter((piece) => piece !== empty);
}
