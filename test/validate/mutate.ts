import type { Report } from "../../src/diagnostics/diagnostic.ts";
import type { Json } from "../../src/source/json.ts";
import { pointerTo } from "../../src/source/pointer.ts";

/** A member or an item of a value: its place. */
export interface Spot {
  readonly pointer: string;
  readonly keys: readonly (string | number)[];
}

/** Every member and item of a value. */
export function spots(value: Json, keys: readonly (string | number)[] = []): Spot[] {
  if (typeof value !== "object" || value === null) return [];
  const members: (string | number)[] = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return members.flatMap((key) => {
    const path = [...keys, key];
    return [{ pointer: pointerTo("", ...path), keys: path }, ...spots(at(value, [key]) ?? null, path)];
  });
}

/** What stands at a place. */
export function at(value: Json, keys: readonly (string | number)[]): Json | undefined {
  return keys.reduce<Json | undefined>(
    (node, key) => (node as Readonly<Record<string | number, Json>> | undefined)?.[key],
    value,
  );
}

/** The same value with another one at a place. */
export function replaced(value: Json, keys: readonly (string | number)[], by: Json): Json {
  const copy = structuredClone(value);
  (at(copy, keys.slice(0, -1)) as Record<string | number, Json>)[keys.at(-1) ?? ""] = by;
  return copy;
}

/** The same value with one key called otherwise, at the same place among its neighbours. */
export function renamed(value: Json, keys: readonly (string | number)[], name: string): Json {
  const parent = at(value, keys.slice(0, -1)) as Readonly<Record<string, Json>>;
  const entries = Object.entries(parent).map(([key, member]) => [key === keys.at(-1) ? name : key, member]);
  const mapping = Object.fromEntries(entries) as Json;
  return keys.length === 1 ? mapping : replaced(value, keys.slice(0, -1), mapping);
}

/** The pointer of a report's place. */
export function pointerOf({ at: place }: Report): string {
  return "pointer" in place ? place.pointer : "";
}

/** A report as a failing test shows it. */
export function shown(report: Report): string {
  return `${pointerOf(report)} ${report.code} ${report.message.slice(0, 200)}`;
}
