import { Bug } from "../text/bug.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0001-\u0008\u000a-\u001f\u007f]/;
const CONTROLS = new RegExp(CONTROL, "g");
/** Splits a string and retains the control characters. */
const AROUND = new RegExp(`(${CONTROL.source})`);

/** Throws for U+0000, which no warehouse stores. */
export function withoutNul(text: string): string {
  if (text.includes("\0")) throw new Bug("U+0000 in an SQL string");
  return text;
}

/** Replaces every control character except the tab. */
export function replaceControls(text: string, replace: (control: string) => string): string {
  return text.replace(CONTROLS, replace);
}

/** A string as SQL pieces: control characters as function calls, the rest as literals. */
export function piecesAround(
  text: string,
  write: { readonly control: (code: number) => string; readonly literal: (text: string) => string },
): readonly string[] {
  const pieces = text
    .split(AROUND)
    .map((piece) => (CONTROL.test(piece) ? write.control(piece.charCodeAt(0)) : write.literal(piece)));
  const empty = write.literal("");
  return pieces.length === 1 ? pieces : pieces.filter((piece) => piece !== empty);
}
