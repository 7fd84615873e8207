import type { Respelling } from "../language/faults.ts";
import { isObject } from "../language/node.ts";
import type { Json } from "../source/json.ts";
import { pointerTo, pointerTokens } from "../source/pointer.ts";

/** A likely correction: another key, or another value. It only serves to find more faults. */
export interface Mend {
  readonly kind: "key" | "value";
  readonly pointer: string;
  readonly to: string;
}

/** A corrected value, and the key that was misspelled in it. */
export interface Mended {
  readonly value: Json;
  readonly respelled?: Respelling;
}

/** A value with one correction; undefined if the mapping already has the corrected key. */
export function mend(value: Json, { kind, pointer, to }: Mend): Mended | undefined {
  const tokens = pointerTokens(pointer);
  if (kind === "value") return { value: changed(value, tokens, () => to) };
  const key = tokens.pop() ?? "";
  const parent = tokens.reduce<Json | undefined>(memberOf, value);
  if (!isObject(parent) || parent[to] !== undefined) return undefined;
  return {
    value: changed(value, tokens, (mapping) => renamed(mapping, key, to)),
    respelled: { written: pointer, meant: pointerTo("", ...tokens, to) },
  };
}

/** A value without its faulty nodes. Members are removed; items become null, so the others keep their places. */
export function withoutNodes(value: Json, pointers: readonly string[]): Json {
  return pointers.reduce((left, pointer) => {
    const tokens = pointerTokens(pointer);
    const last = tokens.pop();
    return last === undefined ? left : changed(left, tokens, (parent) => withoutMember(parent, last));
  }, value);
}

function withoutMember(parent: Json, key: string): Json {
  if (Array.isArray(parent)) return parent.map((item: Json, index) => (String(index) === key ? null : item));
  return isObject(parent) ? mappingOf(Object.entries(parent).filter(([name]) => name !== key)) : parent;
}

function memberOf(node: Json | undefined, token: string): Json | undefined {
  if (Array.isArray(node)) return node[Number(token)] as Json | undefined;
  return isObject(node) ? node[token] : undefined;
}

/** A copy of the value with one node changed. */
function changed(node: Json, [token, ...rest]: readonly string[], change: (old: Json) => Json): Json {
  if (token === undefined) return change(node);
  const member = memberOf(node, token);
  if (member === undefined) return node;
  const next = changed(member, rest, change);
  if (Array.isArray(node)) return node.map((item: Json, index) => (String(index) === token ? next : item));
  return isObject(node) ? mappingOf(Object.entries(node).map(([key, old]) => [key, key === token ? next : old])) : node;
}

/** A mapping with one key renamed, in the same order. */
function renamed(mapping: Json, key: string, to: string): Json {
  if (!isObject(mapping)) return mapping;
  return mappingOf(Object.entries(mapping).map(([name, member]) => [name === key ? to : name, member]));
}

/** A mapping without a prototype, as those of a parse are. */
function mappingOf(members: readonly (readonly [string, Json])[]): Json {
  const mapping: { [key: string]: Json } = Object.create(null);
  for (const [key, member] of members) mapping[key] = member;
  return mapping;
}
