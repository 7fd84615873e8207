import type { YAMLError } from "yaml";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import { lineStarts, positionAt } from "../source/span.ts";
import { lineAround, openBracket, openingQuote } from "./around.ts";
import { diagnostics } from "./diagnostics.ts";
import { findRepair, type Repair, suspectsOf, type TextLine } from "./repair.ts";
import { type Fault, type Finding, RULES } from "./syntax-rules.ts";

const MOST = 20;

// Every attempted repair reads the file again. Small files get a full search; large files may get only their first error.
const MOST_READ = 400_000;
const MOST_READS = 80;

const UNKNOWN =
  "dex cannot read this YAML. Check the quotes, colons and indentation of this line and the one above it.";

const KEYLESS = "This list has no key. Write its key and a colon on the line above, with less indentation.";

/** A syntax error of the YAML library. */
type Problem = Pick<YAMLError, "code" | "message" | "pos">;

/** Returns the syntax errors of changed content. */
export type ReadAgain = (text: string) => readonly Problem[];

/**
 * Explains syntax errors in the words of dex. After each error it repairs the content and reads it again, because one mistake can make the
 * library report an error in every line that depends on it.
 */
export function syntaxReports(
  { path, text }: SourceFile,
  problems: readonly Problem[],
  readAgain: ReadAgain,
): Report[] {
  const conflict = /^(?:<{7}|={7}|>{7})(?![<=>]).*/m.exec(text);
  if (conflict) {
    const problem = "This merge conflict is not resolved. Keep one of its two sides, and remove its markers.";
    const at = { path, start: conflict.index, end: conflict.index + conflict[0].length };
    return [diagnostics.report("syntax", at, { problem })];
  }
  const margin = indentedStart(text);
  if (margin) return [diagnostics.report("syntax", { path, ...margin }, { problem: margin.problem })];
  const findings = new Map<number, Finding>();
  const budget = { characters: MOST_READ, reads: MOST_READS };
  let lines: readonly TextLine[] = text.split("\n").map((line, from) => ({ text: line, from }));
  let left = problems;
  let near: string | undefined;
  while (left.length > 0 && findings.size < MOST) {
    const step = explainFirst(lines, left, { readAgain, budget });
    const { line, finding } = inFile(step.finding, lines, text);
    // The same problem in line after line follows from a mistake that no change of one line repairs.
    if (finding.problem === near) break;
    if (!findings.has(line)) findings.set(line, finding);
    if (step.repair === undefined || step.repair.isComplete) break;
    near = step.repair.gained < 2 ? finding.problem : undefined;
    lines = step.repair.lines;
    left = readAgain(textOf(lines));
  }
  return [...findings.values()].map(({ problem, start, end }) =>
    diagnostics.report("syntax", { path, start, end }, { problem }),
  );
}

/** Reports a first key that is indented more than a later one. Otherwise every section of the file would have an error. */
function indentedStart(text: string): Finding | undefined {
  const first = /^(?:[^\S\n]*(?:#.*)?\n)*([^\S\n]+)[^\s#]/.exec(text);
  if (first === null || !/^[\w"'-][^\n]*:(?:\s|$)/m.test(text.slice(first[0].length))) return undefined;
  const { content, end } = lineAround(text, first[0].length - 1);
  const problem = "The first key of a file must not be indented more than the others. Remove the spaces before it.";
  return { problem, start: content, end };
}

interface Again {
  readonly readAgain: ReadAgain;
  /** The remaining characters and attempts. */
  readonly budget: { characters: number; reads: number };
}

/** Explains the first error, at the line whose repair makes most of the content readable. */
function explainFirst(
  lines: readonly TextLine[],
  problems: readonly Problem[],
  { readAgain, budget }: Again,
): { readonly finding: Finding; readonly repair?: Repair } {
  const text = textOf(lines);
  const [first] = [...problems].sort((a, b) => a.pos[0] - b.pos[0]);
  const [start = 0, end = 0] = first?.pos ?? [];
  const finding = explain({ text, code: first?.code ?? "", sentence: first?.message ?? "", start, end });
  const starts = lineStarts(text);
  const lineOf = (offset: number) => positionAt(starts, offset).line - 1;
  const opening = openBracket(text, start);
  const likely = [
    finding.start,
    ...(opening === start ? [] : [opening]),
    openingQuote(text, lineAround(text, start).end),
  ];
  const repair = findRepair({
    lines,
    suspects: suspectsOf(lines, lineOf(start), likely.map(lineOf)),
    firstError: (changed) => {
      const again = textOf(changed);
      budget.characters -= again.length;
      if (budget.characters < 0 || budget.reads-- <= 0) return 0;
      const [next] = readAgain(again)
        .map(({ pos }) => pos[0])
        .sort((a, b) => a - b);
      return next === undefined ? undefined : again.slice(0, next).split("\n").length - 1;
    },
  });
  if (repair === undefined) return { finding };
  return { finding: atCause(finding, repair, { lines, starts, shown: lineOf(finding.start) }), repair };
}

interface Shown {
  readonly lines: readonly TextLine[];
  readonly starts: readonly number[];
  /** The line at which the finding is. */
  readonly shown: number;
}

/** The finding at the line that the repair changes. */
function atCause(finding: Finding, { line, indent, isKeyless }: Repair, { lines, starts, shown }: Shown): Finding {
  const text = lines[line]?.text ?? "";
  if (line === shown && !isKeyless) return finding;
  const start = (starts[line] ?? 0) + text.length - text.trimStart().length;
  const end = (starts[line] ?? 0) + text.trimEnd().length;
  if (isKeyless) return { problem: KEYLESS, start, end };
  if (indent === undefined) return Math.abs(line - shown) <= 1 ? finding : { problem: UNKNOWN, start, end };
  const spaces = `${indent} space${indent === 1 ? "" : "s"}`;
  const problem = `This line is not aligned with the others of its block. Indent it with ${indent === 0 ? "no spaces" : spaces}.`;
  return { problem, start, end };
}

/** Moves a finding in repaired content to its place in the file. */
function inFile({ problem, start, end }: Finding, lines: readonly TextLine[], text: string) {
  const repaired = lineStarts(textOf(lines));
  const original = lineStarts(text);
  const move = (offset: number) => {
    const { line, column } = positionAt(repaired, offset);
    const from = lines[line - 1]?.from ?? 0;
    const last = (original[from + 1] ?? text.length + 1) - 1;
    return { line: from, offset: Math.min((original[from] ?? 0) + column - 1, last) };
  };
  const from = move(start);
  return { line: from.line, finding: { problem, start: from.offset, end: Math.max(from.offset, move(end).offset) } };
}

function textOf(lines: readonly TextLine[]): string {
  return lines.map(({ text }) => text).join("\n");
}

function explain(fault: Fault): Finding {
  for (const rule of RULES) {
    const finding = rule(fault);
    if (finding !== undefined) return finding;
  }
  const { start, text } = fault;
  return { problem: UNKNOWN, start, end: Math.max(start, lineAround(text, start).end) };
}
