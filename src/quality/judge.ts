import { wholeTolerance } from "../assertion/tolerance.ts";
import type { Assertion, Tolerance } from "../ir/assertion.ts";
import type { Status } from "./result.ts";

/** The number of violations, and of the rows among which they are. */
export interface Count {
  readonly violations: number;
  readonly examined: number;
}

/** True if there are more violations than a tolerance allows. Exact for every number of rows. */
export function isTooMany({ violations, examined }: Count, tolerance: Tolerance | undefined): boolean {
  if (tolerance === undefined) return violations > 0;
  const { max, of } = wholeTolerance(tolerance);
  if (of === undefined) return BigInt(violations) > BigInt(max);
  return BigInt(violations) * BigInt(of) > BigInt(examined) * BigInt(max);
}

/** The status of a check that ran. */
export function statusOf(isViolated: boolean, { severity }: Pick<Assertion, "severity">): Status {
  if (!isViolated) return "pass";
  return severity === "error" ? "fail" : "warn";
}
