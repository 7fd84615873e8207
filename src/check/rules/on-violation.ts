import { definitionOf } from "../../assertion/registry.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument, RuleDocument } from "../../language/contract/contract-document.ts";
import { diagnostics } from "./diagnostics.ts";

/** Reports a severity that contradicts `on_violation`, and a quarantine for a rule without rows. */
export function violationReports(rule: RuleDocument, { path }: ContractDocument): readonly Report[] {
  const { onViolation, severity } = rule;
  if (onViolation === undefined) return [];
  const at = { path, pointer: onViolation.pointer };
  const isWarning = onViolation.value === "warn";
  if (severity !== undefined && (severity === "error") === isWarning)
    return [diagnostics.report("severity-contradiction", at, { severity, onViolation: onViolation.value })];
  return onViolation.value === "quarantine" && isAboutTable(rule)
    ? [diagnostics.report("quarantine-of-table", at, { rule: rule.rule })]
    : [];
}

function isAboutTable({ rule }: RuleDocument): boolean {
  const definition = definitionOf({ kind: rule === "equal_row_count" ? "row_count_equals" : rule });
  return definition.scope === "table" && definition.finds === "figures";
}
