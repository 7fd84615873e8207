import type { Report } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import { diagnostics } from "./diagnostics.ts";

// Control characters but tab and line ends (of which a lone CR is none), C1 controls, bidirectional controls, line ends that only some readers know, a byte order mark inside
// the text, noncharacters, lone surrogates.
const FORBIDDEN = /(?![\t\n]|\r\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu;

/** Refuses text with characters that a reviewer cannot see. Reports the first one. */
export function guardCharacters({ path, text }: SourceFile): Report | undefined {
  // Most files are plain ASCII, and this is several times as fast as the full list.
  if (!/[^\t\n\x20-\x7e]/.test(text)) return undefined;
  FORBIDDEN.lastIndex = text.startsWith("\ufeff") ? 1 : 0;
  const match = FORBIDDEN.exec(text);
  if (match === null) return undefined;
  const point = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const character = match[0] === "\r" ? "A carriage return without a line feed" : `The character U+${point}`;
  const at = { path, start: match.index, end: match.index + match[0].length };
  return diagnostics.report("forbidden-character", at, { character });
}
