import type { Assertion, AssertionKind, FieldPath, Tolerance } from "../ir/assertion.ts";

/**
 * The outcome of a check. `fail`: violated, with severity `error`. `warn`: violated, with a lower severity. `error`: the check did not run to its end.
 * `skipped`: the check did not run, and nothing is wrong. Neither `error` nor `skipped` is a pass.
 */
export type Status = "pass" | "fail" | "warn" | "error" | "skipped";

/** A value of a row or a figure as reports show it. Numbers that JSON cannot hold exactly are strings. */
export type Shown = string | number | boolean | null;

/** A violating row: its key, and the values that the check is about. Private values are already masked. */
export interface SampleRow {
  readonly key: Readonly<Record<string, Shown>>;
  readonly values: Readonly<Record<string, Shown>>;
  /** What is wrong with a line that cannot be read. Its content is not shown. */
  readonly problem?: string;
  /** The row's place, if it is known: the line of the file where it begins, from 1. The header is a line. */
  readonly file?: string;
  readonly line?: number;
  /** The number of the row from 1, in files without lines: JSON arrays and Parquet. */
  readonly row?: number;
}

/** The result of one check. */
export interface CheckResult {
  /** The id of the assertion, which names its test in every target. */
  readonly id: string;
  readonly kind: AssertionKind;
  readonly dimension: Assertion["dimension"];
  readonly severity: Assertion["severity"];
  /** The rule as a sentence without a full stop. */
  readonly sentence: string;
  /** The columns that the check reads. */
  readonly columns: readonly string[];
  /** The value inside a column, if the check is about one. */
  readonly field?: FieldPath;
  readonly status: Status;
  /** Why the check failed, did not run, or was skipped, as a sentence without a full stop. Undefined for a pass. */
  readonly reason?: string;
  /** The number of violations that is compared with the tolerance. Undefined for a check without rows, such as freshness. */
  readonly violations?: number;
  /** The number of rows that violate the rule. It is greater than `violations` for uniqueness, where each repeated key has one violation less than rows. */
  readonly violatingRows?: number;
  /** The number of rows that the check looked at: those that satisfy its `where`. */
  readonly examined?: number;
  readonly tolerance?: Tolerance;
  /** What was measured, for a check about the whole table: total_rows, newest_value, ... */
  readonly measured?: Readonly<Record<string, Shown>>;
  /** How the verdict was found: by a query over the rows, by the statistics in the footers of Parquet files, or by the names and types of columns. */
  readonly by: "rows" | "statistics" | "columns";
  readonly samples: readonly SampleRow[];
  /** Milliseconds. Checks that share a scan share its time in equal parts. */
  readonly duration: number;
  /** The place of the assertion in its document. */
  readonly origin?: { readonly path: string; readonly line?: number };
  /** The committed number of violations, with `--baseline`. A check that is no worse than that passes. */
  readonly baseline?: number;
}

/** Where rows come from: files, or a table of a database. */
export interface DataSource {
  readonly engine: "duckdb" | "postgres";
  /** The path, pattern or table as the user gave it. Never a URL with a password. */
  readonly name: string;
  /** The number of files. Undefined for a table. */
  readonly files?: number;
  /** The filter of the run: `--where`, `--partition` or `--sample` in words. */
  readonly filter?: string;
}

/** The result of one dataset. */
export interface DatasetResult {
  readonly contract: { readonly id: string; readonly name: string; readonly version: string; readonly owner?: string };
  readonly source: DataSource;
  /** The number of rows that were read. Undefined if the data could not be read. */
  readonly rows?: number;
  readonly checks: readonly CheckResult[];
  /** Milliseconds. */
  readonly duration: number;
}

/** The result of a run of `dex validate`. */
export interface RunResult {
  /** The version of dex. */
  readonly version: string;
  /** An id of this run. */
  readonly run: string;
  /** When the run began: ISO 8601 in UTC. */
  readonly startedAt: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly datasets: readonly DatasetResult[];
}

/** The number of checks with each status. */
export function countStatuses(checks: readonly Pick<CheckResult, "status">[]): Readonly<Record<Status, number>> {
  const counts: Record<Status, number> = { pass: 0, fail: 0, warn: 0, error: 0, skipped: 0 };
  for (const { status } of checks) counts[status] += 1;
  return counts;
}
