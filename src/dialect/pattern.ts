import type { Dialect } from "./dialect.ts";

/** A portable pattern for one engine. The portable `$` is the end of the string and nothing else; `\z` is that to Java, Perl and ICU. */
export function enginePattern(pattern: string, { lenientEnd }: Pick<Dialect, "lenientEnd">): string {
  return lenientEnd ? rewrittenPattern(pattern, { $: "\\z" }) : pattern;
}

/** A pattern with characters replaced that are neither escaped nor inside a class. */
export function rewrittenPattern(pattern: string, replacements: Readonly<Record<string, string>>): string {
  let text = "";
  let inClass = false;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] ?? "";
    if (character === "\\") {
      text += character + (pattern[++index] ?? "");
      continue;
    }
    if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    text += inClass ? character : (replacements[character] ?? character);
  }
  return text;
}
