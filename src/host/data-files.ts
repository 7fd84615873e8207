import { readdir, realpath, stat } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import fastGlob from "fast-glob";
import { compareStrings } from "../text/compare.ts";
import { readPlainFile } from "./read-file.ts";
import { codeOf, isSystemError, readingAdvice, reasonOf } from "./system-error.ts";

/** A file of data. */
export interface DataFile {
  /** The path as messages show it: relative to the current folder, as the user gave it. */
  readonly path: string;
  /** The absolute path, without symbolic links. */
  readonly absolute: string;
  /** Bytes. */
  readonly size: number;
}

/** The extensions of data files. Each may be followed by `.gz`. */
const EXTENSIONS = [".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet"];

/**
 * The files that a path, a folder or a pattern means, sorted. A path of an existing file is that file, also if it has characters of patterns. A folder
 * means the files of data below it, without hidden ones.
 */
export async function findDataFiles(
  cwd: string,
  input: string,
): Promise<readonly DataFile[] | { readonly problem: string }> {
  try {
    return await find(cwd, input);
  } catch (error) {
    return unreadable(input, error);
  }
}

async function find(cwd: string, input: string): Promise<readonly DataFile[] | { readonly problem: string }> {
  const found = await statOf(resolve(cwd, input));
  if (found?.isFile()) return [await dataFile(cwd, input)];
  if (found?.isDirectory()) return await below(cwd, input);
  if (found !== undefined)
    return { problem: `${input} is not a file. dex reads only files: copy its content into one.` };
  const matches = await fastGlob(input, { cwd, onlyFiles: true, followSymbolicLinks: false });
  if (matches.length === 0) return { problem: `There is no file ${input}.` };
  return await Promise.all(matches.sort(compareStrings).map((path) => dataFile(cwd, path)));
}

async function below(cwd: string, folder: string): Promise<readonly DataFile[] | { readonly problem: string }> {
  const entries = await readdir(resolve(cwd, folder), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && isData(entry.name))
    .map((entry) => join(folder, entry.parentPath.slice(resolve(cwd, folder).length), entry.name))
    .filter(
      (path) =>
        !path
          .slice(folder.length)
          .split("/")
          .some((part) => /^[._]/.test(part)),
    );
  if (paths.length === 0)
    return { problem: `The folder ${folder} has no file of data (${EXTENSIONS.join(", ")}, also with .gz).` };
  return await Promise.all(paths.sort(compareStrings).map((path) => dataFile(cwd, path)));
}

function isData(name: string): boolean {
  return EXTENSIONS.includes(extname(name.endsWith(".gz") ? basename(name, ".gz") : name).toLowerCase());
}

async function dataFile(cwd: string, path: string): Promise<DataFile> {
  const absolute = await realpath(resolve(cwd, path));
  return { path, absolute, size: (await stat(absolute)).size };
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(codeOf(error) ?? "")) return undefined;
    throw error;
  }
}

/** The problem of a file that the system does not let dex read. Any other exception is a bug. */
export function unreadable(path: string, error: unknown): { readonly problem: string } {
  if (!isSystemError(error)) throw error;
  const why = codeOf(error) === "ELOOP" ? "it is a symbolic link that leads back to itself" : reasonOf(error);
  return { problem: `${path} cannot be read: ${why}. ${readingAdvice(error)}` };
}

/** The bytes of a file that the user names, at most `largest`. Undefined if there is no such file. */
export async function readNamed(cwd: string, path: string, largest: number): Promise<Uint8Array | undefined> {
  const found = await statOf(resolve(cwd, path));
  return found === undefined ? undefined : await readPlainFile(await realpath(resolve(cwd, path)), largest);
}
