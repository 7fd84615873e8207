import type { Format } from "./input.ts";
import { count } from "./summary.ts";

/** Everything, for programs; `schemaVersion` changes when a member changes its meaning. */
export const json: Format = ({ diagnostics }) => {
  const { files, ...counts } = count(diagnostics);
  return `${JSON.stringify({ schemaVersion: 1, summary: { ...counts, files }, diagnostics }, null, 2)}\n`;
};
