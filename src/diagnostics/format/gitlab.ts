import type { Diagnostic, Severity } from "../diagnostic.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Format } from "./input.ts";
import { messageWithFix } from "./message-with-fix.ts";
import { visibleJson } from "./visible-json.ts";

const SEVERITIES = { error: "critical", warning: "minor", info: "info" } as const satisfies Record<Severity, string>;

/** GitLab's code quality report. GitLab requires unique fingerprints, so equal findings are numbered. */
export const gitlab: Format = ({ diagnostics }) => {
  const seen = new Map<string, number>();
  const issues = diagnostics.map((diagnostic) => {
    const base = fingerprint(diagnostic);
    const times = seen.get(base) ?? 0;
    seen.set(base, times + 1);
    return issue(diagnostic, times === 0 ? base : `${base}-${times}`);
  });
  return visibleJson(issues);
};

function issue(diagnostic: Diagnostic, id: string): object {
  return {
    type: "issue",
    check_name: diagnostic.code,
    description: messageWithFix(diagnostic),
    severity: SEVERITIES[diagnostic.severity],
    fingerprint: id,
    location: { path: diagnostic.at.path, lines: { begin: diagnostic.at.start.line, end: diagnostic.at.end.line } },
  };
}
