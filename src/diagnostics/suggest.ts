import { nearest } from "../text/nearest.ts";

/** ` Did you mean "x"?` for the nearest of `names`, or an empty string. Append it to a message. */
export function didYouMean(wanted: string, names: Iterable<string>): string {
  const near = nearest(wanted, names);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}
