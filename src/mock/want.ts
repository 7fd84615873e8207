import { exact, toNumber } from "../judge/exact.ts";
import { DAY } from "../judge/moment.ts";
import { compareScalars, isExact, type Scalar, scalarReader } from "../judge/scalar.ts";
import { isLike, lengthOf } from "../judge/string.ts";
import type { Value } from "../judge/value.ts";
import type { Column } from "./column.ts";
import { type Interval, lineOf, within } from "./line.ts";
import { nearEnd, valueOn } from "./line-source.ts";
import { firstAccepted, type RowPlace, type Source } from "./source.ts";

/** What a column should have, so that a condition comes true. */
export type Want =
  | { readonly kind: "null" }
  | { readonly kind: "any" }
  /** A value that no other row is likely to have. */
  | { readonly kind: "new" }
  | { readonly kind: "equals"; readonly scalar: Scalar }
  | { readonly kind: "interval"; readonly interval: Interval }
  | { readonly kind: "like"; readonly pattern: string; readonly negated: boolean }
  | { readonly kind: "length"; readonly interval: Interval }
  | { readonly kind: "source"; readonly source: Source };

/** A change of one column. */
export interface Proposal {
  readonly column: number;
  readonly want: Want;
}

/** A value that the column may have and that is wanted. Undefined if none was found. */
export function realize(column: Column, want: Want, place: RowPlace): Value | undefined {
  const { source, random, isNullable } = column;
  const draw = () => source.make(random, place);
  switch (want.kind) {
    case "null":
      return isNullable ? null : undefined;
    case "any":
      return isNullable && random.oneIn(8) ? null : source.make(random, earlier(place, column));
    case "new":
      return source.make(random, { ...place, index: random.below(MANY), isKey: true });
    case "source": {
      const made = want.source.make(random, place);
      return made !== undefined && source.accepts(made) ? made : undefined;
    }
    case "equals": {
      const value = ownValue(want.scalar, column);
      return value !== undefined && source.accepts(value) ? value : undefined;
    }
    case "interval":
      return insideOf(column, want.interval, place);
    case "like":
      return likeValue(column, want, place);
    case "length":
      return chosen(source, (value) => contains(want.interval, exact(BigInt(lengthOf(String(value))))), draw);
  }
}

/** Rows that a table is unlikely to have. */
const MANY = 1_000_000;

/** The place of an earlier row. Another moment is a moment of another day. */
function earlier(place: RowPlace, { random }: Column): RowPlace {
  return { ...place, at: place.at - random.between(0n, 40n) * DAY };
}

/** A value that satisfies a test: one of the choices, or one of some draws. */
function chosen(source: Source, test: (value: Value) => boolean, draw: () => Value | undefined): Value | undefined {
  const drawn = firstAccepted(test, draw, 30);
  return drawn ?? source.choices?.find(test);
}

/** A scalar as a value of a column. */
function ownValue(scalar: Scalar, { field: { type }, source }: Column): Value | undefined {
  if (scalar === null) return undefined;
  if (type.kind === "float")
    return isExact(scalar) ? toNumber(scalar) : typeof scalar === "number" ? scalar : undefined;
  if (typeof scalar === "boolean" || typeof scalar === "string") return scalar;
  const line = source.line ?? lineOf(type);
  const found = line?.find(scalar);
  return line !== undefined && found?.isThere ? line.valueAt(found.position) : undefined;
}

function insideOf(column: Column, interval: Interval, place: RowPlace): Value | undefined {
  const { source, random, field } = column;
  for (const line of [source.usual, source.line]) {
    const inside = line && within(line, interval);
    if (inside === undefined) continue;
    const { low, high } = interval;
    const near = line === source.usual ? inside : nearEnd(inside, { low: low !== undefined, high: high !== undefined });
    const made = firstAccepted(source.accepts, () => valueOn(near, random), 30);
    if (made !== undefined) return made;
  }
  const read = scalarReader(field.type);
  return chosen(
    source,
    (value) => contains(interval, read(value)),
    () => source.make(random, place),
  );
}

/** True for a scalar between the ends of an interval. */
function contains({ low, high }: Interval, scalar: Scalar): boolean {
  return isBeyond(scalar, low, 1) && isBeyond(scalar, high, -1);
}

function isBeyond(scalar: Scalar, edge: Interval["low"], sign: 1 | -1): boolean {
  if (edge === undefined) return true;
  if (scalar === null || edge.at === null) return false;
  const order = compareScalars(scalar, edge.at);
  return order !== undefined && (order * sign > 0 || (order === 0 && !edge.exclusive));
}

function likeValue(column: Column, want: Extract<Want, { kind: "like" }>, place: RowPlace): Value | undefined {
  const { source, random } = column;
  const { pattern, negated } = want;
  const test = (value: Value) => isLike(String(value), pattern) !== negated && source.accepts(value);
  const letter = () => "abcdefghijklmnopqrstuvwxyz"[random.below(26)] ?? "a";
  const draw = () => {
    if (negated || random.oneIn(3)) return source.make(random, place);
    const own = source.make(random, place);
    return [...pattern]
      .map((character) =>
        character === "%" ? (random.oneIn(2) ? String(own ?? "") : "") : character === "_" ? letter() : character,
      )
      .join("");
  };
  return chosen(source, test, draw);
}
