import type { z } from "zod";
import { isList, isObject, type Json } from "../source/json.ts";
import { keysAt } from "./shape-path.ts";

/** Where unknown keys of a mapping belong: beside the mapping, or below another key beside it, which is missing. */
export type Misplaced = { readonly beside: string } | { readonly below: string };

/** The mapping with unknown keys. */
interface Within {
  readonly path: readonly PropertyKey[];
  readonly value: Json;
  readonly shape: z.ZodType;
}

/** Recognises keys that are indented too much, and keys whose section key is lost. Returns undefined for other unknown keys. */
export function misplaced(keys: readonly string[], { path, value, shape }: Within): Misplaced | undefined {
  if (path.length === 0) return undefined;
  const around = path.slice(0, -1);
  const outer = valueAt(value, around);
  if (!isObject(outer)) return undefined;
  const absent = keysAt(shape, around).filter((key) => outer[key] === undefined);
  const [first = ""] = keys;
  const below = absent.find((section) => {
    const known = keysAt(shape, [...around, section]);
    return keys.length > 1 && keys.every((key) => known.includes(key));
  });
  if (below !== undefined) return { below };
  return absent.includes(first) ? { beside: first } : undefined;
}

/** The unknown keys to report: not those that belong below a misplaced key or a lost one. */
export function withoutInner(keys: readonly string[], place: Misplaced | undefined, within: Within): readonly string[] {
  if (place === undefined) return keys;
  if ("below" in place) return keys.slice(0, 1);
  const mapping = valueAt(within.value, within.path);
  if (!isObject(mapping) || mapping[place.beside] !== null) return keys;
  const inner = keysAt(within.shape, [...within.path.slice(0, -1), place.beside]);
  return keys.filter((key) => !inner.includes(key));
}

function valueAt(value: Json | undefined, path: readonly PropertyKey[]): Json | undefined {
  let found = value;
  for (const key of path) {
    if (isList(found)) found = found[Number(key)];
    else found = isObject(found) ? found[String(key)] : undefined;
  }
  return found;
}
