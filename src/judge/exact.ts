import { withoutEnd } from "../text/trim.ts";

/** A number without loss: digits / 10^scale. */
export interface Exact {
  readonly digits: bigint;
  readonly scale: number;
}

/** The exact value of decimal text, of an integer, or of a finite float by its shortest spelling. */
export function exact(value: string | number | bigint): Exact {
  if (typeof value === "bigint") return { digits: value, scale: 0 };
  const [text = "", exponent = "0"] = String(value).toLowerCase().split("e");
  const point = text.indexOf(".");
  const digits = BigInt(text.replace(".", ""));
  const scale = (point < 0 ? 0 : text.length - point - 1) - Number(exponent);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** The digits at a scale of at least the number's own. */
function digitsAt({ digits, scale }: Exact, wanted: number): bigint {
  return scale === wanted ? digits : digits * 10n ** BigInt(wanted - scale);
}

/** Negative, zero or positive. */
export function compareExact(left: Exact, right: Exact): number {
  const scale = Math.max(left.scale, right.scale);
  const [a, b] = [digitsAt(left, scale), digitsAt(right, scale)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The sum. */
export function addExact(left: Exact, right: Exact): Exact {
  const scale = Math.max(left.scale, right.scale);
  return { digits: digitsAt(left, scale) + digitsAt(right, scale), scale };
}

/** The product. */
export function multiplyExact(left: Exact, right: Exact): Exact {
  return { digits: left.digits * right.digits, scale: left.scale + right.scale };
}

/** The negative number. */
export function negateExact({ digits, scale }: Exact): Exact {
  return { digits: -digits, scale };
}

/** Rounded to a number of places after the point, halves away from zero. */
export function roundExact({ digits, scale }: Exact, places: number): Exact {
  if (places >= scale) return { digits, scale };
  const unit = 10n ** BigInt(scale - places);
  const half = digits < 0n ? -unit / 2n : unit / 2n;
  const rounded = (digits + half) / unit;
  return places >= 0 ? { digits: rounded, scale: places } : { digits: rounded * 10n ** BigInt(-places), scale: 0 };
}

/** The nearest floating-point number. */
export function toNumber({ digits, scale }: Exact): number {
  return Number(`${digits}e-${scale}`);
}

/** Canonical decimal text. */
export function exactText({ digits, scale }: Exact): string {
  const all = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const fraction = withoutEnd(all.slice(all.length - scale), /0/);
  const whole = scale === 0 ? all : all.slice(0, -scale);
  return `${digits < 0n ? "-" : ""}${whole}${scale === 0 || fraction === "" ? "" : `.${fraction}`}`;
}

/** True if a number is a multiple of another one. */
export function isMultipleOf(value: Exact, divisor: Exact): boolean {
  const scale = Math.max(value.scale, divisor.scale);
  const unit = digitsAt(divisor, scale);
  return unit === 0n || digitsAt(value, scale) % unit === 0n;
}
