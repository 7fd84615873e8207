import type { Report } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import { diagnostics } from "./diagnostics.ts";

// Control characters but tab and line ends, C1 controls, bidirectional controls, a byte order mark inside the text, noncharacters, lone surrogates.
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/u;

/** Refuses text with characters that a reviewer cannot see. Reports the first one. */
export function guardCharacters({ path, text }: SourceFile): Report | undefined {
  const match = FORBIDDEN.exec(text);
  if (match === null) return undefined;
  const character = `U+${(match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  const at = { path, start: match.index, end: match.index + match[0].length };
  return diagnostics.report("forbidden-character", at, { character });
}
