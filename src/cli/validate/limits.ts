import type { Assertion } from "../../ir/assertion.ts";
import type { FilesOf } from "../../quality/prepare/files.ts";

/** What to check, and within which limits. */
export interface Limits {
  readonly assertions: readonly Assertion[];
  readonly filter?: FilesOf["filter"];
  readonly samples: number;
  readonly allowsEmpty: boolean;
  /** The absolute path of the file for the rows that violate something. */
  readonly failedRows?: string;
  /** MiB. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
}

/** Why a run has no result. `at` is where the fault is: the options, the data, or the engine. */
export interface NoResult {
  readonly problem: string;
  readonly at: "options" | "data" | "engine";
}
