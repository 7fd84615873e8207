import * as fs from "node:fs";
import { lstat, mkdir, readdir, realpath, rename, rm, rmdir } from "node:fs/promises";
import { homedir, hostname } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Bug } from "../text/bug.ts";
import { compareStrings } from "../text/compare.ts";
import { globFiles } from "./glob-files.ts";
import type { FileStat, Host } from "./host.ts";
import { isAlive, startOf } from "./process.ts";
import { readPlainFile } from "./read-file.ts";
import { openScratch } from "./scratch.ts";
import { codeOf } from "./system-error.ts";

// No input and no output of dex is this large: the manifest of ten thousand contracts has 30 MB.
const LARGEST = 128 * 1024 * 1024;

/** The disk below a folder. A relative path starts at `from`; without it, at the current folder of the process. */
export function nodeHost(folder: string, from = "."): Host {
  const root = resolve(from, folder);
  const at = (path: string) => join(root, checkedPath(path));
  // Folders that are known to exist inside the project since the last walk: a write has thousands of files in few folders.
  const sure = new Set<string>();
  const into = async (folder: string, work: () => Promise<void>) => {
    if (!sure.has(folder)) {
      await mkdir(folder, { recursive: true });
      await insideRoot(root, folder);
      sure.add(folder);
    }
    await work();
  };
  return {
    root,
    pid: process.pid,
    started: startOf(process.pid),
    hostname: hostname(),
    home: homedir(),
    glob: (patterns, ignore = []) => globFiles(root, patterns, ignore),
    walk: (path) => {
      sure.clear();
      return walkFolder(root, checkedPath(path));
    },
    read: (path, largest = LARGEST) => absentAsUndefined(readPlainFile(at(path), largest)),
    stat: async (path) => {
      const stat = await absentAsUndefined(lstat(at(path)));
      return stat && { kind: kindOf(stat), size: stat.size };
    },
    create: async (path, bytes) => into(dirname(at(path)), () => writeNew(at(path), bytes)),
    rename: async (from, to) => into(dirname(at(to)), () => rename(at(from), at(to))),
    remove: (path) => rm(at(path), { force: true }),
    removeEmptyFolder: (path) => {
      sure.delete(at(path));
      return ignoring(["ENOTEMPTY", "ENOENT", "EEXIST", "ENOTDIR"], rmdir(at(path)));
    },
    scratch: openScratch,
    isAlive,
  };
}

function writeNew(path: string, bytes: Uint8Array | string): Promise<void> {
  return new Promise((done, fail) => {
    fs.writeFile(path, bytes, { flag: "wx", mode: 0o644 }, (error) => (error === null ? done() : fail(error)));
  });
}

/** A path that stays below the root: relative, POSIX, without `..`. The compiler makes every path itself, so any other path is a bug. */
function checkedPath(path: string): string {
  const fine = !/^[/\\]|^[A-Za-z]:|\\|\0/.test(path) && !path.split("/").includes("..");
  if (!fine) throw new Bug(`a path leaves the project: ${JSON.stringify(path)}`);
  return path;
}

async function walkFolder(root: string, folder: string): Promise<{ path: string; kind: FileStat["kind"] }[]> {
  const entries = (await absentAsUndefined(readdir(join(root, folder), { withFileTypes: true }))) ?? [];
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? walkFolder(root, path) : [{ path, kind: kindOf(entry) }];
    }),
  );
  return found.flat().sort((a, b) => compareStrings(a.path, b.path));
}

interface Kinds {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function kindOf(entry: Kinds): FileStat["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "directory";
  return entry.isSymbolicLink() ? "symlink" : "other";
}

/** Refuses to write through a link to the outside of the project. */
async function insideRoot(root: string, folder: string): Promise<void> {
  const [realRoot, real] = await Promise.all([realpath(root), realpath(folder)]);
  if (real !== realRoot && !real.startsWith(`${realRoot}/`))
    throw new Error(`${folder} leads out of the project through a link`);
}

async function absentAsUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error) ?? "")) return undefined;
    throw error;
  }
}

async function ignoring(codes: readonly string[], promise: Promise<void>): Promise<void> {
  try {
    await promise;
  } catch (error) {
    if (!codes.includes(codeOf(error) ?? "")) throw error;
  }
}
