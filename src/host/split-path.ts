import { basename, dirname, resolve } from "node:path";

/** The folder and the name of a file that the user names, relative to a folder. */
export function splitPath(cwd: string, path: string): { readonly folder: string; readonly file: string } {
  const absolute = resolve(cwd, path);
  return { folder: dirname(absolute), file: basename(absolute) };
}

/** An absolute path. */
export function absolutePath(cwd: string, path: string): string {
  return resolve(cwd, path);
}
