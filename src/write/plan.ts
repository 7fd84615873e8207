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

/** A file that is as dex would write it, or not. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  readonly entry: ManifestEntry;
}

/** Why a file on disk is left alone: edited by hand since dex wrote it, or never dex's. */
export interface Conflict {
  readonly path: string;
  readonly kind: "edited" | "foreign";
  /** What dex wants to do there. */
  readonly wanted: "create" | "update" | "remove";
}

/** What a write would do, as data; printing it is `--check`, `--dry-run` and `--diff`. */
export interface WritePlan {
  readonly create: readonly PlannedFile[];
  readonly update: readonly (PlannedFile & { readonly before: string })[];
  readonly unchanged: readonly string[];
  readonly remove: readonly string[];
  readonly conflict: readonly Conflict[];
  /** Files under the output folder that dex neither wrote nor wants; never touched. */
  readonly foreign: readonly string[];
  readonly manifest: { readonly text: string; readonly changed: boolean };
}
