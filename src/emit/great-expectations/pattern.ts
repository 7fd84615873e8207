import { rewrittenPattern } from "../../dialect/pattern.ts";

/**
 * A portable pattern for Python. The end of the string uses syntax of Python's `re`, so pandas must run it with that engine. Groups do not capture,
 * since pandas warns about capturing groups.
 */
export function pythonPattern(pattern: string): string {
  return rewrittenPattern(pattern, { $: "$(?!\\n)", "(": "(?:" });
}
