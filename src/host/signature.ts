import { createHash } from "node:crypto";
import { lstatSync, readdirSync } from "node:fs";

/**
 * A hash over path, size, inode and times of every file below the given folders and files, like git's index. It changes when any file is
 * written, added or removed. Synchronous on purpose: it is the whole work of an unchanged run, and a promise costs more than the call.
 */
export function signatureOf(root: string, paths: readonly string[], ignored: readonly string[] = []): string {
  const hash = createHash("sha256");
  for (const path of paths) visit(path);
  return hash.digest("hex");

  function visit(path: string): void {
    if (ignored.includes(path)) return;
    const stat = lstatSync(`${root}/${path}`, { bigint: true, throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      for (const name of namesIn(`${root}/${path}`)) visit(`${path}/${name}`);
    } else {
      hash.update(
        stat ? `${path}\0${stat.size}\0${stat.mtimeNs}\0${stat.ctimeNs}\0${stat.ino}\n` : `${path}\0absent\n`,
      );
    }
  }
}

/** A folder that cannot be read counts as empty; the reader reports it. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (typeof error === "object" && error !== null && "code" in error && error.code === "EACCES") return [];
    throw error;
  }
}
