import { compareStrings } from "../text/compare.ts";
import { ancestorsOf } from "./paths.ts";

/**
 * The files that dex did not write. A folder without any file of dex (a tool's `target/`, for example) is one entry that ends in `/`:
 * its hundreds of files would hide a single file beside the outputs.
 */
export function foreignFiles(
  files: readonly { readonly path: string }[],
  ours: ReadonlySet<string>,
): readonly string[] {
  const folders = new Set([...ours].flatMap(ancestorsOf));
  const foreign = new Set<string>();
  for (const { path } of files) {
    if (ours.has(path)) continue;
    const outermost = ancestorsOf(path).find((folder) => !folders.has(folder));
    foreign.add(outermost === undefined ? path : `${outermost}/`);
  }
  return [...foreign].sort(compareStrings);
}
