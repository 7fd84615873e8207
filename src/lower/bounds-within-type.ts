import type { Bound } from "../ir/assertion.ts";
import type { TypeRange } from "../language/contract/type-range.ts";
import { compareDecimals, fromUnscaled, scaleOf, unscaled } from "../text/decimal.ts";

/** The bounds of a range. */
export interface Bounds {
  readonly minimum?: Bound;
  readonly maximum?: Bound;
}

/**
 * Bounds with the same meaning for the values of a type. If an engine could not read a bound exactly (more than 38 digits, or an integer of more than
 * 64 bits), a bound beyond the type becomes the limit of the type, and a bound with too many digits is rounded to the scale of the type.
 */
export function boundsWithin({ minimum, maximum }: Bounds, range: TypeRange | undefined): Bounds {
  if (range === undefined) return { ...(minimum && { minimum }), ...(maximum && { maximum }) };
  const { least, most, scale } = range;
  return {
    ...(minimum && { minimum: within(minimum, { limit: least, scale, sign: -1 }) }),
    ...(maximum && { maximum: within(maximum, { limit: most, scale, sign: 1 }) }),
  };
}

interface Side {
  readonly limit: string;
  readonly scale: number;
  /** 1 for a maximum, -1 for a minimum. */
  readonly sign: 1 | -1;
}

const MOST_DIGITS = 38;

/** True if every engine reads a literal exactly. Some read a number without a point as an integer of 64 bits. */
function isReadable(text: string): boolean {
  const digits = text.replace(/^-?0*|\./g, "").length;
  return digits <= (text.includes(".") ? MOST_DIGITS : 18);
}

function within(bound: Bound, { limit, scale, sign }: Side): Bound {
  if (isReadable(bound.value)) return bound;
  if (compareDecimals(bound.value, limit) * sign > 0) return { value: limit, exclusive: false };
  if (scaleOf(bound.value) <= scale) return bound;
  // No value of the type is between the bound and its digits up to the scale, rounded into the range.
  const places = scaleOf(bound.value);
  const unit = 10n ** BigInt(places - scale);
  const whole = unscaled(bound.value, places);
  const down = whole / unit - (whole % unit < 0n ? 1n : 0n);
  const isWhole = whole % unit === 0n;
  const rounded = sign === 1 || isWhole ? down : down + 1n;
  return { value: fromUnscaled(rounded, scale), exclusive: isWhole && bound.exclusive };
}
