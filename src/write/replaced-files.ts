import { blockedPaths } from "./blocked-paths.ts";
import type { FileChange } from "./file-changes.ts";
import { hashBytes } from "./hash.ts";
import { inParallel } from "./parallel.ts";
import type { OutputFolder } from "./recover.ts";

/** The bytes of every file that is about to be replaced or removed, by path. */
export type ReplacedFiles = ReadonlyMap<string, Uint8Array>;

/**
 * Reads the files that are about to be replaced, and compares the disk with the plan; names a path that has changed since.
 * Walking follows no link, so a file below a linked folder counts as changed.
 */
export async function readReplacedFiles(
  { host, out }: OutputFolder,
  changes: readonly FileChange[],
): Promise<ReplacedFiles | { readonly changed: string }> {
  const files = (await host.walk(out)).map(({ path, kind }) => ({ path: path.slice(out.length + 1), kind }));
  const leaving = changes.filter(({ after }) => after === null);
  const [obstacle] = blockedPaths(
    changes.filter(({ before }) => before === null),
    files,
    leaving,
  );
  if (obstacle !== undefined) return { changed: obstacle.path };
  const plain = new Set(files.filter(({ kind }) => kind === "file").map(({ path }) => path));
  const originals = new Map<string, Uint8Array>();
  const changed = await inParallel(changes, async ({ path, before }) => {
    if (before === null) return [];
    const bytes = plain.has(path) ? await host.read(`${out}/${path}`) : undefined;
    if (bytes === undefined || hashBytes(bytes) !== before) return [path];
    originals.set(path, bytes);
    return [];
  });
  const [first] = changed.flat();
  return first === undefined ? originals : { changed: first };
}
