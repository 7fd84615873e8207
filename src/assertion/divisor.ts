import type { Type } from "../ir/field.ts";
import { fromUnscaled, scaleOf, unscaled } from "../text/decimal.ts";

/** The digits of a divisor of floats that fit the decimals of every engine, in addition to the digits of the float. */
const FLOAT_DIGITS = { whole: 15, scale: 10 } as const;
/** In a float of 10^28 and more, the last 12 digits before the point are zeros: a float has at most 17 digits. */
const ZEROS = 12;

/**
 * An equivalent divisor for exact numbers of a type, with at most as many digits after the point as the type. A whole number is a multiple of 0.3 if it
 * is a multiple of 3, and it is always a multiple of 0.05. So no engine needs more digits than the column has.
 */
export function exactDivisor(divisor: string, type: Type | undefined): string {
  if (type?.kind !== "int" && type?.kind !== "decimal") return divisor;
  const scale = type.kind === "int" ? 0 : type.scale;
  const excess = scaleOf(divisor) - scale;
  if (excess <= 0) return divisor;
  const digits = unscaled(divisor, scaleOf(divisor));
  return fromUnscaled(digits / commonDivisor(digits, 10n ** BigInt(excess)), scale);
}

/**
 * The digits of a divisor without the factors 2 and 5. A float that is too large for the decimals of an engine is a multiple of the divisor if its
 * digits are a multiple of this number, because the zeros after them contain the other factors.
 */
export function oddPart(divisor: string): string {
  let digits = unscaled(divisor, scaleOf(divisor));
  for (const factor of [2n, 5n]) while (digits !== 0n && digits % factor === 0n) digits /= factor;
  return digits.toString();
}

/** True if every engine can decide exactly whether a number of a type is a multiple. */
export function isDecidable(divisor: string, type: Type["kind"]): boolean {
  const whole = divisor.split(".")[0]?.length ?? 0;
  if (type === "int") return whole <= 19;
  if (type === "decimal") return whole <= 38;
  const scale = scaleOf(divisor);
  if (whole > FLOAT_DIGITS.whole || scale > FLOAT_DIGITS.scale) return false;
  const digits = unscaled(divisor, scale);
  return [2n, 5n].every((factor) => digits % factor ** BigInt(ZEROS + scale + 1) !== 0n);
}

function commonDivisor(one: bigint, other: bigint): bigint {
  return other === 0n ? one : commonDivisor(other, one % other);
}
