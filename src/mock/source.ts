import type { Value } from "../judge/value.ts";
import type { BoundedLine } from "./line.ts";
import type { Random } from "./random.ts";

/** The row that a value is made for. */
export interface RowPlace {
  /** The number of the row, from 0. */
  readonly index: number;
  /** When the row's event happened, in nanoseconds since 1970. Later rows are newer. */
  readonly at: bigint;
  /** The time that counts as now, in nanoseconds since 1970. */
  readonly now: bigint;
  /** Set if each row should have another value. */
  readonly isKey?: boolean;
}

/** Makes values of a column, or of a place inside one. */
export interface Source {
  /** A value that satisfies every rule about it, never NULL. Undefined if none was found. */
  make(random: Random, place: RowPlace): Value | undefined;
  /** True for a value of the type that satisfies every rule about it. NULL is not asked for. */
  accepts(value: Value): boolean;
  /** All values, if they are few. */
  readonly choices?: readonly Value[];
  /** The numbers or moments that the rules allow. */
  readonly line?: BoundedLine;
  /** The part of the line with the numbers that people expect. */
  readonly usual?: BoundedLine;
  /** The number of different values. Infinite if they are many. */
  readonly size: number;
}

/** Draws values until one is accepted. */
export function firstAccepted(
  accepts: (value: Value) => boolean,
  draw: () => Value | undefined,
  attempts = 100,
): Value | undefined {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const value = draw();
    if (value !== undefined && accepts(value)) return value;
  }
  return undefined;
}
