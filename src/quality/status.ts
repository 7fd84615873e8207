import type { Assertion } from "../ir/assertion.ts";
import type { Status } from "./result.ts";

/** The number of violations, and of the rows among which they are. */
export interface Count {
  readonly violations: number;
  readonly examined: number;
}

/**
 * The status of a check that ran. Rows that a pipeline moves to a quarantine do not stop it, so that they are a warning; more of them than the tolerance
 * allows stop it.
 */
export function statusOf(isViolated: boolean, { severity, quarantine, tolerance }: Judging): Status {
  if (!isViolated) return "pass";
  const isMoved = quarantine === true && tolerance === undefined;
  return severity === "error" && !isMoved ? "fail" : "warn";
}

/** The parts of an assertion that decide what a violation means. */
type Judging = Pick<Assertion, "severity" | "quarantine" | "tolerance">;
