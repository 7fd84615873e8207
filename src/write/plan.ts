import type { PlannedText } from "./text-store.ts";

/** Who wrote a file, and what it should hold. Hashes are SHA-256 over the LF-normalised text, in hex. */
export interface ManifestEntry {
  readonly path: string;
  readonly hash: string;
  readonly emitter: string;
  /** The documents it came from. */
  readonly sources: readonly string[];
}

/** `generated/.dex-manifest.json`: sorted, without clock or absolute path. */
export interface Manifest {
  readonly manifestVersion: 1;
  readonly dex: string;
  readonly files: readonly ManifestEntry[];
}

/** A file as dex would write it; `path` is relative to the output folder, like every path of a plan. */
export interface PlannedFile {
  readonly path: string;
  readonly text: PlannedText;
  readonly entry: ManifestEntry;
}

/** What a file holds now: the hash of its text, and where in the project that text is. */
export interface Present {
  readonly hash: string;
  readonly at: string;
}

/** A file that is to go. */
export interface RemovedFile {
  readonly path: string;
  readonly before: Present;
}

/**
 * Why a file on disk is left alone: `edited` by hand since dex wrote it; `foreign`, so never dex's; a `link`, which dex neither follows
 * nor replaces; or it stands `in-the-way`, a file where a folder is needed or the other way round. `force` gives up the first two only.
 */
export interface Conflict {
  readonly path: string;
  readonly kind: "edited" | "foreign" | "link" | "in-the-way";
  /** What dex wants to do there. */
  readonly wanted: "create" | "update" | "remove";
}

/** What a write would do, as data; printing it is `--check`, `--dry-run` and `--diff`. Every list is sorted by path. */
export interface WritePlan {
  readonly create: readonly PlannedFile[];
  readonly update: readonly (PlannedFile & { readonly before: Present })[];
  readonly unchanged: readonly string[];
  readonly remove: readonly RemovedFile[];
  readonly conflict: readonly Conflict[];
  /** What lies under the output folder that dex neither wrote nor wants; never touched. A folder without any file of dex is one entry, with a `/` at its end. */
  readonly foreign: readonly string[];
  /** The next manifest, and the text of the present one, absent when there is none. */
  readonly manifest: { readonly text: string; readonly changed: boolean; readonly before?: string };
}
