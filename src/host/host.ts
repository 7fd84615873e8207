/** What a path is, without following a symbolic link. */
export interface FileStat {
  readonly kind: "file" | "directory" | "symlink" | "other";
  readonly size: number;
}

/** A temporary file that no other process sees, and that ends with the process. */
export interface Scratch {
  append(bytes: Uint8Array): Promise<void>;
  read(start: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** The part of the outside that dex uses. Every path is POSIX and relative to `root`. Only `host/` imports node:fs. */
export interface Host {
  /** The absolute path of the project's folder. It is never written into an output. */
  readonly root: string;
  /** Files and links that match the patterns, and links to folders that the patterns search, which are not followed; sorted by code unit. */
  glob(patterns: readonly string[], ignore?: readonly string[]): Promise<readonly string[]>;
  /** Every file below a folder, sorted; links and special files too. An absent folder has none. */
  walk(folder: string): Promise<readonly { readonly path: string; readonly kind: FileStat["kind"] }[]>;
  /**
   * The bytes of a file, or undefined when it does not exist. Reading fails for a link, a special file, a file of more than `largest` bytes
   * (defaults to 128 MiB), and a file that changes while it is read.
   */
  read(path: string, largest?: number): Promise<Uint8Array | undefined>;
  stat(path: string): Promise<FileStat | undefined>;
  /** Writes a new file, and its parent folders; fails when the file exists. */
  create(path: string, bytes: Uint8Array | string): Promise<void>;
  /** Moves a file, and replaces a file at the target. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, if it exists. */
  remove(path: string): Promise<void>;
  /** Removes a folder when it is empty. */
  removeEmptyFolder(path: string): Promise<void>;
  /** Opens a temporary file outside of the project. */
  scratch(): Promise<Scratch>;
  /** True when the process with this id runs on this machine. With `started` it must be the process that started then: ids are used again. */
  isAlive(pid: number, started?: string): boolean;
  readonly pid: number;
  /** When this process started, in a form that `isAlive` compares; undefined where the system does not say. */
  readonly started?: string | undefined;
  readonly hostname: string;
  /** The home folder of the user who runs dex. */
  readonly home?: string;
}
