import type { Report } from "../diagnostics/diagnostic.ts";
import { isList, isObject, type Json } from "../source/json.ts";
import { pointerTo } from "../source/pointer.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Located } from "./located.ts";

/** The document that a value is part of: its path, and the list to which readers add faults that no shape can see. */
export interface Within {
  readonly path: string;
  readonly reports: Report[];
  /** Collects the keys that only some emitters and commands use. */
  readonly mentions?: Mention[];
}

/** A key of a document that only some emitters and commands use. */
export interface Mention {
  readonly key: string;
  readonly pointer: string;
  readonly actors: readonly string[];
}

/** A mapping of a document and its place. Its shape has been checked before it is read. */
export interface ObjectNode extends Within {
  readonly pointer: string;
  readonly value: Readonly<Record<string, Json>>;
}

/** Reports two keys of one mapping that answer the same question. */
export function saidTwice(node: ObjectNode, one: string, other: string): void {
  const place = { path: node.path, pointer: pointerTo(node.pointer, other), part: "key" as const };
  const first = { path: node.path, pointer: pointerTo(node.pointer, one), part: "key" as const };
  const report = diagnostics.report("said-twice", place, { one, other });
  node.reports.push({ ...report, related: [{ at: first, message: "first here" }] });
}

/** Reports a missing key; with several `keys`, one of them is required. */
export function missingKey(node: ObjectNode, keys: readonly string[], about?: string): void {
  const parameters = about === undefined ? { keys } : { keys, about };
  node.reports.push(diagnostics.report("missing-key", at(node, node.pointer), parameters));
}

/** Reports a key that does not apply to this kind of mapping. */
export function misplaced(node: ObjectNode, key: string, parameters: { of: string; wanted: string }): void {
  const place = { path: node.path, pointer: pointerTo(node.pointer, key), part: "key" as const };
  node.reports.push(diagnostics.report("misplaced-key", place, { key, ...parameters }));
}

/** The string under a key. */
export function text({ value, pointer }: ObjectNode, key: string): Located<string> | undefined {
  const found = value[key];
  return typeof found === "string" ? { value: found, pointer: pointerTo(pointer, key) } : undefined;
}

/** The string under a key, without its place. */
export function plain(node: ObjectNode, key: string): string | undefined {
  return text(node, key)?.value;
}

/** The strings in the list under a key. */
export function texts({ value, pointer }: ObjectNode, key: string): readonly Located<string>[] {
  const found = value[key];
  if (!isList(found)) return [];
  return found.flatMap((item, index) =>
    typeof item === "string" ? [{ value: item, pointer: pointerTo(pointer, key, index) }] : [],
  );
}

/** The mapping under a key. */
export function object(node: ObjectNode, key: string): ObjectNode | undefined {
  const found = node.value[key];
  return isObject(found) ? { ...node, value: found, pointer: pointerTo(node.pointer, key) } : undefined;
}

/** A node without keys at the same place. If a mapping is missing or invalid, its defaults are read from this node. */
export function emptyNode(node: ObjectNode): ObjectNode {
  return { ...node, value: {} };
}

/** A place in the node's document. */
export function at(node: Pick<ObjectNode, "path">, pointer: string): { path: string; pointer: string } {
  return { path: node.path, pointer };
}

/** A copy without undefined members, for exact optional types. */
export function defined<T extends object>(members: { readonly [K in keyof T]: T[K] | undefined }): T {
  // Only members that were undefined are gone, and those are optional in T or the caller's value would not type-check.
  const copy = {} as T;
  for (const key in members) if (members[key] !== undefined) copy[key] = members[key];
  return copy;
}
