import { defineDiagnostics } from "../../diagnostics/define.ts";

/** Semantic faults of quality rules. */
export const diagnostics = defineDiagnostics("check", {
  "duplicate-rule": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `This contract has another rule "${name}", and the name of a rule is the name of its test. Rename one.`,
  },
  "severity-contradiction": {
    severity: "error",
    message: ({ severity, onViolation }: { severity: string; onViolation: string }) =>
      `severity: ${severity} and on_violation: ${onViolation} contradict each other. Remove one of the two; severity: warn is the same as on_violation: warn`,
  },
  "quarantine-of-table": {
    severity: "info",
    message: ({ rule }: { rule: string }) =>
      `The rule "${rule}" is about the whole table, so it has no rows to move to a quarantine: a violation blocks. Write on_violation: block or on_violation: warn`,
  },
  "bad-expression": {
    severity: "error",
    message: ({ problem }: { problem: string }) => `This expression is not portable: ${problem}.`,
  },
  "expression-type": {
    severity: "error",
    message: ({ left, right }: { left: string; right: string }) =>
      `This compares ${left} with ${right}, which databases decide differently. Compare values of one kind.`,
  },
  "not-a-condition": {
    severity: "error",
    message: (_: object) => "This expression is a value, not a condition. Compare it with something, as in: amount > 0",
  },
});
