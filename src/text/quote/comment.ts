import { Code } from "./code.ts";

// Controls, line ends of any reader, and characters that change the direction of what follows.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const BREAKS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g;

/** A text on one line, for what stands behind a mark that makes a comment of the rest of the line. */
export function line(text: string): Code {
  return Code.trusted(text.replace(BREAKS, " ").replace(/\\+$/, "").trim());
}
