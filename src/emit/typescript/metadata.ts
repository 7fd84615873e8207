import type { Contract } from "../../ir/contract.ts";
import type { Layout } from "../../text/layout.ts";
import type { Code } from "../../text/quote/code.ts";
import * as typescript from "../../text/quote/typescript.ts";
import { array, object, objectType, print, tuple } from "./layout.ts";

/** A constant about a contract: its value in the script, and its type. */
export interface Metadata {
  readonly value: Code;
  readonly type: Code;
}

type Member = readonly [string, Entry];
type Entry = string | readonly string[] | { readonly members: readonly Member[] };

/** The metadata of a contract for applications at run time. */
export function metadataOf(contract: Contract): Metadata {
  const members = membersOf(contract);
  return {
    value: print(valueLayout({ members }), { tail: 1 }),
    type: print(typeLayout({ members }), { tail: 1 }),
  };
}

function membersOf({ name, version, status, owner, domain, tags, dataset }: Contract): readonly Member[] {
  const primary = dataset.keys.find(({ kind }) => kind === "primary")?.fields ?? [];
  const pii = dataset.fields.filter(({ privacy }) => privacy.pii).map((field) => field.name);
  const people = Object.entries(owner).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return [
    ["name", name],
    ["version", version],
    ["status", status],
    ["owner", { members: people }],
    ...(domain === undefined ? [] : [["domain", domain] as const]),
    ["tags", tags],
    [dataset.physical === "topic" ? "topic" : dataset.physical, dataset.name],
    ["primaryKey", primary],
    ["fields", dataset.fields.map((field) => field.name)],
    ["piiFields", pii],
    ["assertions", dataset.assertions.map(({ id }) => id)],
  ];
}

function valueLayout(entry: Entry): Layout {
  if (typeof entry === "string") return typescript.string(entry);
  if ("members" in entry)
    return object(entry.members.map(([key, member]) => [typescript.key(key), valueLayout(member)]));
  return array(entry.map(typescript.string));
}

function typeLayout(entry: Entry): Layout {
  if (typeof entry === "string") return typescript.string(entry);
  if ("members" in entry)
    return objectType(entry.members.map(([key, member]) => [typescript.key(key), typeLayout(member)]));
  return tuple(entry.map(typescript.string));
}

/** The values of an enumeration, as an array and as the type of that array. */
export function valuesOf(values: readonly string[], { column }: { readonly column: number }): Metadata {
  const items = values.map(typescript.string);
  const position = { column, tail: 1 };
  return { value: print(array(items), position), type: print(tuple(items), position) };
}
