import { withoutEnd } from "./trim.ts";

/*
 * Exact arithmetic on canonical decimal text ("-12.5": no exponent, no plus sign, no leading zeros). A decimal is an unscaled integer and a scale,
 * so BigInt does all the work, and no digit is lost.
 */

/** True for canonical decimal text. */
export function isDecimal(text: string): boolean {
  return /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(text);
}

/** The number of digits after the point. */
export function scaleOf(text: string): number {
  return text.split(".")[1]?.length ?? 0;
}

/** The unscaled integer at a scale of at least `scaleOf(text)`: `unscaled("-1.5", 2)` is `-150n`. */
export function unscaled(text: string, scale: number): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(scale, "0"));
}

/** Canonical text of an unscaled integer: `fromUnscaled(-150n, 2)` is `"-1.5"`. */
export function fromUnscaled(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const point = digits.length - scale;
  const fraction = withoutEnd(digits.slice(point), /0/);
  return `${value < 0n ? "-" : ""}${digits.slice(0, point)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Compares two decimals: negative, zero or positive. */
export function compareDecimals(a: string, b: string): number {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  const difference = unscaled(a, scale) - unscaled(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** `a - b`. */
export function subtractDecimals(a: string, b: string): string {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  return fromUnscaled(unscaled(a, scale) - unscaled(b, scale), scale);
}

/** True if `value` is a multiple of `divisor`, or if `divisor` is zero. */
export function isMultiple(value: string, divisor: string): boolean {
  const scale = Math.max(scaleOf(value), scaleOf(divisor));
  const unit = unscaled(divisor, scale);
  return unit === 0n || unscaled(value, scale) % unit === 0n;
}

/** True for a decimal that a double stores exactly: an integer of at most 53 bits, divided by a power of two. */
export function isDyadic(text: string): boolean {
  const scale = scaleOf(text);
  const fives = 5n ** BigInt(scale);
  const value = unscaled(text, scale);
  return value % fives === 0n && (value < 0n ? -value : value) / fives < 2n ** 53n;
}
