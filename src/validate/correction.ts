import type { Respelling } from "../language/faults.ts";
import { isList, isObject, type Json } from "../source/json.ts";
import { pointerTo, pointerTokens } from "../source/pointer.ts";

/** The likely correction of a key or a value. dex uses it only to find more faults, never to generate. */
export interface Correction {
  readonly kind: "key" | "value";
  readonly pointer: string;
  readonly to: string;
}

/** A corrected value, and the renamed key when the correction was one of a key. */
export interface Corrected {
  readonly value: Json;
  readonly respelled?: Respelling;
}

/** Applies a correction. Returns undefined when the mapping already has the correct key. */
export function applyCorrection(value: Json, { kind, pointer, to }: Correction): Corrected | undefined {
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

/** A value without its faulty nodes. Items of lists become null, so that the pointers of the others do not change. */
export function withoutNodes(value: Json, pointers: readonly string[]): Json {
  const faulty = new Set(pointers);
  return prune(value, "");

  function prune(node: Json, pointer: string): Json {
    if (isList(node)) {
      return node.map((item, index) => {
        const at = pointerTo(pointer, index);
        return faulty.has(at) ? null : prune(item, at);
      });
    }
    if (!isObject(node)) return node;
    const members = Object.entries(node).map(([key, member]) => ({ key, member, at: pointerTo(pointer, key) }));
    return mappingOf(
      members.filter(({ at }) => !faulty.has(at)).map(({ key, member, at }) => [key, prune(member, at)]),
    );
  }
}

function memberOf(node: Json | undefined, token: string): Json | undefined {
  if (isList(node)) return node[Number(token)];
  return isObject(node) ? node[token] : undefined;
}

/** The same value with one node changed. */
function changed(node: Json, [token, ...rest]: readonly string[], change: (old: Json) => Json): Json {
  if (token === undefined) return change(node);
  const member = memberOf(node, token);
  if (member === undefined) return node;
  const next = changed(member, rest, change);
  if (isList(node)) return node.map((item, index) => (String(index) === token ? next : item));
  return isObject(node) ? mappingOf(Object.entries(node).map(([key, old]) => [key, key === token ? next : old])) : node;
}

/** A mapping with one key renamed, in the same order. */
function renamed(mapping: Json, key: string, to: string): Json {
  if (!isObject(mapping)) return mapping;
  return mappingOf(Object.entries(mapping).map(([name, member]) => [name === key ? to : name, member]));
}

/** A mapping without a prototype, as a parse makes them. */
function mappingOf(members: readonly (readonly [string, Json])[]): Json {
  const mapping: { [key: string]: Json } = Object.create(null);
  for (const [key, member] of members) mapping[key] = member;
  return mapping;
}
