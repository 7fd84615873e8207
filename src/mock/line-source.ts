import { exactDivisor } from "../assertion/divisor.ts";
import type { ValueRule } from "../assertion/registry.ts";
import type { Bound } from "../ir/assertion.ts";
import type { Type } from "../ir/field.ts";
import { exact } from "../judge/exact.ts";
import { nanosOf } from "../judge/moment.ts";
import type { Scalar } from "../judge/scalar.ts";
import type { Value } from "../judge/value.ts";
import { scaleOf, unscaled } from "../text/decimal.ts";
import {
  type BoundedLine,
  type Interval,
  type Line,
  larger,
  lineOf,
  nearestStep,
  nth,
  sizeOf,
  within,
} from "./line.ts";
import { isMomentType, usualMoment } from "./moment-hints.ts";
import { usualNumbers } from "./number-hints.ts";
import type { Random } from "./random.ts";
import { firstAccepted, type RowPlace, type Source } from "./source.ts";

/** A number or a moment to make. */
export interface LinePlace {
  readonly name: string;
  readonly type: Type;
  readonly rules: readonly ValueRule[];
  readonly accepts: (value: Value) => boolean;
}

/** Makes numbers and moments: usual ones for the name of the column if the rules allow them. Undefined for a type without order. */
export function lineSource(given: LinePlace): Source | undefined {
  const { name, type, accepts } = given;
  const line = boundedLine(given);
  if (line === undefined) return undefined;
  const isMoment = isMomentType(type);
  const usual = usualPart(line, isMoment ? undefined : usualInterval(name, type));
  const draw = (random: Random, place: RowPlace) => {
    if (isMoment) return usualMoment({ name, type, line }, random, place);
    return place.isKey === true ? keyAt(line, place.index) : undefined;
  };
  return {
    accepts,
    line,
    ...(!isMoment && { usual }),
    size: sizeOf(line) > 10_000_000n ? Number.POSITIVE_INFINITY : Math.max(0, Number(sizeOf(line))),
    make: (random, place) => {
      const position = draw(random, place);
      const first = position === undefined ? undefined : line.valueAt(position);
      if (first !== undefined && accepts(first)) return first;
      return (
        firstAccepted(accepts, () => valueOn(usual, random), 30) ??
        firstAccepted(accepts, () => valueOn(line, random), 60)
      );
    },
  };
}

/** A random value of a line. Undefined if the line is empty. */
export function valueOn(line: BoundedLine, random: Random): Value | undefined {
  const size = sizeOf(line);
  if (size <= 0n) return undefined;
  // A moment that people would write has no fraction of a second.
  const position = nth(line, random.between(0n, size - 1n));
  const rounded = position - (((position % line.grain) + line.grain) % line.grain);
  return line.valueAt(rounded >= line.low && rounded % line.step === 0n ? rounded : position);
}

function boundedLine({ type, rules }: LinePlace): BoundedLine | undefined {
  const texts = rules.flatMap((rule) => {
    if (rule.kind === "range") return [rule.minimum?.value, rule.maximum?.value];
    return rule.kind === "multiple_of" ? [rule.divisor] : [];
  });
  const line = lineOf(type, type.kind === "float" ? texts.filter((text) => text !== undefined) : []);
  if (line === undefined) return undefined;
  let bounded: BoundedLine = { ...line, low: line.least, high: line.most, step: stepOf(rules, type, line) };
  for (const rule of rules) {
    if (rule.kind !== "range") continue;
    const low = rule.minimum && edge(rule.minimum, type);
    const high = rule.maximum && edge(rule.maximum, type);
    const empty = bounded.low - bounded.step;
    bounded = within(bounded, { low, high }) ?? { ...bounded, high: empty };
  }
  return bounded;
}

function edge({ value, exclusive }: Bound, type: Type): { readonly at: Scalar; readonly exclusive: boolean } {
  return { at: isMomentType(type) ? nanosOf(value) : exact(value), exclusive };
}

/** The distance of two multiples, in positions. */
function stepOf(rules: readonly ValueRule[], type: Type, line: Line): bigint {
  const one = line.find(exact(1n));
  const scale = one === undefined ? 0 : one.position.toString().length - 1;
  const divisors = rules.flatMap((rule) => (rule.kind === "multiple_of" ? [exactDivisor(rule.divisor, type)] : []));
  return divisors.reduce((step, divisor) => {
    if (scaleOf(divisor) > scale) return step;
    const unit = unscaled(divisor, scale);
    return unit === 0n ? step : (step * unit) / greatest(step, unit);
  }, 1n);
}

function greatest(one: bigint, other: bigint): bigint {
  return other === 0n ? one : greatest(other, one % other);
}

function usualInterval(name: string, type: Type): Interval {
  const { low, high } = usualNumbers(name, type.kind);
  return { low: { at: exact(low), exclusive: false }, high: { at: exact(high), exclusive: false } };
}

/** How many positions beyond a bound are usual, if no usual value is inside the bounds. */
const NEAR = 10_000n;

function usualPart(line: BoundedLine, usual: Interval | undefined): BoundedLine {
  return (usual && within(line, usual)) ?? nearEnd(line, { low: line.low > line.least, high: line.high < line.most });
}

/** The positions near one of the ends: the lower one, if both are wanted. */
export function nearEnd(line: BoundedLine, wanted: { readonly low: boolean; readonly high: boolean }): BoundedLine {
  const span = NEAR * larger(line.step, line.grain);
  const [low, high] = [line.low + span, line.high - span];
  if (wanted.low && low < line.high) return { ...line, high: low };
  return wanted.high && high > line.low ? { ...line, low: high } : line;
}

/** The values 1, 2, 3 and so on, or the first ones that the rules allow. */
function keyAt(line: BoundedLine, index: number): bigint | undefined {
  const one = line.find(exact(1n))?.position ?? 1n;
  const from = nearestStep(line, line.low < one ? one : line.low);
  const position = from + BigInt(index) * (one > line.step ? one : line.step);
  return position <= line.high && position >= line.low ? position : undefined;
}
