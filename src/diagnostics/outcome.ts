import type { Report } from "./diagnostic.ts";

/** What every phase returns: its result, and the reports about its input. */
export interface Outcome<T> {
  readonly value: T;
  readonly diagnostics: readonly Report[];
}

/** True when at least one report is an error: the stop rule of the compiler. */
export function hasErrors(reports: readonly { readonly severity: string }[]): boolean {
  return reports.some((report) => report.severity === "error");
}
