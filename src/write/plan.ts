import type { PlannedText } from "./text-store.ts";

/** The emitter, the hash and the sources of a generated file. Hashes are SHA-256 over the LF-normalised text, in hex. */
export interface ManifestEntry {
  readonly path: string;
  readonly hash: string;
  readonly emitter: string;
  /** The documents that the file came from. */
  readonly sources: readonly string[];
}

/** `generated/.dex-manifest.json`: sorted, without times and absolute paths. */
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

/** The present text of a file: its hash, and the path in the project where the text is. */
export interface Present {
  readonly hash: string;
  readonly at: string;
}

/** A file to remove. */
export interface RemovedFile {
  readonly path: string;
  readonly before: Present;
}

/**
 * Why dex does not touch a file on disk. `edited`: changed by hand since dex wrote it; `foreign`: not written by dex; `link`: dex neither follows nor
 * replaces it; `in-the-way`: a file where dex needs a folder, or the other way round. `force` discards only the first two.
 */
export interface Conflict {
  readonly path: string;
  readonly kind: "edited" | "foreign" | "link" | "in-the-way";
  /** What dex must do there. */
  readonly wanted: "create" | "update" | "remove";
}

/** What a write would do, as data. `--check`, `--dry-run` and `--diff` print it. Every list is sorted by path. */
export interface WritePlan {
  readonly create: readonly PlannedFile[];
  readonly update: readonly (PlannedFile & { readonly before: Present })[];
  readonly unchanged: readonly string[];
  readonly remove: readonly RemovedFile[];
  readonly conflict: readonly Conflict[];
  /** Files in the output folder that dex neither wrote nor plans; it never touches them. A folder without any file of dex is one entry that ends in `/`. */
  readonly foreign: readonly string[];
  /** The next manifest, and the text of the present one, if there is one. */
  readonly manifest: { readonly text: string; readonly changed: boolean; readonly before?: string };
}
