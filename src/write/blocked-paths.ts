import { ancestorsOf } from "./paths.ts";
import type { Conflict } from "./plan.ts";

interface At {
  readonly path: string;
}

/**
 * Finds what blocks the path of a new file: a file or link where it needs a folder, a folder with files where it needs a file, or a name that
 * differs only in case, which some file systems cannot tell apart. Files that the same write removes do not count.
 */
export function blockedPaths(
  create: readonly At[],
  files: readonly (At & { readonly kind: string })[],
  remove: readonly At[],
): Conflict[] {
  const leaving = new Set(remove.map(({ path }) => path));
  const staying = new Map(
    files.filter(({ path }) => !leaving.has(path)).map((file) => [file.path.toLowerCase(), file]),
  );
  const folders = new Map<string, string>();
  for (const { path } of staying.values())
    for (const folder of ancestorsOf(path)) folders.set(folder.toLowerCase(), path);
  const found = new Map<string, Conflict>();
  for (const { path } of create) {
    const own = path.toLowerCase();
    const blocking = [own, ...ancestorsOf(own)].map((place) => staying.get(place)).find((file) => file !== undefined);
    const inside = folders.get(own);
    if (blocking !== undefined) add(blocking.path, blocking.kind === "file" ? "in-the-way" : "link");
    else if (inside !== undefined) add(inside, "in-the-way");
  }
  return [...found.values()];

  function add(path: string, kind: Conflict["kind"]) {
    found.set(path, { path, kind, wanted: "create" });
  }
}
