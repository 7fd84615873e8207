import { nearest } from "../text/nearest.ts";

/** ` Did you mean "x"?` for the nearest of `names`, or nothing. To be appended to a message. */
export function didYouMean(wanted: string, names: Iterable<string>): string {
  const near = nearest(wanted, names);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}
