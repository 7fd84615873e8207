import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder on the real disk, which goes with the test. */
export interface Folder {
  readonly root: string;
  /** Every file below `out` but those in the writer's own folder: path and text. */
  tree(): Record<string, string>;
  put(path: string, text: string): void;
  remove(): void;
}

/** Makes a folder with files. */
export function temporaryFolder(files: Readonly<Record<string, string>> = {}): Folder {
  const root = mkdtempSync(join(tmpdir(), "dex-write-"));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) put(path, text);
  return { root, put, tree: () => treeOf(join(root, "out")), remove: () => rmSync(root, { recursive: true }) };
}

function treeOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith(".dex/"))
    .sort();
  return Object.fromEntries(entries.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
