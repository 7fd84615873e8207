import { defineDiagnostics } from "../../diagnostics/define.ts";

/** Semantic faults of quality rules. */
export const diagnostics = defineDiagnostics("check", {
  "duplicate-rule": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `This contract has another rule "${name}", and the name of a rule is the name of its test. Rename one.`,
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
