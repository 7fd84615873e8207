import type { TypeOf } from "./field.ts";
import type { PerType } from "./per-type.ts";

/**
 * What the form of a type in a target does not represent, as a clause such as "does not limit the range to 16 bits". Undefined if the form
 * represents the type completely.
 */
export type TypeLoss = string | undefined;

/** The losses of a target, for every kind of type. The types inside a type have their own losses. */
export type TypeLosses = PerType<TypeLoss>;

const complete = (): TypeLoss => undefined;

/** The table of a target without losses. Other tables extend it with their losses. */
export const LOSSLESS: TypeLosses = {
  string: complete,
  int: complete,
  float: complete,
  decimal: complete,
  bool: complete,
  date: complete,
  time: complete,
  timestamp: complete,
  duration: complete,
  uuid: complete,
  bytes: complete,
  json: complete,
  enum: complete,
  array: complete,
  map: complete,
  struct: complete,
  vector: complete,
};

/** A loss that does not depend on the parameters of the type. */
export function loses(loss: string): () => TypeLoss {
  return () => loss;
}

/** The loss of integers in a larger type. `stored` is its number of bits, or undefined if its range is not limited to bits. */
export function intsIn(stored: 32 | 64 | undefined): (type: TypeOf<"int">) => TypeLoss {
  return ({ bits }) => (bits === stored ? undefined : `does not limit the range to ${bits} bits`);
}

/** The loss of 32-bit floats in a 64-bit type. */
export function floatsIn64({ bits }: TypeOf<"float">): TypeLoss {
  return bits === 64 ? undefined : "has 64 bits, so it accepts numbers outside of the range and precision of 32 bits";
}

/** The loss of digits beyond microseconds. It is documented but not reported, because contracts do not declare such digits. */
export const MICROS = "has microseconds: it cannot store nanoseconds";

/** Losses that several targets share. */
export const LOSS = {
  duration: loses("is a string: it accepts other strings, and sorts as text"),
  uuid: loses("is a string: it accepts strings that are not UUIDs"),
  json: loses("is a string: it accepts strings that are not JSON"),
  date: loses("is a string: it accepts strings that are not dates"),
  time: loses("is a string: it accepts strings that are not times"),
  timestamp: loses("is a string: it accepts strings that are not timestamps"),
  micros: loses(MICROS),
  items: loses("does not limit the type of the items"),
  values: loses("does not limit the type of the values"),
  members: loses("does not limit the members and their types"),
  dimensions: loses("does not limit the number of items"),
} as const;
