import type { Field, Type, TypeKind, TypeOf } from "../ir/field.ts";
import { Code } from "../text/quote/code.ts";
import type { Naming } from "./naming.ts";

/** The name of a type: fixed, or made from the parameters of the type and the names of its inner types. */
type TypeName<T> = string | ((type: T, inner: (type: Type) => string) => string);

/** The name of every type. No name has a length: a cast would silently truncate a longer string, which a test reports. */
export type TypeNames = { readonly [K in TypeKind]: TypeName<TypeOf<K>> };

/** A type as a dialect names it. */
export function typeName(type: Type, names: TypeNames): Code {
  return Code.trusted(text(type, names));
}

function text(type: Type, names: TypeNames): string {
  // The entry of a kind takes the type of that kind, as `TypeNames` declares.
  const name = names[type.kind] as TypeName<Type>;
  return typeof name === "string" ? name : name(type, (inner) => text(inner, names));
}

/** `decimal(10, 2)`, for an engine's name of the type. */
export function decimals(name: string): (type: TypeOf<"decimal">) => string {
  return ({ precision, scale }) => `${name}(${precision}, ${scale})`;
}

/** One name for each size of an integer. */
export function integers(names: Readonly<Record<16 | 32 | 64, string>>): (type: TypeOf<"int">) => string {
  return ({ bits }) => names[bits];
}

/** One name for each size of a float. */
export function floats(names: Readonly<Record<32 | 64, string>>): (type: TypeOf<"float">) => string {
  return ({ bits }) => names[bits];
}

/** One name for instants and one for local times. */
export function timestamps(
  names: Readonly<Record<"instant" | "local", string>>,
): (type: TypeOf<"timestamp">) => string {
  return ({ zone }) => names[zone];
}

/** The members of a struct as `name type` pairs, with the dialect's mark between name and type. */
export function members(
  fields: readonly Field[],
  inner: (type: Type) => string,
  { identifier, mark }: Pick<Naming, "identifier"> & { readonly mark: string },
): string {
  return fields.map(({ name, type }) => `${identifier(name).text}${mark}${inner(type)}`).join(", ");
}
