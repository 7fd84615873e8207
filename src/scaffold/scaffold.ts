import type { Host } from "../host/host.ts";
import { replaceFiles } from "../host/replace-files.ts";
import { compareStrings } from "../text/compare.ts";
import type { ScaffoldFile } from "./template.ts";

/** What already exists at the path of a file of the project. `force` replaces files only. */
export interface Conflict {
  readonly path: string;
  readonly what: "file" | "folder" | "link" | "other";
}

/** What was written; nothing when there are conflicts. */
export interface Scaffolded {
  readonly conflicts: readonly Conflict[];
  readonly written: readonly string[];
  /** Existing files of the project that stay unchanged. */
  readonly kept: readonly string[];
}

/** Writes all files of a new project or none. Without `force` it never overwrites a file. */
export async function scaffold(host: Host, files: readonly ScaffoldFile[], force: boolean): Promise<Scaffolded> {
  const found = await Promise.all(files.map(async (file) => ({ file, conflict: await inTheWay(host, file.path) })));
  const isFile = (conflict: Conflict | undefined, path: string) => conflict?.what === "file" && conflict.path === path;
  const kept = found.filter(({ file, conflict }) => file.common && isFile(conflict, file.path));
  const others = found.filter((one) => !kept.includes(one));
  const conflicts = others.flatMap(({ file, conflict }) =>
    conflict === undefined || (force && isFile(conflict, file.path)) ? [] : [conflict],
  );
  const keptPaths = kept.map(({ file }) => file.path);
  if (conflicts.length > 0) return { conflicts: distinct(conflicts), written: [], kept: keptPaths };
  await replaceFiles(others.map(({ file }) => ({ host, ...file })));
  return { conflicts: [], written: others.map(({ file }) => file.path), kept: keptPaths };
}

/** What exists at a path, or in the place of a folder above it. */
async function inTheWay(host: Host, path: string): Promise<Conflict | undefined> {
  const parts = path.split("/");
  for (let count = 1; count < parts.length; count++) {
    const folder = parts.slice(0, count).join("/");
    const stat = await host.stat(folder);
    if (stat === undefined) return undefined;
    if (stat.kind !== "directory") return { path: folder, what: nameOf(stat.kind) };
  }
  const stat = await host.stat(path);
  return stat && { path, what: nameOf(stat.kind) };
}

function nameOf(kind: "file" | "directory" | "symlink" | "other"): Conflict["what"] {
  return kind === "directory" ? "folder" : kind === "symlink" ? "link" : kind;
}

function distinct(conflicts: readonly Conflict[]): readonly Conflict[] {
  const byPath = new Map(conflicts.map((conflict) => [conflict.path, conflict]));
  return [...byPath.values()].sort((a, b) => compareStrings(a.path, b.path));
}
