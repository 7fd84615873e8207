import type { Origin } from "../../source/origin.ts";
import { compareStrings } from "../../text/compare.ts";

/** A file's sources: sorted, without duplicates. */
export function sourcesOf(origins: readonly Origin[]): readonly Origin[] {
  const unique = new Map(origins.map((origin) => [`${origin.path}#${origin.pointer}`, origin]));
  return [...unique].sort(([a], [b]) => compareStrings(a, b)).map(([, origin]) => origin);
}
