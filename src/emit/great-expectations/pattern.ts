import type { SqlDialect } from "../../text/quote/sql.ts";

/** Engines whose `$` (of Java and of Perl) also matches before a last line break; `\z` is only the end. */
const LENIENT_END: ReadonlySet<SqlDialect> = new Set(["databricks", "redshift"]);

/** A portable pattern for one engine. The portable `$` is the end of the text and nothing else. */
export function enginePattern(pattern: string, dialect: SqlDialect): string {
  return LENIENT_END.has(dialect) ? rewritten(pattern, { $: "\\z" }) : pattern;
}

/**
 * A portable pattern for Python, by whatever engine pandas runs it: the end is told in a way that only Python's own can read, and pandas
 * warns of groups that capture.
 */
export function pythonPattern(pattern: string): string {
  return rewritten(pattern, { $: "$(?!\\n)", "(": "(?:" });
}

/** Replaces characters that are neither escaped nor inside a class. */
function rewritten(pattern: string, replacements: Readonly<Record<string, string>>): string {
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
