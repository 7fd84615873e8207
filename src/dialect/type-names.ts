import type { Field, Type, TypeKind } from "../ir/field.ts";
import { Code } from "../text/quote/code.ts";
import type { Naming } from "./naming.ts";

/** The type of one kind. */
export type TypeOf<K extends TypeKind> = Extract<Type, { kind: K }>;

/** A fixed type, or one that is made from the type's own parameters and its inner types. */
type TypeName<T> = string | ((type: T, inner: (type: Type) => string) => string);

/** The name of every type. A length is never part of it: a cast would cut a longer string silently, where a test reports it. */
export type TypeNames = { readonly [K in TypeKind]: TypeName<TypeOf<K>> };

/** A type as a dialect names it. */
export function typeName(type: Type, names: TypeNames): Code {
  return Code.trusted(text(type, names));
}

function text(type: Type, names: TypeNames): string {
  // The compiler cannot see that the name under a kind takes the types of that kind.
  const name = names[type.kind] as TypeName<Type>;
  return typeof name === "string" ? name : name(type, (inner) => text(inner, names));
}

/** `decimal(10, 2)`, or the same under another name. */
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
