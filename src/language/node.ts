import type { Report } from "../diagnostics/diagnostic.ts";
import type { Json } from "../source/json.ts";
import { pointerTo } from "../source/pointer.ts";
import { diagnostics } from "./diagnostics.ts";
import type { Located } from "./located.ts";

/** The document that a value is part of: its path, and the list to which readers add faults that no shape can see. */
export interface Within {
  readonly path: string;
  readonly reports: Report[];
}

/** A mapping of a document and its place. Its shape has been checked before it is read. */
export interface ObjectNode extends Within {
  readonly pointer: string;
  readonly value: Readonly<Record<string, Json>>;
}

/** The value of the first of `keys` that the mapping has. The keys mean the same, so two of them at once are reported. */
function raw(node: ObjectNode, ...keys: readonly string[]): Located<Json> | undefined {
  let found: string | undefined;
  for (const key of keys) {
    if (node.value[key] === undefined) continue;
    if (found !== undefined) saidTwice(node, found, key);
    found ??= key;
  }
  return found === undefined
    ? undefined
    : { value: node.value[found] ?? null, pointer: pointerTo(node.pointer, found) };
}

/** Reports two keys of one mapping that answer the same question. */
export function saidTwice(node: ObjectNode, one: string, other: string): void {
  const place = { path: node.path, pointer: pointerTo(node.pointer, other), part: "key" as const };
  const first = { path: node.path, pointer: pointerTo(node.pointer, one), part: "key" as const };
  const report = diagnostics.report("said-twice", place, { one, other });
  node.reports.push({ ...report, related: [{ at: first, message: "first here" }] });
}

/** Reports a mapping that has none of the keys of which it needs one. */
export function missingKey(node: ObjectNode, keys: readonly string[], about?: string): void {
  const parameters = about === undefined ? { keys } : { keys, about };
  node.reports.push(diagnostics.report("missing-key", at(node, node.pointer), parameters));
}

/** Reports a key that does not apply to this kind of mapping. */
export function misplaced(node: ObjectNode, key: string, parameters: { of: string; wanted: string }): void {
  const place = { path: node.path, pointer: pointerTo(node.pointer, key), part: "key" as const };
  node.reports.push(diagnostics.report("misplaced-key", place, { key, ...parameters }));
}

/** A string. */
export function text(node: ObjectNode, ...keys: readonly string[]): Located<string> | undefined {
  const found = raw(node, ...keys);
  return found && typeof found.value === "string" ? { value: found.value, pointer: found.pointer } : undefined;
}

/** A string without its place. */
export function plain(node: ObjectNode, ...keys: readonly string[]): string | undefined {
  return text(node, ...keys)?.value;
}

/** The items of a list of strings; a single string is a list of one. */
export function texts(node: ObjectNode, ...keys: readonly string[]): readonly Located<string>[] {
  const found = raw(node, ...keys);
  if (found === undefined) return [];
  if (typeof found.value === "string") return [{ value: found.value, pointer: found.pointer }];
  if (!Array.isArray(found.value)) return [];
  return found.value.flatMap((item: Json, index) =>
    typeof item === "string" ? [{ value: item, pointer: pointerTo(found.pointer, index) }] : [],
  );
}

/** A mapping below this one. */
export function object(node: ObjectNode, ...keys: readonly string[]): ObjectNode | undefined {
  const found = raw(node, ...keys);
  return found && isObject(found.value) ? { ...node, value: found.value, pointer: found.pointer } : undefined;
}

/** A place in the node's document. */
export function at(node: Pick<ObjectNode, "path">, pointer: string): { path: string; pointer: string } {
  return { path: node.path, pointer };
}

/** True for a mapping. */
export function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy without undefined members, for exact optional types. */
export function defined<T extends object>(members: { readonly [K in keyof T]: T[K] | undefined }): T {
  // Only members that were undefined are gone, and those are optional in T or the caller's value would not type-check.
  const copy = {} as T;
  for (const key in members) if (members[key] !== undefined) copy[key] = members[key];
  return copy;
}
