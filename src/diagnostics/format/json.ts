import type { Format } from "./input.ts";
import { count } from "./summary.ts";

/** Everything, for programs; `schemaVersion` changes when a member changes its meaning. */
export const json: Format = ({ diagnostics }) => {
  const { files, ...counts } = count(diagnostics);
  // The exit reason is for the process that reports, whose exit code says it.
  const findings = diagnostics.map(({ exit: _, ...diagnostic }) => diagnostic);
  return `${JSON.stringify({ schemaVersion: 1, summary: { ...counts, files }, diagnostics: findings }, null, 2)}\n`;
};
