import type { Field } from "../ir/field.ts";
import type { Value } from "../judge/value.ts";
import { NULL_IN } from "./nested-source.ts";
import type { Random } from "./random.ts";
import type { RowPlace, Source } from "./source.ts";
import { literalValue } from "./value-source.ts";

/** A column to fill. */
export interface Column {
  readonly index: number;
  readonly field: Field;
  readonly isNullable: boolean;
  readonly source: Source;
  /** A source by the rules about the values alone, without references. */
  readonly own: Source;
  /** True if each row should have another value. */
  readonly isKey: boolean;
  readonly random: Random;
  /** The values of all rows, if they were made before. No rule may change them. */
  readonly preset?: readonly Value[];
}

/** One row in so many has the default, if the column has one. */
const DEFAULT_IN = 3;

/** A value for a row, from the column alone. NULL if no value was found. */
export function makeCell({ field, isNullable, source, isKey, random, preset }: Column, place: RowPlace): Value {
  if (preset !== undefined) return preset[place.index] ?? null;
  if (isNullable && !isKey && random.oneIn(NULL_IN)) return null;
  if (field.default !== undefined && !isKey && random.oneIn(DEFAULT_IN)) {
    const value = literalValue(field.default, field.type);
    if (value !== undefined && source.accepts(value)) return value;
  }
  return source.make(random, { ...place, isKey }) ?? null;
}
