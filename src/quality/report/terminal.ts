import { type Paint, painter, type Style } from "../../diagnostics/format/colour.ts";
import { columnsOf, cutColumns, padColumns, wrapColumns } from "../../diagnostics/format/columns.ts";
import { plural } from "../../diagnostics/format/summary.ts";
import { visible } from "../../text/visible.ts";
import { type CheckResult, countStatuses, type DatasetResult, type RunResult, type Status } from "../result.ts";
import type { Report } from "./context.ts";
import {
  allowedBy,
  byAttention,
  checksOf,
  duration,
  explanationOf,
  foundBy,
  rowsText,
  sampleText,
  sourceText,
  totals,
} from "./words.ts";

const MARKS = {
  pass: { mark: "✓ pass", style: "green" },
  fail: { mark: "✗ fail", style: "red" },
  warn: { mark: "! warn", style: "yellow" },
  error: { mark: "✗ error", style: "red" },
  skipped: { mark: "- skip", style: "grey" },
} as const satisfies Record<Status, { readonly mark: string; readonly style: Style }>;

const MARK_WIDTH = 7;
const INDENT = " ".repeat(MARK_WIDTH + 2);
const NARROWEST = 40;
const LEAST_FACTS = 20;

/** For people at a terminal: a table for each dataset, checks that need attention first with their reason and samples, and a line of totals. */
export const terminal: Report = (run, { colour, width }) => {
  const page = { paint: painter(colour), width: width === undefined ? undefined : Math.max(NARROWEST, width) };
  const parts = run.datasets.map((dataset) => `${datasetLines(dataset, page).join("\n")}\n`);
  return `${[...parts, totalLine(run, page)].join("\n")}\n`;
};

interface Page {
  readonly paint: Paint;
  readonly width: number | undefined;
}

function datasetLines(dataset: DatasetResult, page: Page): readonly string[] {
  const { name, version } = dataset.contract;
  const { width = Number.POSITIVE_INFINITY } = page;
  const title = cutColumns(visible(`${name} ${version}`), width - LEAST_FACTS - 2);
  const facts = [sourceText(dataset), rowsText(dataset), duration(dataset.duration)].map(visible).join(" · ");
  const shown = cutColumns(facts, width - columnsOf(title) - 2);
  const head = `${page.paint(title, "bold")}  ${page.paint(shown, "grey")}`;
  if (dataset.checks.length === 0) return [head, `${INDENT}no checks`];
  const checks = byAttention(dataset.checks);
  const columns = columnsFor(checks, page.width);
  const lines = checks.flatMap((check) => [rowOf(check, columns, page.paint), ...detailLines(check, page)]);
  return [head, headLine(columns, page.paint), ...lines];
}

/** A column of the table. */
interface Column {
  readonly title: string;
  readonly width: number;
  readonly right: boolean;
  readonly cell: (check: CheckResult) => string;
}

const COLUMNS: readonly Omit<Column, "width">[] = [
  { title: "check", right: false, cell: ({ id }) => visible(id) },
  { title: "kind", right: false, cell: ({ kind }) => kind },
  { title: "dimension", right: false, cell: ({ dimension }) => dimension },
  { title: "found", right: true, cell: (check) => visible(foundBy(check)) },
  { title: "allowed", right: true, cell: (check) => visible(allowedBy(check)) },
  { title: "by", right: false, cell: ({ by }) => by },
  { title: "time", right: true, cell: (check) => duration(check.duration) },
];

/** Columns that are left out if each of their cells has this value. */
const USUAL: Readonly<Record<string, string>> = { allowed: "", by: "rows" };

/** Columns that give way to long names and figures, and those that do only when these are as short as they may be. */
const GIVE_WAY = { early: ["dimension", "kind"], late: ["by", "time", "allowed"] } as const;

/** The least widths of names and figures, in the order in which they are shortened. */
const SHORTENED = [
  ["check", 24],
  ["found", 12],
  ["check", 14],
  ["found", 10],
] as const;

/** The columns that fit into the width. */
function columnsFor(checks: readonly CheckResult[], width = Number.POSITIVE_INFINITY): readonly Column[] {
  const used = COLUMNS.filter(
    ({ title, cell }) => !(title in USUAL) || checks.some((check) => cell(check) !== USUAL[title]),
  );
  const all = used.map((column) => ({
    ...column,
    width: checks.reduce((widest, check) => Math.max(widest, columnsOf(column.cell(check))), columnsOf(column.title)),
  }));
  const some = without(all, GIVE_WAY.early, (columns) => totalWidth(columns) <= width);
  const few = without(some, GIVE_WAY.late, (columns) => totalWidth(shortened(columns, 0)) <= width);
  return shortened(few, width);
}

function without(
  columns: readonly Column[],
  titles: readonly string[],
  fits: (columns: readonly Column[]) => boolean,
): readonly Column[] {
  let left = columns;
  for (const title of titles) if (!fits(left)) left = left.filter((column) => column.title !== title);
  return left;
}

function shortened(columns: readonly Column[], width: number): readonly Column[] {
  let fitted = columns;
  for (const [title, least] of SHORTENED) {
    const excess = Math.max(0, totalWidth(fitted) - width);
    fitted = fitted.map((column) =>
      column.title === title
        ? { ...column, width: Math.max(Math.min(least, column.width), column.width - excess) }
        : column,
    );
  }
  return fitted;
}

function totalWidth(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + width + 2, MARK_WIDTH);
}

function headLine(columns: readonly Column[], paint: Paint): string {
  const cells = columns.map(({ title, width, right }) => aligned(title, width, right));
  return paint(`${" ".repeat(MARK_WIDTH)}  ${cells.join("  ")}`.trimEnd(), "grey");
}

function rowOf(check: CheckResult, columns: readonly Column[], paint: Paint): string {
  const { mark, style } = MARKS[check.status];
  const cells = columns.map(({ cell, width, right }) => aligned(cutColumns(cell(check), width), width, right));
  return `${paint(padColumns(mark, MARK_WIDTH), style, "bold")}  ${cells.join("  ")}`.trimEnd();
}

function aligned(text: string, width: number, right: boolean): string {
  return right ? " ".repeat(Math.max(0, width - columnsOf(text))) + text : padColumns(text, width);
}

/** The reason of a check that needs attention, and its samples. */
function detailLines(check: CheckResult, { paint, width }: Page): readonly string[] {
  if (check.status === "pass") return [];
  const room = width === undefined ? Number.POSITIVE_INFINITY : width - INDENT.length;
  const reason = wrapColumns(visible(explanationOf(check)), room).map((line) => cutColumns(line, room));
  const samples = check.samples.map((sample) => cutColumns(visible(sampleText(sample)), room));
  const { style } = MARKS[check.status];
  return [...reason.map((line) => paint(line, style)), ...samples].map((line) => `${INDENT}${line}`);
}

/** `1 failed, 12 passed in 2 datasets, 1.3 s`. */
function totalLine(run: RunResult, { paint, width }: Page): string {
  const checks = checksOf(run);
  const counts = totals(countStatuses(checks)).map(([status, text]) => paint(text, MARKS[status].style, "bold"));
  const of = `${plural(run.datasets.length, "dataset")}, ${duration(run.duration)}`;
  const line = counts.length === 0 ? `no checks in ${of}` : `${counts.join(", ")} in ${of}`;
  return wrapColumns(line, width ?? Number.POSITIVE_INFINITY).join("\n");
}
