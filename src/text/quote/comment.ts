import { withoutEnd } from "../trim.ts";
import { Code } from "./code.ts";

// Control characters, all line ends, and characters that change the direction of text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const BREAKS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g;

/** Text on one line, for a comment that ends with the line. */
export function line(text: string): Code {
  return Code.trusted(withoutEnd(text.replace(BREAKS, " "), /\\/).trim());
}
