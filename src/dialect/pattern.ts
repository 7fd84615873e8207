/** How an engine reads patterns: as portable ones, or as Perl or as Java and ICU do. */
export type PatternSyntax = "portable" | "perl" | "java";

/** The portable `$` is the end of the string and nothing else; to these engines it also matches before a last line break, and `\z` does not. */
const OUTSIDE: Readonly<Record<string, string>> = { $: "\\z" };
/** Java and ICU read `&&` inside a class as an intersection. */
const INSIDE: Readonly<Record<string, string>> = { "&": "\\&" };

/** A portable pattern for one engine. */
export function enginePattern(pattern: string, { patternSyntax }: { readonly patternSyntax: PatternSyntax }): string {
  switch (patternSyntax) {
    case "portable":
      return pattern;
    case "perl":
      return rewrittenPattern(pattern, OUTSIDE);
    case "java":
      return rewrittenPattern(pattern, OUTSIDE, INSIDE);
  }
}

/** A pattern with unescaped characters replaced: outside classes by one table, inside them by another. */
export function rewrittenPattern(
  pattern: string,
  outside: Readonly<Record<string, string>>,
  inside: Readonly<Record<string, string>> = {},
): string {
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
    text += (inClass ? inside : outside)[character] ?? character;
  }
  return text;
}
