import { rewrittenPattern } from "../../dialect/pattern.ts";

/**
 * A portable pattern for Python, by whatever engine pandas runs it: the end is told in a way that only Python's own can read, and pandas
 * warns of groups that capture.
 */
export function pythonPattern(pattern: string): string {
  return rewrittenPattern(pattern, { $: "$(?!\\n)", "(": "(?:" });
}
