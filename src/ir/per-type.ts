import type { Type, TypeKind, TypeOf } from "./field.ts";

/** A table with an entry for every kind of type. */
export type PerType<T> = { readonly [K in TypeKind]: (type: TypeOf<K>) => T };

/** Calls the entry of a type. */
export function ofType<T>(table: PerType<T>, type: Type): T {
  // The entry of a kind takes the type of that kind, as `PerType` declares.
  return (table[type.kind] as (type: Type) => T)(type);
}
