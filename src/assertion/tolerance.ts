import { number } from "../dialect/literals.ts";
import type { Tolerance } from "../ir/assertion.ts";
import { fromUnscaled, scaleOf, unscaled } from "../text/decimal.ts";
import { type Code, code } from "../text/quote/code.ts";
import { counted, ROWS } from "./amount.ts";

/** A tolerance in words. */
export function tolerated({ max, unit }: Tolerance): string {
  return unit === "rows"
    ? `at most ${counted(max, ROWS)} may violate it`
    : `at most ${percent(max)}% of the rows may violate it`;
}

function percent(fraction: string): string {
  const scale = Math.max(scaleOf(fraction), 2);
  return fromUnscaled(unscaled(fraction, scale), scale - 2);
}

/** A tolerance in whole numbers, so that the limit is exact: `max` rows, or `max` in every `of` rows. */
export interface WholeTolerance {
  readonly max: string;
  readonly of: string | undefined;
}

/** A tolerance without fractions: 0.015 is 15 in 1000 rows. */
export function wholeTolerance({ max, unit }: Tolerance): WholeTolerance {
  if (unit === "rows") return { max: max.split(".")[0] ?? "0", of: undefined };
  const scale = scaleOf(max);
  return { max: unscaled(max, scale).toString(), of: (10n ** BigInt(scale)).toString() };
}

/** True if there are more violations than a tolerance allows among `total` checked rows. Exact for every number of rows. */
export function isExceeded(violations: number, total: number, tolerance: Tolerance | undefined): boolean {
  if (tolerance === undefined) return violations > 0;
  const { max, of } = wholeTolerance(tolerance);
  if (of === undefined) return BigInt(violations) > BigInt(max);
  return BigInt(violations) * BigInt(of) > BigInt(total) * BigInt(max);
}

/** The number of violations, and the number of checked rows. */
export interface Counts {
  readonly violations: Code;
  readonly total: Code;
}

/** The condition that the violations exceed the tolerance: `violations > 2`, or `violations * 1000 > total * 1`. */
export function exceeds({ violations, total }: Counts, tolerance: Tolerance): Code {
  const { max, of } = wholeTolerance(tolerance);
  if (of === undefined) return code`${violations} > ${number(max)}`;
  return code`${violations} * ${number(of)} > ${total} * ${number(max)}`;
}
