import type { Place } from "../source/origin.ts";
import type { Span } from "../source/span.ts";

/** An `error` stops the compile before it writes anything; `warning` and `info` do not. */
export type Severity = "error" | "warning" | "info";

/**
 * What an error means for the command that reports it. `findings`: the contracts have errors. `usage`: the command could not do its job.
 * `refused`: dex would have destroyed a file that is not its own. `locked`: another process is writing.
 */
export type ExitReason = "findings" | "usage" | "refused" | "locked";

/** A replacement of text that would fix the fault; offsets in UTF-16 code units. */
export interface Edit {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What to do about a diagnostic, with the edits if dex can make them. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** What to write at the place of a report: `to` instead of `from`, or instead of the whole value. Without `to`, the value in quotes. */
export interface Replacement {
  readonly from?: string;
  readonly to?: string;
  /** Members to write beside the value, such as `max_length: 20`. */
  readonly beside?: readonly string[];
}

/** Members to add to a mapping: `id: 1`. */
export interface Insertion {
  readonly into: Place;
  readonly members: readonly string[];
}

/** A name that is not defined, and the most similar name that is. */
export interface UnknownName {
  readonly name: string;
  readonly near: string;
  /** The contract that should have a column with the name. */
  readonly contract?: string;
  /** The place that defines the similar name, if the phase that reports knows it. */
  readonly definition?: Place;
}

/** What a phase reports: a message and its place, without line and column yet. */
export interface Report {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Place;
  readonly related: readonly { readonly at: Place; readonly message: string }[];
  readonly fix?: Fix;
  /** What to write at the place. `locate` turns it into the fix. */
  readonly replacement?: Replacement;
  /** What to add to a mapping. `locate` turns it into the fix. */
  readonly insertion?: Insertion;
  /** What to write at the place, for the code frame. */
  readonly note?: string;
  /** The value at the place is empty. `locate` explains it if a comment follows. */
  readonly isEmpty?: true;
  /** The unknown name that the report is about. The mistake may be in the definition of the similar name. */
  readonly unknown?: UnknownName;
  /** The text at the place must not be shown again, in a terminal or a log. */
  readonly secret?: true;
  readonly exit?: ExitReason;
  /** The target that the report is about, such as an adapter of dbt. A config can ignore a code for one target. */
  readonly target?: string;
}

/** A report with line and column, for printers and editors. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Span;
  readonly related: readonly { readonly at: Span; readonly message: string }[];
  readonly fix?: Fix;
  readonly note?: string;
  readonly secret?: true;
  readonly exit?: ExitReason;
  readonly target?: string;
}
