import type { Report } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import { diagnostics } from "./diagnostics.ts";

// Control characters except tab, LF and CRLF, C1 controls, bidirectional controls, line ends that only some readers recognise, a byte order
// mark inside the text, noncharacters, lone surrogates.
const FORBIDDEN = /(?![\t\n]|\r\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu;

/** Reports the first invisible character of a text. */
export function guardCharacters({ path, text }: SourceFile): Report | undefined {
  // Most files are plain ASCII, and this test is several times faster than the full list.
  if (!/[^\t\n\x20-\x7e]/.test(text)) return undefined;
  FORBIDDEN.lastIndex = text.startsWith("\ufeff") ? 1 : 0;
  const match = FORBIDDEN.exec(text);
  if (match === null) return undefined;
  const point = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const character = match[0] === "\r" ? "A carriage return without a line feed" : `The character U+${point}`;
  const at = { path, start: match.index, end: match.index + match[0].length };
  return diagnostics.report("forbidden-character", at, { character });
}
