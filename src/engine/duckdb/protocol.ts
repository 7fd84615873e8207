import type { Answer, Failure } from "../query.ts";

/** The limits and the files of a DuckDB process. */
export interface DuckdbSettings {
  /** The DuckDB file to read. Without it, the database is in memory. */
  readonly database?: string;
  /** The files that queries may read: absolute paths. */
  readonly files: readonly string[];
  /** The folder for temporary files, the only one in which DuckDB may write. It ends with a slash. */
  readonly temporary: string;
  /** The memory of DuckDB, in MiB. */
  readonly memory: number;
  /** The memory of the whole process, in MiB. */
  readonly processMemory: number;
  readonly threads: number;
}

/** A message to the process. */
export type Request =
  | { readonly id: number; readonly open: DuckdbSettings }
  | { readonly id: number; readonly sql: string }
  | { readonly interrupt: true };

/** A message from the process. */
export interface Response {
  readonly id: number;
  readonly answer: Answer | Failure;
}
