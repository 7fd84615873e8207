import type { Diagnostic, Severity } from "../diagnostic.ts";
import type { Format } from "./input.ts";
import { messageWithFix } from "./message-with-fix.ts";
import { plural } from "./summary.ts";
import { workflowCommand } from "./workflow-command.ts";

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const satisfies Record<Severity, string>;

/** GitHub shows at most this many annotations of one level per step. */
const MOST_PER_LEVEL = 10;

/** Workflow commands for GitHub Actions, errors first. A last notice counts the findings that GitHub would not show. */
export const github: Format = ({ diagnostics }) => {
  const levels = (["error", "warning", "info"] as const).map((severity) =>
    diagnostics.filter((item) => item.severity === severity),
  );
  const lines = levels.flatMap((level) => level.slice(0, MOST_PER_LEVEL).map(command));
  const hidden = levels.reduce((sum, level) => sum + Math.max(0, level.length - MOST_PER_LEVEL), 0);
  if (hidden > 0)
    lines.push(workflowCommand("notice", {}, `${plural(hidden, "more finding")}; run dex check to see all of them`));
  return lines.map((line) => `${line}\n`).join("");
};

function command(diagnostic: Diagnostic): string {
  const { at, severity, code } = diagnostic;
  const where = {
    file: at.path,
    line: at.start.line,
    endLine: at.end.line,
    col: at.start.column,
    endColumn: at.end.column,
    title: code,
  };
  return workflowCommand(COMMANDS[severity], where, messageWithFix(diagnostic));
}
