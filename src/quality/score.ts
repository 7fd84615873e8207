import type { Assertion } from "../ir/assertion.ts";
import type { CheckResult } from "./result.ts";

/** The dimensions of a quality score, in the order in which reports show them. */
export const scoreDimensions = [
  "completeness",
  "uniqueness",
  "validity",
  "consistency",
  "timeliness",
  "accuracy",
] as const;

/** A dimension of a quality score. */
export type ScoreDimension = (typeof scoreDimensions)[number];

/** The dimensions of contracts are those of ODCS. A score calls conformity validity, and counts coverage as completeness. */
const DIMENSIONS = {
  accuracy: "accuracy",
  completeness: "completeness",
  conformity: "validity",
  consistency: "consistency",
  coverage: "completeness",
  timeliness: "timeliness",
  uniqueness: "uniqueness",
} as const satisfies Record<Assertion["dimension"], ScoreDimension>;

/** A score from 0 to 100. */
export interface Score {
  /** Rounded down to a tenth, so that 100 means no violation at all. Undefined if no check ran. */
  readonly percent?: number;
  readonly checks: number;
  /** The number of checks that ran to their end. */
  readonly ran: number;
}

/** The score of some checks, and of each dimension that has a check. */
export interface QualityScore {
  readonly overall: Score;
  readonly dimensions: Readonly<Partial<Record<ScoreDimension, Score>>>;
}

/** The part of a check's result that a score depends on. */
export type Scored = Pick<CheckResult, "dimension" | "status" | "violations" | "examined">;

/** The dimension of the score that a check counts for. */
export function scoreDimensionOf({ dimension }: Pick<Scored, "dimension">): ScoreDimension {
  return DIMENSIONS[dimension];
}

/**
 * The mean of the shares of all checks. A check that did not run has the share 0: nothing is proved, so it never raises a score.
 * docs/quality.md, "Quality score", documents the formula.
 */
export function scoreOf(checks: readonly Scored[]): QualityScore {
  const dimensions: Partial<Record<ScoreDimension, Score>> = {};
  for (const name of scoreDimensions) {
    const own = checks.filter((check) => scoreDimensionOf(check) === name);
    if (own.length > 0) dimensions[name] = meanOf(own);
  }
  return { overall: meanOf(checks), dimensions };
}

function meanOf(checks: readonly Scored[]): Score {
  const ran = checks.filter(didRun).length;
  if (ran === 0) return { checks: checks.length, ran };
  const mean = checks.reduce((sum, check) => sum + shareOf(check), 0) / checks.length;
  return { percent: Math.floor(mean * 1000) / 10, checks: checks.length, ran };
}

/** True if the check ran to its end. */
export function didRun({ status }: Pick<Scored, "status">): boolean {
  return status !== "error" && status !== "skipped";
}

/** The share of the examined rows without a violation; for a check of the whole table, 1 for a pass, else 0. */
function shareOf(check: Scored): number {
  if (!didRun(check)) return 0;
  const { status, violations = 0, examined = 0 } = check;
  if (violations === 0 || examined === 0) return status === "pass" ? 1 : 0;
  return Math.max(0, 1 - violations / examined);
}
