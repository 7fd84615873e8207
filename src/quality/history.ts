import type { AssertionKind } from "../ir/assertion.ts";
import type { CheckResult, DatasetResult, RunResult, Shown, Status } from "./result.ts";
import type { Scored } from "./score.ts";

/** The version of the format of a line. docs/quality.md, "History", describes the members. */
const VERSION = 1;

/** A check in the history: its figures, without sample rows. */
export interface PastCheck extends Pick<CheckResult, "id" | "violations" | "examined" | "measured" | "reason"> {
  readonly kind: AssertionKind;
  readonly dimension: Scored["dimension"];
  readonly status: Status;
  /** Milliseconds. */
  readonly duration: number;
}

/** The result of one dataset in one run. */
export interface HistoryEntry {
  readonly run: string;
  /** When the run began: ISO 8601 in UTC. */
  readonly at: string;
  /** The version of dex. */
  readonly dex: string;
  /** The id of the contract. */
  readonly dataset: string;
  readonly contractVersion: string;
  readonly source: string;
  readonly filter?: string;
  readonly rows?: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly checks: readonly PastCheck[];
}

/** The history of runs. */
export interface History {
  /** In the order of time. */
  readonly entries: readonly HistoryEntry[];
  /** The number of lines that are not entries: torn by a crash, edited, or of a newer version. */
  readonly skipped: number;
}

/** The lines to append after a run, one for each dataset. The caller adds a line break first if the file does not end in one. */
export function historyLines(run: RunResult): string {
  return run.datasets.map((dataset) => `${JSON.stringify(lineOf(run, dataset))}\n`).join("");
}

function lineOf(run: RunResult, { contract, source, rows, checks, duration }: DatasetResult): object {
  const entry: HistoryEntry = {
    run: run.run,
    at: run.startedAt,
    dex: run.version,
    dataset: contract.id,
    contractVersion: contract.version,
    source: source.name,
    ...(source.filter !== undefined && { filter: source.filter }),
    ...(rows !== undefined && { rows }),
    duration,
    checks: checks.map(pastCheck),
  };
  return { v: VERSION, ...entry };
}

function pastCheck({
  id,
  kind,
  dimension,
  status,
  violations,
  examined,
  measured,
  reason,
  duration,
}: CheckResult): PastCheck {
  return {
    id,
    kind,
    dimension,
    status,
    ...(violations !== undefined && { violations }),
    ...(examined !== undefined && { examined }),
    ...(measured !== undefined && { measured }),
    ...(reason !== undefined && { reason }),
    duration,
  };
}

/** Reads a history. A line that is not an entry is skipped and counted, so that a crash during an append costs one line. */
export function readHistory(text: string): History {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const entries = lines.flatMap((line) => {
    const value = parsed(line);
    return isEntry(value) ? [value] : [];
  });
  return {
    entries: entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    skipped: lines.length - entries.length,
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // A torn line is expected after a crash; the caller counts it.
    return undefined;
  }
}

/** An instant in UTC. Without a zone it would depend on the machine. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

type Members = Readonly<Record<string, unknown>>;

function isEntry(value: unknown): value is HistoryEntry {
  if (!isObject(value) || value["v"] !== VERSION || !Array.isArray(value["checks"])) return false;
  const { at } = value;
  return (
    ["run", "at", "dex", "dataset", "contractVersion", "source"].every((name) => typeof value[name] === "string") &&
    typeof at === "string" &&
    INSTANT.test(at) &&
    !Number.isNaN(Date.parse(at)) &&
    isOptional(value["filter"], "string") &&
    isCount(value["rows"]) &&
    isDuration(value["duration"]) &&
    value["checks"].every(isCheck)
  );
}

const STATUSES = new Set<unknown>(["pass", "fail", "warn", "error", "skipped"] satisfies readonly Status[]);
const DIMENSIONS = new Set<unknown>([
  "accuracy",
  "completeness",
  "conformity",
  "consistency",
  "coverage",
  "timeliness",
  "uniqueness",
] satisfies readonly Scored["dimension"][]);

function isCheck(value: unknown): value is PastCheck {
  return (
    isObject(value) &&
    typeof value["id"] === "string" &&
    typeof value["kind"] === "string" &&
    DIMENSIONS.has(value["dimension"]) &&
    STATUSES.has(value["status"]) &&
    isCount(value["violations"]) &&
    isCount(value["examined"]) &&
    isOptional(value["reason"], "string") &&
    isDuration(value["duration"]) &&
    (value["measured"] === undefined ||
      (isObject(value["measured"]) && Object.values(value["measured"]).every(isShown)))
  );
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOptional(value: unknown, type: "string"): boolean {
  return value === undefined || typeof value === type;
}

function isCount(value: unknown): boolean {
  return value === undefined || (typeof value === "number" && Number.isSafeInteger(value) && value >= 0);
}

function isDuration(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function isShown(value: unknown): value is Shown {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
