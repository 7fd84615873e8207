import { nearest } from "../text/nearest.ts";

/**
 * ` Did you mean "x"?` for the nearest of `names`, or an empty string. Append it to a message. If `wanted` is several of the names with spaces
 * between them, suggests commas.
 */
export function didYouMean(wanted: string, names: Iterable<string>): string {
  const words = wanted.split(" ");
  if (words.length > 1) {
    const known = new Set(names);
    if (words.every((word) => known.has(word))) return ` Write a comma between "${words.join('" and "')}".`;
  }
  const near = nearest(wanted, names);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}
