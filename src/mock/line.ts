import type { Type, TypeOf } from "../ir/field.ts";
import { type Exact, exact } from "../judge/exact.ts";
import { clockText, DAY, dayText, floorDivide, momentText, SECOND } from "../judge/moment.ts";
import { isExact, type Scalar } from "../judge/scalar.ts";
import type { Value } from "../judge/value.ts";
import { scaleOf } from "../text/decimal.ts";

/** The values of an ordered type as whole numbers, so that a range of values is a range of whole numbers. */
export interface Line {
  readonly least: bigint;
  readonly most: bigint;
  /** The distance of two values that people would write. */
  readonly grain: bigint;
  valueAt(position: bigint): Value;
  /** The position of a scalar, rounded down, and whether it is exactly there. Undefined for NaN, and for a scalar of another kind. */
  find(scalar: Scalar): { readonly position: bigint; readonly isThere: boolean } | undefined;
}

/** The part of a line that rules allow: the positions from `low` to `high` that are multiples of `step`. */
export interface BoundedLine extends Line {
  readonly low: bigint;
  readonly high: bigint;
  readonly step: bigint;
}

const FLOAT_SCALE = 4;
const LARGEST_FLOAT = 10n ** 12n;

/** The line of a type. `texts` are the numbers in rules about it, which decide the digits of a float. Undefined for a type without order. */
export function lineOf(type: Type, texts: readonly string[] = []): Line | undefined {
  switch (type.kind) {
    case "int": {
      const limit = 2n ** BigInt(type.bits - 1);
      return { ...numbers(0, (position) => position), least: -limit, most: limit - 1n };
    }
    case "decimal":
      return decimals(type);
    case "float":
      return floats(type, Math.min(12, Math.max(FLOAT_SCALE, ...texts.map(scaleOf))));
    case "date":
      return moments(DAY, 1n, (position) => dayText(Number(position)));
    case "timestamp": {
      const zone = type.zone === "instant" ? "Z" : "";
      return moments(1000n, 1_000_000n, (position) => `${momentText(position * 1000n)}${zone}`);
    }
    case "time":
      return {
        ...moments(SECOND, 1n, (position) => clockText(position * SECOND)),
        least: 0n,
        most: 86_399n,
      };
    default:
      return undefined;
  }
}

function numbers(scale: number, valueAt: Line["valueAt"]): Pick<Line, "grain" | "valueAt" | "find"> {
  return { grain: 1n, valueAt, find: (scalar) => atScale(scalar, scale) };
}

function atScale(scalar: Scalar, scale: number): ReturnType<Line["find"]> {
  if (typeof scalar === "number" && !Number.isFinite(scalar)) return undefined;
  if (typeof scalar !== "number" && !isExact(scalar)) return undefined;
  const number: Exact = typeof scalar === "number" ? exact(scalar) : scalar;
  if (number.scale <= scale) return { position: number.digits * 10n ** BigInt(scale - number.scale), isThere: true };
  const unit = 10n ** BigInt(number.scale - scale);
  return { position: floorDivide(number.digits, unit), isThere: number.digits % unit === 0n };
}

function decimals({ precision, scale }: TypeOf<"decimal">): Line {
  const most = 10n ** BigInt(precision) - 1n;
  return { ...numbers(scale, (position) => fixed(position, scale)), least: -most, most };
}

/** Decimal text with all digits after the point: 12.50. */
function fixed(position: bigint, scale: number): string {
  const digits = (position < 0n ? -position : position).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return `${position < 0n ? "-" : ""}${whole}${scale === 0 ? "" : `.${digits.slice(-scale)}`}`;
}

function floats({ bits }: TypeOf<"float">, scale: number): Line {
  const most = LARGEST_FLOAT * 10n ** BigInt(scale);
  const valueAt = (position: bigint) => {
    const value = Number(fixed(position, scale));
    // A 32-bit float always keeps six digits.
    return bits === 32 ? Number(value.toPrecision(6)) : value;
  };
  return { ...numbers(scale, valueAt), least: -most, most };
}

const FIRST_DAY = -719_162n * DAY;
const LAST_DAY = 2_932_896n * DAY;

function moments(unit: bigint, grain: bigint, valueAt: Line["valueAt"]): Line {
  return {
    least: FIRST_DAY / unit,
    most: (LAST_DAY + DAY - 1n) / unit,
    grain,
    valueAt,
    find: (scalar) =>
      typeof scalar === "bigint" ? { position: floorDivide(scalar, unit), isThere: scalar % unit === 0n } : undefined,
  };
}

/** An end of an interval. */
export interface Edge {
  readonly at: Scalar;
  readonly exclusive: boolean;
}

/** The values between two ends. */
export interface Interval {
  readonly low?: Edge | undefined;
  readonly high?: Edge | undefined;
}

/** The part of a line inside an interval. Undefined if it is empty. */
export function within(line: BoundedLine, { low, high }: Interval): BoundedLine | undefined {
  const from = low && line.find(low.at);
  const to = high && line.find(high.at);
  if ((low !== undefined && from === undefined) || (high !== undefined && to === undefined)) return undefined;
  const least = from && (from.isThere && !low?.exclusive ? from.position : from.position + 1n);
  const most = to && (to.isThere && high?.exclusive ? to.position - 1n : to.position);
  const bounded = {
    ...line,
    low: least === undefined || least < line.low ? line.low : least,
    high: most === undefined || most > line.high ? line.high : most,
  };
  return sizeOf(bounded) > 0n ? bounded : undefined;
}

/** The first multiple of the step from `low` on, in steps. */
function firstStep({ low, step }: BoundedLine): bigint {
  return -floorDivide(-low, step);
}

/** The number of values. */
export function sizeOf(line: BoundedLine): bigint {
  return floorDivide(line.high, line.step) - firstStep(line) + 1n;
}

/** A position, from the number of the value. */
export function nth(line: BoundedLine, number: bigint): bigint {
  return (firstStep(line) + number) * line.step;
}

/** The position of a step at or before another position, if there is one inside the bounds. */
export function nearestStep(line: BoundedLine, position: bigint): bigint {
  const inside = position < line.low ? line.low : position > line.high ? line.high : position;
  const [step, first] = [floorDivide(inside, line.step), firstStep(line)];
  return step < first ? first * line.step : step * line.step;
}

/** The larger of two whole numbers. */
export function larger(one: bigint, other: bigint): bigint {
  if (one < other) return other;
  return one;
}
