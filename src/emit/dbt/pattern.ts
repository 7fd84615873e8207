import type { Adapter } from "./options.ts";

/** Engines whose `$` (of Java and of Perl) also matches before a last line break; `\z` is only the end. */
const LENIENT_END: ReadonlySet<Adapter> = new Set(["databricks", "redshift"]);

/** A portable pattern for one engine. The portable `$` is the end of the text and nothing else. */
export function enginePattern(pattern: string, adapter: Adapter): string {
  return LENIENT_END.has(adapter) && pattern.includes("$") ? replaceEnds(pattern) : pattern;
}

/** Writes `\z` for every `$` that is an anchor: neither escaped nor inside a class. */
function replaceEnds(pattern: string): string {
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
    text += character === "$" && !inClass ? "\\z" : character;
  }
  return text;
}
