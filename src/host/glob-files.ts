import * as fs from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { FileSystemAdapter } from "fast-glob";
import { compareStrings } from "../text/compare.ts";

/**
 * Files that match the patterns, sorted, and the links among them: to a file that matches, and to a folder that the patterns search.
 * No link is followed; the result has them so that the reader can report them.
 */
export async function globFiles(root: string, patterns: readonly string[], ignore: readonly string[]) {
  const { default: glob } = await import("fast-glob");
  const linkOn = linkFinder(root);
  const links = new Set<string>();
  const found = await glob([...patterns], {
    cwd: root,
    ignore: [...ignore],
    onlyFiles: false,
    objectMode: true,
    dot: false,
    unique: true,
    // With this, fast-glob reads a link to a folder like a folder, to the depth of the patterns; `readdir` below returns no entries for it.
    followSymbolicLinks: true,
    caseSensitiveMatch: true,
    fs: { readdir: emptyBehind((folder) => linkOn(relative(root, folder).split(sep).join("/")), links) },
  });
  // A pattern without wildcards reads no folder.
  const paths = found.flatMap(({ path, dirent }) => (dirent.isDirectory() ? [] : [linkOn(dirname(path)) ?? path]));
  return [...new Set([...paths, ...links])].sort(compareStrings);
}

/** Reads folders. A folder behind a link has no entries, and its link is noted. */
function emptyBehind(linkOn: (folder: string) => string | undefined, links: Set<string>): FileSystemAdapter["readdir"] {
  const readdir = (folder: string, options: { withFileTypes: true }, done: Entries) => {
    const link = linkOn(folder);
    if (link === undefined) fs.readdir(folder, options, done);
    else {
      links.add(link);
      done(null, []);
    }
  };
  // fast-glob calls the form without options only to read sizes and times of files.
  return readdir as unknown as FileSystemAdapter["readdir"];
}

type Entries = (error: NodeJS.ErrnoException | null, entries: fs.Dirent[]) => void;

/** Finds the first link on the path from the root to a folder; it reads each folder once. */
function linkFinder(root: string): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>([
    ["", undefined],
    [".", undefined],
  ]);
  return function linkOn(folder: string): string | undefined {
    if (!known.has(folder))
      known.set(folder, linkOn(dirname(folder)) ?? (isLink(join(root, folder)) ? folder : undefined));
    return known.get(folder);
  };
}

function isLink(path: string): boolean {
  return fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
