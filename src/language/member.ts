import type { Kind, Member, MemberOptions, Members } from "./kind.ts";
import type { Located } from "./located.ts";
import type { UsedBy } from "./used-by.ts";

/** A key that may be left out. */
export function member<T, const O extends MemberOptions<T>>(
  kind: Kind<T>,
  options: O,
): Member<T, O> & { readonly needed: false } {
  return { kind, options, needed: false };
}

/** A key that must be there. `otherwise` is its value in a faulty document that lacks it. */
export function needed<T, const O extends MemberOptions<T>>(
  kind: Kind<T>,
  options: O,
): Member<T, O> & { readonly needed: true } {
  return { kind, options, needed: true };
}

/** A default for a value that is read with its place. */
export function located<const V>(value: V): (pointer: string) => Located<V> {
  return (pointer) => ({ value, pointer });
}

/** The same key in a table in which others act on it. */
export function usedBy<M extends Member>(actors: UsedBy, one: M): M {
  return { ...one, options: { ...one.options, usedBy: actors } };
}

type Camel<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S;

type ValueOf<M> = M extends { readonly kind: Kind<infer T> } ? T : never;

/** The name that a member has in the document. */
type NameOf<Key, M> = M extends { readonly options: { readonly unread: true } }
  ? never
  : M extends { readonly options: { readonly as: infer As extends string } }
    ? As
    : Key extends string
      ? Camel<Key>
      : never;

type IsSure<M> = M extends { readonly needed: true } | { readonly options: { readonly otherwise: unknown } }
  ? true
  : false;

/** The document that a mapping with these members is read as. */
export type ReadOf<M extends Members> = { readonly pointer: string } & {
  readonly [Key in keyof M as IsSure<M[Key]> extends true ? NameOf<Key, M[Key]> : never]: ValueOf<M[Key]>;
} & {
  readonly [Key in keyof M as IsSure<M[Key]> extends true ? never : NameOf<Key, M[Key]>]?: ValueOf<M[Key]>;
};

type HasDefault<M> = M extends { readonly options: { readonly otherwise: unknown } } ? true : false;

/** What can be read of a mapping that may lack members which it needs. */
export type PartsOf<M extends Members> = { readonly pointer: string } & {
  readonly [Key in keyof M as HasDefault<M[Key]> extends true ? NameOf<Key, M[Key]> : never]: ValueOf<M[Key]>;
} & {
  readonly [Key in keyof M as HasDefault<M[Key]> extends true ? never : NameOf<Key, M[Key]>]?: ValueOf<M[Key]>;
};

/** The name of a key in camelCase, which documents use. */
export function camelCase(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
