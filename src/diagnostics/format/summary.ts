import type { Diagnostic, Severity } from "../diagnostic.ts";

const NAMES = { error: "error", warning: "warning", info: "note" } as const satisfies Record<Severity, string>;

/** How many diagnostics there are of each severity, and in how many files. */
export function count(diagnostics: readonly Diagnostic[]): {
  error: number;
  warning: number;
  info: number;
  files: number;
} {
  const of = (severity: Severity) => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return {
    error: of("error"),
    warning: of("warning"),
    info: of("info"),
    files: new Set(diagnostics.map((diagnostic) => diagnostic.at.path)).size,
  };
}

/** `2 errors, 1 warning in 3 files`; empty when there is nothing. */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const counts = count(diagnostics);
  const parts = (["error", "warning", "info"] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => plural(counts[severity], NAMES[severity]));
  return parts.length === 0 ? "" : `${parts.join(", ")} in ${plural(counts.files, "file")}`;
}

/** `1 file`, `2 files`. */
export function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
