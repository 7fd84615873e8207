/** The syntax of an engine's patterns: the portable one, that of Perl, or that of Java and ICU. */
export type PatternSyntax = "portable" | "perl" | "java";

/** The portable `$` matches only at the end of the string. In these engines, `$` also matches before a final line break, and `\z` does not. */
const OUTSIDE: Readonly<Record<string, string>> = { $: "\\z" };
/** In Java and ICU, `&&` inside a class is an intersection. */
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

/** Replaces unescaped characters of a pattern, by one table outside classes and by another inside them. */
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
