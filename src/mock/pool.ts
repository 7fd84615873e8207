import type { Type } from "../ir/field.ts";
import { exactText } from "../judge/exact.ts";
import { momentText } from "../judge/moment.ts";
import { isExact, keyReader, scalarReader } from "../judge/scalar.ts";
import type { Value } from "../judge/value.ts";
import { lineOf } from "./line.ts";
import type { Source } from "./source.ts";

/** The values of a column that other columns refer to, by key. It may grow. */
export class Pool {
  readonly values: Value[] = [];
  private readonly keys = new Set<string>();
  private readonly read: (value: Value) => string;

  /** `type` is the type of the values, and `other` the type of the column that they are compared with. */
  constructor(type: Type, other: Type = type) {
    this.read = keyReader(type, other);
  }

  has(value: Value): boolean {
    return this.keys.has(this.read(value));
  }

  add(value: Value): void {
    const key = this.read(value);
    if (value === null || this.keys.has(key)) return;
    this.keys.add(key);
    this.values.push(value);
  }
}

/** The values of a pool that satisfy the other rules about a column. */
export function poolOf(values: Iterable<Value>, type: Type, accepts: (value: Value) => boolean): Pool {
  const pool = new Pool(type);
  for (const value of values) if (value !== null && accepts(value)) pool.add(value);
  return pool;
}

/** A source that takes its values from a pool. */
export function poolSource(pool: Pool): Source {
  return {
    accepts: (value) => pool.has(value),
    choices: pool.values,
    size: pool.values.length,
    make: (random) => random.pick(pool.values),
  };
}

/** Converts a value to another type, for a reference between columns of different types. Undefined if that is not possible. */
export function converted(value: Value, from: Type, to: Type): Value | undefined {
  if (value === null) return undefined;
  if (from.kind === to.kind && from.kind !== "timestamp") return value;
  const scalar = scalarReader(from)(value);
  if (scalar === null) return undefined;
  if (to.kind === "string" || to.kind === "enum" || to.kind === "uuid")
    return isExact(scalar) ? exactText(scalar) : typeof value === "string" ? value : String(value);
  if (to.kind === "timestamp" && typeof scalar === "bigint")
    return `${momentText(scalar)}${to.zone === "instant" ? "Z" : ""}`;
  const line = lineOf(to, isExact(scalar) ? [exactText(scalar)] : []);
  const found = line?.find(scalar);
  return line !== undefined && found?.isThere ? line.valueAt(found.position) : undefined;
}
