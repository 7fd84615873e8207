import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { exit } from "./command.ts";

/** What stopped the writer because it would have lost somebody's work. */
const REFUSED: ReadonlySet<string> = new Set(["write/edited", "write/foreign", "write/link", "write/in-the-way"]);

/** Findings that are not about what a contract says: the command could not do its job at all. */
const UNUSABLE = /^(config|write)\/|^read\/(no-documents|unreadable)$|^emit\/unknown-target$/;

/** The exit code for what was found: the first that stands in the way of the others. */
export function exitCodeFor(diagnostics: readonly Pick<Diagnostic, "code" | "severity">[]): number {
  const codes = diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
  if (codes.length === 0) return exit.done;
  if (codes.some((code) => code === "write/locked" || code === "write/changed")) return exit.locked;
  if (codes.some((code) => REFUSED.has(code))) return exit.refused;
  return codes.some((code) => UNUSABLE.test(code)) ? exit.usage : exit.findings;
}
