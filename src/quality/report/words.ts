import { plural } from "../../diagnostics/format/summary.ts";
import { withoutEnd } from "../../text/trim.ts";
import type { CheckResult, DatasetResult, RunResult, SampleRow, Shown, Status } from "../result.ts";

/** The order in which reports for people list checks: those that need attention first. */
const ORDER = { fail: 0, error: 1, warn: 2, skipped: 3, pass: 4 } as const satisfies Record<Status, number>;

/** Checks or datasets in the order for people. Those with the same status keep their order. */
export function byAttention<T extends { readonly status: Status }>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => ORDER[a.status] - ORDER[b.status]);
}

/** All checks of a run. */
export function checksOf({ datasets }: Pick<RunResult, "datasets">): readonly CheckResult[] {
  return datasets.flatMap(({ checks }) => checks);
}

/** A whole number with a comma between thousands: `12,480`. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** A duration of milliseconds: `12 ms`, `1.3 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What a check found: `37 of 12,480`, or the measured figures, with their names if there are several. Empty if it found nothing to count. */
export function foundBy({
  violations,
  examined,
  measured,
}: Pick<CheckResult, "violations" | "examined" | "measured">): string {
  const figures = Object.entries(measured ?? {});
  const [only] = figures;
  if (only !== undefined && figures.length === 1) return shownValue(only[1]);
  if (figures.length > 0) return figures.map(([name, value]) => `${name} ${shownValue(value)}`).join(", ");
  if (violations === undefined) return "";
  return examined === undefined ? grouped(violations) : `${grouped(violations)} of ${grouped(examined)}`;
}

/** The violations that are allowed: `max 5`, `max 1 %`, `baseline 40`. Empty if none are. */
export function allowedBy({ tolerance, baseline }: Pick<CheckResult, "tolerance" | "baseline">): string {
  const parts = [
    ...(tolerance === undefined ? [] : [`max ${tolerance.unit === "rows" ? tolerance.max : percentOf(tolerance.max)}`]),
    ...(baseline === undefined ? [] : [`baseline ${grouped(baseline)}`]),
  ];
  return parts.join(", ");
}

/** `0.015` as `1.5 %`, without arithmetic on floats. */
function percentOf(fraction: string): string {
  const [whole = "0", digits = ""] = fraction.split(".");
  const shifted = `${whole}${digits.padEnd(2, "0").slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  const rest = withoutEnd(digits.slice(2), /0/);
  return `${shifted}${rest === "" ? "" : `.${rest}`} %`;
}

/** A sentence of a result: why the check has its status, or else what it checks. */
export function reasonOf({ reason, sentence }: Pick<CheckResult, "reason" | "sentence">): string {
  return reason ?? sentence;
}

/** The reason, and the rule if it is another sentence. */
export function explanationOf(check: Pick<CheckResult, "reason" | "sentence">): string {
  const { reason, sentence } = check;
  return reason === undefined || reason === sentence ? sentence : `${reason} (rule: ${sentence})`;
}

/** A value that could be taken for another one without quotation marks. */
const QUOTED = /^$|^\s|\s$|["\n]|^(?:null|true|false)$/i;

/** A value of a row. A string has quotation marks only if it could be mistaken for something else. */
export function shownValue(value: Shown): string {
  if (value === null) return "NULL";
  if (typeof value !== "string") return String(value);
  return QUOTED.test(value) ? `"${value}"` : value;
}

/** The members of a sample: its key, then the values that are not part of the key. */
export function sampleMembers({ key, values, problem }: SampleRow): readonly (readonly [name: string, value: Shown])[] {
  const rest = Object.entries(values).filter(([name]) => !Object.hasOwn(key, name));
  const wrong = problem === undefined ? [] : ([["problem", problem]] as const);
  return [...Object.entries(key), ...rest, ...wrong];
}

/** Where a sample is: `orders.csv:12`. Empty if that is not known. */
export function placeOf({ file, line, row }: SampleRow): string {
  if (row !== undefined) return file === undefined ? `row ${row}` : `${file}, row ${row}`;
  if (file === undefined) return line === undefined ? "" : `line ${line}`;
  return line === undefined ? file : `${file}:${line}`;
}

/** A sample on one line: `order_id 17, amount -5 (orders.csv:12)`. */
export function sampleText(sample: SampleRow): string {
  const members = sampleMembers(sample).map(([name, value]) => `${name} ${shownValue(value)}`);
  const place = placeOf(sample);
  return `${members.join(", ")}${place === "" ? "" : `${members.length === 0 ? "" : " "}(${place})`}`;
}

/** Where the rows of a dataset come from, in words: `data/orders.csv, 3 files, where day = '2026-01-01'`. */
export function sourceText({ source }: Pick<DatasetResult, "source">): string {
  const files = source.files === undefined || source.files === 1 ? [] : [plural(source.files, "file")];
  return [source.name, ...files, ...(source.filter === undefined ? [] : [source.filter])].join(", ");
}

/** The number of rows of a dataset, in words. */
export function rowsText({ rows }: Pick<DatasetResult, "rows">): string {
  return rows === undefined ? "not read" : `${grouped(rows)} ${rows === 1 ? "row" : "rows"}`;
}

const TOTALS = {
  fail: ["failed", "failed"],
  error: ["error", "errors"],
  warn: ["warning", "warnings"],
  skipped: ["skipped", "skipped"],
  pass: ["passed", "passed"],
} as const satisfies Record<Status, readonly [one: string, many: string]>;

/** The statuses that occur, in the order for people: `2 failed`, `1 warning`, `12 passed`. */
export function totals(counts: Readonly<Record<Status, number>>): readonly (readonly [Status, string])[] {
  // The cast is safe: the keys of ORDER are the statuses.
  return (Object.keys(ORDER) as Status[])
    .filter((status) => counts[status] > 0)
    .map((status) => {
      const number = counts[status];
      return [status, `${grouped(number)} ${TOTALS[status][number === 1 ? 0 : 1]}`];
    });
}

/** The status of a run or of a dataset: the worst of its checks. A run without a check has not shown anything, so it is skipped. */
export function worstOf(checks: readonly Pick<CheckResult, "status">[]): Status {
  const worst = (["error", "fail", "warn", "pass"] as const).find((status) =>
    checks.some((check) => check.status === status),
  );
  return worst ?? "skipped";
}

/** Cuts a string. An ellipsis replaces what is cut off. */
export function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest).replace(/\p{Surrogate}$/u, "")}…` : text;
}
