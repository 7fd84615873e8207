import { z } from "zod";
import type { Json } from "../source/json.ts";
import { isObject } from "../source/json.ts";
import { pointerTo } from "../source/pointer.ts";
import type { Located } from "./located.ts";
import type { Within } from "./node.ts";
import type { UsedBy } from "./used-by.ts";

/** What a value may be. The zod shape and the reader are defined together, so the reader's type needs no cast. */
export interface Kind<T> {
  /** The zod shape, built on first use. */
  readonly shape: () => z.ZodType;
  /** Reads a value; undefined when the value does not fit the shape. */
  readonly read: (value: Json, pointer: string, within: Within) => T | undefined;
  /** The value in the words of the reference page: "a duration". */
  readonly takes: string;
  /** The meaning of the value, for members without an explanation of their own. */
  readonly about?: string;
  /** The keys of a mapping. */
  readonly table?: Table;
  /** How the value divides into values of other kinds. */
  readonly inside?: Inside;
  /** The members of the mappings in the value, and what the reference page writes between its key and theirs. */
  readonly inner?: Pick<Table, "members" | "usedBy"> & { readonly joint: "." | "[]." | "[].*." };
}

/** The keys of a mapping, with the spellings and the default of `usedBy` that the mapping adds. */
export interface Table {
  readonly members: Members;
  readonly spellings?: Readonly<Record<string, readonly string[]>>;
  readonly usedBy: UsedBy;
  /** The kind of the values under all other keys. */
  readonly others?: Kind<unknown>;
}

/** The kind of each item or entry, the kinds of which the value has one, or kinds of which a word in the value names one. */
type Inside =
  | { readonly each: () => Kind<unknown> }
  | { readonly oneOf: () => readonly Kind<unknown>[] }
  | { readonly byTag: string; readonly tables: Readonly<Record<string, Kind<unknown>>> };

/** Another spelling of a key, of the same kind unless it has one of its own. */
type Spelling<T> = string | { readonly key: string; readonly kind: Kind<T>; readonly about: string };

/** The properties of a key besides the kind of its value. */
export interface MemberOptions<T> {
  /** What the key means, as editors and the reference page show it; by default what its kind is about. */
  readonly about?: string;
  /** Other spellings of the key. Two spellings at once are reported. */
  readonly also?: readonly Spelling<T>[];
  /** The name in the document that is read; by default the key in camelCase. */
  readonly as?: string;
  /** The value when the key is missing, given the place of the mapping. */
  readonly otherwise?: (pointer: string) => T;
  /** Who acts on the key; defaults to the `usedBy` of the mapping. */
  readonly usedBy?: UsedBy;
  /** True for a key that is not read, such as one for editors. */
  readonly unread?: true;
}

/** One key of a mapping. */
export interface Member<T = unknown, O extends MemberOptions<T> = MemberOptions<T>> {
  readonly kind: Kind<T>;
  readonly options: O;
  readonly needed: boolean;
}

/** The keys of a mapping, in the order in which they are published. */
export type Members = Readonly<Record<string, Member>>;

/** Calls a function once and remembers its result. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The same shape, read as something else; undefined when the change yields nothing. */
export function changed<T, U>(kind: Kind<T>, change: (said: T, within: Within) => U | undefined): Kind<U> {
  return {
    ...kind,
    read: (value, pointer, within) => {
      const said = kind.read(value, pointer, within);
      return said === undefined ? undefined : change(said, within);
    },
  };
}

/** The value without its place. */
export function bare<V>(kind: Kind<Located<V>>): Kind<V> {
  return changed(kind, ({ value }) => value);
}

/** The value with its place, for kinds that are read without one. */
export function placed<V>(kind: Kind<V>): Kind<Located<V>> {
  return {
    ...kind,
    read: (value, pointer, within) => {
      const said = kind.read(value, pointer, within);
      return said === undefined ? undefined : { value: said, pointer };
    },
  };
}

/** The same kind, described in other words on the reference page. */
export function called<T>(takes: string, kind: Kind<T>): Kind<T> {
  return { ...kind, takes };
}

/** The same kind with a description of its value. */
export function described<T>(about: string, kind: Kind<T>): Kind<T> {
  return { ...kind, about, shape: once(() => kind.shape().describe(about)) };
}

/** The same kind as a published definition of its own. */
export function published<T>(id: string, about: string, kind: Kind<T>): Kind<T> {
  return { ...kind, about, shape: once(() => kind.shape().meta({ id, description: about })) };
}

/** A kind that is defined later in the file, or contains itself. */
export function later<T>(takes: string, kind: () => Kind<T>): Kind<T> {
  return {
    shape: once(() => z.lazy(() => kind().shape())),
    read: (value, pointer, within) => kind().read(value, pointer, within),
    takes,
    inside: { oneOf: () => [kind()] },
  };
}

/** How many entries a list has. */
interface Size {
  readonly min?: number;
  readonly max?: number;
}

/** A list. Entries that do not fit are left out. */
export function list<T>(item: Kind<T>, { min, max }: Size = {}): Kind<readonly T[]> {
  return {
    shape: once(() => {
      const all = z.array(item.shape());
      const enough = min === undefined ? all : all.min(min);
      return max === undefined ? enough : enough.max(max);
    }),
    read: (value, pointer, within) =>
      Array.isArray(value)
        ? value.flatMap((entry: Json, index) => item.read(entry, pointerTo(pointer, index), within) ?? [])
        : undefined,
    takes: `a list of ${plural(item.takes)}`,
    inside: { each: () => item },
    ...(item.inner && { inner: { ...item.inner, joint: "[]." as const } }),
  };
}

/** One value, or a list of them; always read as a list of at least one. */
export function oneOrMore<T>(item: Kind<T>): Kind<readonly T[]> {
  const one = changed(item, (said): readonly T[] => [said]);
  const several = changed(list(item, { min: 1 }), (said) => (said.length > 0 ? said : undefined));
  return called(`${item.takes}, or a list of them`, either(one, several));
}

/** One of two or three kinds: the first that fits. */
export function either<A, B, C = never>(one: Kind<A>, other: Kind<B>, third?: Kind<C>): Kind<A | B | C> {
  return {
    shape: once(() => z.union([one.shape(), other.shape(), ...(third ? [third.shape()] : [])])),
    read: (value, pointer, within) =>
      one.read(value, pointer, within) ?? other.read(value, pointer, within) ?? third?.read(value, pointer, within),
    takes: [one, other, third].flatMap((kind) => kind?.takes ?? []).join(", or "),
    inside: { oneOf: () => [one, other, ...(third ? [third] : [])] },
  };
}

/** One entry of a mapping whose keys are the user's own. */
export interface Entry<T> {
  readonly key: string;
  readonly pointer: string;
  readonly value: T;
}

/** A mapping whose keys are the user's own, in the order written. Entries that do not fit are left out. */
export function mapOf<T>(key: Kind<Located<string>>, entry: Kind<T>): Kind<readonly Entry<T>[]> {
  return {
    // The keys of a record are strings of one grammar, which zod's type of a general shape does not say.
    shape: once(() => z.record(key.shape() as z.ZodString, entry.shape())),
    read: (value, pointer, within) =>
      isObject(value) ? entriesOf(value, pointer, (one, at) => entry.read(one, at, within)) : undefined,
    takes: `a mapping from ${key.takes} to ${entry.takes}`,
    inside: { each: () => entry },
  };
}

function entriesOf<T>(
  mapping: Readonly<Record<string, Json>>,
  pointer: string,
  read: (value: Json, pointer: string) => T | undefined,
): readonly Entry<T>[] {
  return Object.keys(mapping).flatMap((key) => {
    const at = pointerTo(pointer, key);
    const said = read(mapping[key] ?? null, at);
    return said === undefined ? [] : [{ key, pointer: at, value: said }];
  });
}

/** "a name" in the plural: "names". */
function plural(takes: string): string {
  const noun = /^an? ([a-z]+)$/.exec(takes)?.[1];
  return noun === undefined ? takes : `${noun}s`;
}
