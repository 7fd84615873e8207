import { Code } from "../text/quote/code.ts";
import { ANSI } from "./ansi.ts";
import { replaceControls, withoutNul } from "./controls.ts";
import { BACKTICK_LEXIS } from "./lexis.ts";

/** A string literal with backslash escapes. `quote` is the escaped quote. */
export function backslashString(text: string, quote: "\\'" | "''"): Code {
  const line = replaceControls(withoutNul(text).replaceAll("\\", "\\\\"), (control) =>
    control === "\n" ? "\\n" : `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return Code.trusted(`'${line.replaceAll("'", quote)}'`);
}

/** The members that engines with names in backticks share. */
export const BACKTICK = {
  ...ANSI,
  string: (text: string) => backslashString(text, "\\'"),
  likeEscapes: true,
  lexis: BACKTICK_LEXIS,
} as const;
