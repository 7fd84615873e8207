import type { Type } from "./field.ts";
import type { PerType } from "./per-type.ts";

/** Why a target cannot store a type, and what to write. */
export interface TypeLimit {
  /** What is wrong with the type for a target: "has too many digits for", followed by the name of the target. */
  readonly why: string;
  /** The keys of the field to write: "precision: 38, scale: 37". */
  readonly instead: string;
  /** Set if the target stores the type, but not its longest values. */
  readonly partly?: true;
}

/** The types that a target cannot store. A kind without an entry has no limit. */
export type TypeLimits = Partial<PerType<TypeLimit | undefined>>;

/** The limit that a type exceeds in a target. */
export function exceededLimit(limits: TypeLimits, type: Type): TypeLimit | undefined {
  // The entry of a kind takes the type of that kind, as `PerType` declares.
  const entry = limits[type.kind] as ((type: Type) => TypeLimit | undefined) | undefined;
  return entry?.(type);
}
