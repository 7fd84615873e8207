import { z } from "zod";
import { isObject, type Json } from "../source/json.ts";
import { pointerTo } from "../source/pointer.ts";
import { type Kind, type Member, type Members, once } from "./kind.ts";
import { camelCase, type PartsOf, type ReadOf } from "./member.ts";
import { missingKey, type ObjectNode, saidTwice, type Within } from "./node.ts";
import type { UsedBy } from "./used-by.ts";

/** The rules about several keys of a mapping, and how the mapping is published. */
export interface MappingOptions {
  /** The name of the published definition. A mapping without a name is published where it is used. */
  readonly id?: string;
  readonly title?: string;
  readonly about?: string;
  /** More spellings of members that this mapping shares with another one. */
  readonly spellings?: Readonly<Record<string, readonly string[]>>;
  /** Groups of keys that exclude each other. */
  readonly rivals?: readonly (readonly string[])[];
  /** Groups of keys of which one is required. `say`: the keys that the message names; defaults to all. */
  readonly needs?: readonly Need[];
  /** Keys that are errors, and what to write instead. They are not published. */
  readonly refused?: Readonly<Record<string, string>>;
  /** The kind of the values under all other keys. If undefined, other keys are errors. */
  readonly others?: Kind<unknown>;
  /** Who acts on the keys, apart from those that say otherwise. */
  readonly usedBy: UsedBy;
}

interface Need {
  readonly oneOf: readonly string[];
  readonly say?: readonly string[];
  readonly about?: string;
}

/** The member table of a mapping: its zod shape, its reader and its part of the reference page. */
export interface Mapping<M extends Members> extends Kind<ReadOf<M>> {
  readonly members: M;
  readonly options: MappingOptions;
  /** The zod shapes of the keys. */
  readonly keys: () => z.ZodRawShape;
  /** Reads all valid members, even if a required one is missing. */
  readonly parts: (node: ObjectNode) => PartsOf<M>;
}

/** Defines a mapping by its members. */
export function mapping<const M extends Members>(options: MappingOptions, members: M): Mapping<M> {
  const rows = rowsOf(members, options);
  const keys = once(() => shapesOf(rows));
  return {
    members,
    options,
    keys,
    read: (value, pointer, within) => {
      if (!isObject(value)) return undefined;
      const { said, complete } = readRows(rows, nodeOf(value, pointer, within), options);
      // The cast is safe: ReadOf derives its type from the members, and each value comes from the reader of its member.
      return complete ? (said as ReadOf<M>) : undefined;
    },
    // As above. PartsOf allows for members that cannot be read.
    parts: (node) => readRows(rows, node, options).said as PartsOf<M>,
    shape: once(() => shapeOf(keys(), options)),
    takes: "a mapping",
    table: { members, ...options },
    ...(options.about !== undefined && { about: options.about }),
    ...(options.id === undefined && { inner: { members, usedBy: options.usedBy, joint: "." as const } }),
  };
}

/** Marks the shape of a key that is always an error. */
export const REFUSED = "refused";

function refusedShapes(refused: Readonly<Record<string, string>>): z.ZodRawShape {
  const shapes = Object.entries(refused).map(([key, what]) => {
    const never = z.any().superRefine((_, context) => {
      context.addIssue({ code: "custom", params: { diagnostic: "out-of-range", what } });
    });
    return [key, never.meta({ [REFUSED]: true }).optional()];
  });
  return Object.fromEntries(shapes);
}

function shapeOf(members: z.ZodRawShape, { others, id, title, about, refused = {} }: MappingOptions): z.ZodType {
  const keys = { ...members, ...refusedShapes(refused) };
  const object = others ? z.object(keys).catchall(others.shape()) : z.strictObject(keys);
  const meta = { ...(id && { id }), ...(title && { title }), ...(about && { description: about }) };
  return Object.keys(meta).length === 0 ? object : object.meta(meta);
}

/** A mapping that is read as a document of another type. Undefined if the members do not form one. */
export function reading<M extends Members, T>(
  table: Mapping<M>,
  read: (said: ReadOf<M>, node: ObjectNode) => T | undefined,
): Kind<T> {
  return {
    ...table,
    read: (value, pointer, within) => {
      const said = table.read(value, pointer, within);
      return said && isObject(value) ? read(said, nodeOf(value, pointer, within)) : undefined;
    },
  };
}

function nodeOf(value: Readonly<Record<string, Json>>, pointer: string, within: Within): ObjectNode {
  const { path, reports, mentions } = within;
  return mentions === undefined ? { path, reports, pointer, value } : { path, reports, mentions, pointer, value };
}

/** One spelling of a member. */
interface WrittenAs {
  readonly key: string;
  readonly kind: Kind<unknown>;
  readonly about?: string;
}

/** A member with all its spellings, ready to be read. */
interface Row {
  readonly key: string;
  readonly as: string;
  readonly member: Member;
  readonly own: WrittenAs;
  readonly others: readonly WrittenAs[];
  readonly otherwise: ((pointer: string) => unknown) | undefined;
  readonly isNeeded: boolean;
  readonly isUnread: boolean;
  /** The emitters and commands that act on the key, if the declaration lists them. */
  readonly actors: readonly string[] | undefined;
  /** True for members that exclude or replace other members. */
  readonly isGrouped: boolean;
  /** True if an earlier member has the same name in the document. The first one in the table takes precedence. */
  readonly isSecond: boolean;
}

function rowsOf(
  members: Members,
  { spellings = {}, rivals = [], needs = [], ...mapped }: MappingOptions,
): readonly Row[] {
  const grouped = new Set([...rivals.flat(), ...needs.flatMap(({ oneOf }) => oneOf)]);
  const names = new Set<string>();
  return Object.entries(members).map(([key, member]) => {
    const { also = [], as = camelCase(key), otherwise, unread = false, usedBy = mapped.usedBy } = member.options;
    const isSecond = names.has(as);
    names.add(as);
    const others = [...also, ...(spellings[key] ?? [])].map((other) =>
      typeof other === "string" ? { key: other, kind: member.kind, about: `another spelling of ${key}` } : other,
    );
    return {
      key,
      as,
      member,
      own: { key, kind: member.kind },
      others,
      otherwise,
      isNeeded: member.needed,
      isUnread: unread,
      actors: typeof usedBy === "string" ? undefined : usedBy,
      isGrouped: grouped.has(key),
      isSecond,
    };
  });
}

function readRows(rows: readonly Row[], node: ObjectNode, options: MappingOptions) {
  const said: Record<string, unknown> = { pointer: node.pointer };
  const written: Record<string, string> | undefined = hasGroups(options) ? {} : undefined;
  let complete = true;
  for (const row of rows) {
    const found = writtenAs(row, node);
    // Most keys are absent in most mappings.
    if (found === undefined && row.otherwise === undefined && !row.isNeeded) continue;
    if (found !== undefined && written && row.isGrouped) written[row.key] = found.key;
    if (row.isUnread) continue;
    // Authors cannot leave out a required key, so dex does not report it as unused.
    if (found !== undefined && row.actors !== undefined && !row.isNeeded)
      node.mentions?.push({ key: found.key, pointer: pointerTo(node.pointer, found.key), actors: row.actors });
    const value = readRow(row, found, node);
    if (row.isSecond && said[row.as] !== undefined) continue;
    if (value !== undefined) said[row.as] = value;
    else if (row.isNeeded) complete = false;
  }
  if (written) together(written, node, options);
  return { said, complete };
}

function hasGroups({ rivals, needs }: MappingOptions): boolean {
  return rivals !== undefined || needs !== undefined;
}

/** The value of a member, or its default. */
function readRow({ otherwise }: Row, found: WrittenAs | undefined, node: ObjectNode): unknown {
  const value = found?.kind.read(node.value[found.key] ?? null, pointerTo(node.pointer, found.key), node);
  return value === undefined ? otherwise?.(node.pointer) : value;
}

/** The spelling of a member that a mapping uses; a second one is reported. */
function writtenAs({ own, others }: Row, node: ObjectNode): WrittenAs | undefined {
  let found = node.value[own.key] === undefined ? undefined : own;
  if (others.length === 0) return found;
  for (const other of others) {
    if (node.value[other.key] === undefined) continue;
    if (found === undefined) found = other;
    else saidTwice(node, found.key, other.key);
  }
  return found;
}

/** Reports keys that exclude each other, and groups without a required key. */
function together(
  written: Readonly<Record<string, string>>,
  node: ObjectNode,
  { rivals = [], needs = [] }: MappingOptions,
): void {
  for (const keys of rivals) {
    let first: string | undefined;
    for (const key of keys) {
      const found = written[key];
      if (first === undefined) first = found;
      else if (found !== undefined) saidTwice(node, first, found);
    }
  }
  for (const { oneOf, say = oneOf, about } of needs)
    if (oneOf.every((key) => written[key] === undefined)) missingKey(node, say, about);
}

function shapesOf(rows: readonly Row[]): z.ZodRawShape {
  return Object.fromEntries(
    rows.flatMap(({ member, own, others }) =>
      [own, ...others].map((one) => {
        const shape = one.kind.shape();
        // A member with several spellings needs one of them, but none in particular.
        const sized = member.needed && others.length === 0 ? shape : shape.optional();
        const about = one === own ? aboutOf(member) : one.about;
        return [one.key, about === undefined ? sized : sized.describe(about)];
      }),
    ),
  );
}

/** The other spellings of a member. */
export function spellingsOf({ options }: Member): readonly string[] {
  return (options.also ?? []).map((other) => (typeof other === "string" ? other : other.key));
}

/** The meaning of a member, with its default; undefined if the kind already explains it. */
export function aboutOf({ kind, options, needed }: Member): string | undefined {
  const otherwise = needed ? undefined : defaultOf(options.otherwise);
  const notes = [
    ...(otherwise === undefined ? [] : [`defaults to ${otherwise}`]),
    ...(options.usedBy?.length === 0 ? ["no target acts on it yet"] : []),
  ];
  if (notes.length === 0) return options.about;
  const about = options.about ?? kind.about;
  return [...(about === undefined ? [] : [about]), ...notes].join("; ");
}

/** A default as the reference page shows it; an empty list is not shown. */
function defaultOf(otherwise: ((pointer: string) => unknown) | undefined): string | undefined {
  const value = otherwise?.("");
  const shown = typeof value === "object" && value !== null && "value" in value ? value.value : value;
  return typeof shown === "string" || typeof shown === "number" || typeof shown === "boolean"
    ? String(shown)
    : undefined;
}

/** A mapping whose member table depends on the value of one key, such as `rule`. */
export function variants<const Tag extends string, Tables extends Readonly<Record<string, Mapping<Members>>>>(
  tag: Tag,
  tables: Tables,
): Kind<VariantOf<Tag, Tables>> {
  return {
    shape: once(() => {
      const options = Object.entries(tables).map(([name, table]) => {
        const shape = z.strictObject({ [tag]: z.literal(name).describe(`the kind of the ${tag}`), ...table.keys() });
        return table.about === undefined ? shape : shape.describe(table.about);
      });
      const [first, ...others] = options;
      return first === undefined ? z.never() : z.discriminatedUnion(tag, [first, ...others]);
    }),
    inside: { byTag: tag, tables },
    read: (value, pointer, within) => {
      const name = isObject(value) ? value[tag] : undefined;
      const table = typeof name === "string" && Object.hasOwn(tables, name) ? tables[name] : undefined;
      const said = table?.read(value, pointer, within);
      // The tag is the name of the table that has read the rest, which is how VariantOf pairs them.
      return said && ({ [tag]: name, ...said } as VariantOf<Tag, Tables>);
    },
    takes: `a mapping with the key \`${tag}\``,
  };
}

/** The type that `variants` reads: the members of one table, with its tag. */
export type VariantOf<Tag extends string, Tables extends Readonly<Record<string, Mapping<Members>>>> = {
  [Name in keyof Tables]: { readonly [T in Tag]: Name } & ReadOf<Tables[Name]["members"]>;
}[keyof Tables];
