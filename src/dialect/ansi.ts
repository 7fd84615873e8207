import { Code } from "../text/quote/code.ts";
import { piecesAround, withoutNul } from "./controls.ts";
import { ANSI_LEXIS } from "./lexis.ts";
import { isoTimestampText } from "./literals.ts";
import { doubled, type Naming, naming } from "./naming.ts";

/** Names between double quotes. */
export function ansiNaming(reserved: string, fold?: (name: string) => string): Naming {
  return naming({ reserved, quote: (name) => doubled(name, '"'), ...(fold && { fold }) });
}

/** A string between quotes, with quotes doubled inside; a control character becomes `chr()`. */
export function ansiString(text: string, escaped: (text: string) => string = (piece) => piece): Code {
  const pieces = piecesAround(withoutNul(text), {
    control: (code) => `chr(${code})`,
    literal: (piece) => `'${escaped(piece).replaceAll("'", "''")}'`,
  });
  return Code.trusted(pieces.length === 1 ? (pieces[0] ?? "''") : `(${pieces.join(" || ")})`);
}

/** A value unchanged, where an engine needs nothing special. */
function unchanged(of: Code): Code {
  return of;
}

/** What the engines near the standard have in common. */
export const ANSI = {
  string: (text: string) => ansiString(text),
  exact: unchanged,
  timestampText: isoTimestampText,
  patternSyntax: "portable",
  spelled: unchanged,
  concatenation: "operator",
  likeEscapes: false,
  lexis: ANSI_LEXIS,
} as const;
