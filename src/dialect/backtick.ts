import { Code } from "../text/quote/code.ts";
import { ANSI } from "./ansi.ts";
import { replaceControls, withoutNul } from "./controls.ts";
import { BACKTICK_LEXIS } from "./lexis.ts";

/** A string between quotes in which a backslash begins an escape; `quote` is how a quote stands inside. */
export function backslashString(text: string, quote: "\\'" | "''"): Code {
  const line = replaceControls(withoutNul(text).replaceAll("\\", "\\\\"), (control) =>
    control === "\n" ? "\\n" : `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return Code.trusted(`'${line.replaceAll("'", quote)}'`);
}

/** What the engines that quote names with backticks have in common. */
export const BACKTICK = {
  ...ANSI,
  string: (text: string) => backslashString(text, "\\'"),
  likeEscapes: true,
  lexis: BACKTICK_LEXIS,
} as const;
