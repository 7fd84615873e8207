import type { Format } from "./input.ts";
import { count } from "./summary.ts";
import { visibleJson } from "./visible-json.ts";

/** Every member, for programs. `schemaVersion` changes when the meaning of a member changes. */
export const json: Format = ({ diagnostics }) => {
  const { files, ...counts } = count(diagnostics);
  // The exit code of the process already gives the exit reason.
  const findings = diagnostics.map(({ exit: _, ...diagnostic }) => ({
    ...diagnostic,
    docs: `node_modules/dex-compiler/docs/diagnostics/${diagnostic.code}.md`,
    explain: `dex explain ${diagnostic.code}`,
  }));
  return visibleJson({ schemaVersion: 1, summary: { ...counts, files }, diagnostics: findings });
};
