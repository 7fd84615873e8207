import type { Report } from "../diagnostics/diagnostic.ts";
import { diagnostics } from "./diagnostics.ts";

/** Reports the path of an input that messages and outputs cannot name, or that leaves the project. */
export function nameProblem(path: string): Report | undefined {
  const name = JSON.stringify(path);
  const at = { path, start: 0, end: 0 };
  if (/^([/\\]|[A-Za-z]:)/.test(path) || path.split("/").includes(".."))
    return diagnostics.report("outside-project", at, { name });
  if (path.includes("\\")) return diagnostics.report("unusual-name", at, { name, what: "a backslash" });
  // Node shows bytes of a name that are not UTF-8 as U+FFFD.
  if (path.includes("\uFFFD"))
    return diagnostics.report("unusual-name", at, { name, what: "bytes that are not UTF-8" });
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(path))
    return diagnostics.report("unusual-name", at, { name, what: "a line break or another invisible character" });
  return undefined;
}
