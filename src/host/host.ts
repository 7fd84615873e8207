/** What a path is, without following a symbolic link. */
export interface FileStat {
  readonly kind: "file" | "directory" | "symlink" | "other";
  readonly size: number;
}

/** Room for bytes outside of memory, seen by nobody else, and gone when the process is. */
export interface Scratch {
  append(bytes: Uint8Array): Promise<void>;
  read(start: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** The outside, as far as dex touches it. Every path is POSIX and relative to `root`. Only `host/` imports node:fs. */
export interface Host {
  /** The absolute path of the project's folder. It is never written into an output. */
  readonly root: string;
  /** Files and links that match the patterns, and links to folders that they reach into, which are not looked into; sorted by code unit. */
  glob(patterns: readonly string[], ignore?: readonly string[]): Promise<readonly string[]>;
  /** Every file below a folder, sorted; links and other non-files too. An absent folder has none. */
  walk(folder: string): Promise<readonly { readonly path: string; readonly kind: FileStat["kind"] }[]>;
  /** The bytes of a file, or undefined when there is none. A symbolic link cannot be read. */
  read(path: string): Promise<Uint8Array | undefined>;
  stat(path: string): Promise<FileStat | undefined>;
  /** Writes a new file; fails when it exists already. Parent folders are made. */
  create(path: string, bytes: Uint8Array | string): Promise<void>;
  /** Moves a file over whatever file is at the target. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file; absent is fine. */
  remove(path: string): Promise<void>;
  /** Removes a folder when it is empty. */
  removeEmptyFolder(path: string): Promise<void>;
  /** Makes room outside of the project, where the system keeps temporary files. */
  scratch(): Promise<Scratch>;
  /** True when the process with this id runs on this machine. */
  isAlive(pid: number): boolean;
  readonly pid: number;
  readonly hostname: string;
}
