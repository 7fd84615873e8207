import { plural } from "../../diagnostics/format/summary.ts";
import { workflowCommand } from "../../diagnostics/format/workflow-command.ts";
import { visible } from "../../text/visible.ts";
import type { Report } from "./context.ts";
import { type Finding, findingsOf } from "./findings.ts";

/** GitHub shows at most this many annotations of one level per step. */
const MOST_PER_LEVEL = 10;

/** Workflow commands for GitHub Actions, at the line of the contract. A last notice counts the findings that GitHub would not show. */
export const github: Report = (run) => {
  const findings = findingsOf(run);
  const levels = [
    findings.filter((one) => levelOf(one) === "error"),
    findings.filter((one) => levelOf(one) === "warning"),
  ];
  const lines = levels.flatMap((level) => level.slice(0, MOST_PER_LEVEL).map(annotation));
  const hidden = levels.reduce((sum, level) => sum + Math.max(0, level.length - MOST_PER_LEVEL), 0);
  if (hidden > 0)
    lines.push(workflowCommand("notice", {}, `${plural(hidden, "more finding")}; the report lists all of them`));
  return lines.map((line) => `${line}\n`).join("");
};

function levelOf({ check }: Finding): "error" | "warning" {
  return check.status === "warn" ? "warning" : "error";
}

function annotation(finding: Finding): string {
  const { path, line } = finding.check.origin ?? {};
  const place = { file: path === undefined ? undefined : visible(path), line, title: visible(finding.check.id) };
  return workflowCommand(levelOf(finding), place, visible(finding.message));
}
