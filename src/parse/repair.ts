/** A line of the content to repair, and its line number in the file. */
export interface TextLine {
  readonly text: string;
  readonly from: number;
}

/** A change of one line with which the YAML library reads more of the content. */
export interface Repair {
  readonly lines: readonly TextLine[];
  /** The index of the changed line. */
  readonly line: number;
  /** The correct indentation, if only the indentation of the line is wrong. */
  readonly indent?: number;
  /** True if the line begins a list, and the key of the list is missing above it. */
  readonly isKeyless?: boolean;
  /** The number of further lines that the library reads. */
  readonly gained: number;
  /** True if no error remains. */
  readonly isComplete: boolean;
}

/** Content with a syntax error, and the lines that may contain the mistake, most likely first. */
export interface ToRepair {
  readonly lines: readonly TextLine[];
  readonly suspects: readonly number[];
  /** Returns the line of the first error, or undefined if the content has no error. */
  readonly firstError: (lines: readonly TextLine[]) => number | undefined;
}

type Change = Pick<Repair, "lines" | "line" | "indent" | "isKeyless">;

/**
 * Finds the change of one line with which the library reads most of the content. That line probably contains the mistake: the library often
 * reports an error far below the mistake, and another one in every line that depends on it.
 */
export function findRepair({ lines, suspects, firstError }: ToRepair): Repair | undefined {
  let best: Repair | undefined;
  const start = firstError(lines) ?? 0;
  let reached = start;
  for (const change of changesOf(lines, suspects)) {
    const next = firstError(change.lines);
    if (next === undefined) return { ...change, gained: lines.length, isComplete: true };
    const grown = change.lines.length - lines.length;
    if (next - grown <= reached) continue;
    reached = next - grown;
    best = { ...change, gained: reached - start, isComplete: false };
  }
  return best;
}

/** The possible changes: first the most likely line without its value, then changes that keep the whole content, then lines without theirs. */
function* changesOf(lines: readonly TextLine[], suspects: readonly number[]): Generator<Change> {
  yield* valueless(lines, suspects[0] ?? 0);
  for (const line of suspects) yield* indented(lines, line);
  for (const line of suspects) yield* rejoined(lines, line);
  for (const line of suspects) yield* asItem(lines, line);
  for (const line of suspects) yield* emptied(lines, line);
}

/** The line with the indentation of one of its neighbours. */
function* indented(lines: readonly TextLine[], line: number): Generator<Change> {
  const written = textAt(lines, line);
  const above = textAt(lines, nextWritten(lines, line, -1));
  const below = textAt(lines, nextWritten(lines, line, 1));
  // A key without a value begins a block.
  const next = /:(?: [|>])?$/.test(written.trimEnd()) ? indentOf(below) - 2 : indentOf(below);
  const near = [next, indentOf(above), indentOf(above) + 2, indentOf(below) - 2, indentOf(below)];
  for (const indent of new Set(near)) {
    const text = " ".repeat(Math.max(0, indent)) + written.trimStart();
    if (text !== written) yield { ...changed(lines, line, [text]), indent };
  }
}

/** The line joined with the next one, or split before its second key, in case a line break is missing or extra. */
function* rejoined(lines: readonly TextLine[], line: number): Generator<Change> {
  const written = textAt(lines, line);
  const below = lines[line + 1]?.text ?? "";
  for (const text of [written, written + below, written + below.trimStart()]) {
    const count = text === written ? 1 : 2;
    if (count === 2) yield spliced(lines, { line, count }, [text]);
    for (const before of [beforeSecond(KEY, text), beforeSecond(ITEM, text)])
      if (before !== undefined) yield spliced(lines, { line, count }, [before, text.slice(before.length)]);
  }
}

const KEY = /\s(?:- )?[\w-]+:(?=\s|$)/g;
const ITEM = /\s{2}- /g;

/** The line up to the second key or list item in it. */
function beforeSecond(pattern: RegExp, text: string): string | undefined {
  pattern.lastIndex = Math.max(0, text.search(/\S/));
  const found = pattern.exec(text);
  return found === null ? undefined : text.slice(0, found.index).trimEnd();
}

/** The line as an item of the list above it, and the list under a key of its own. */
function* asItem(lines: readonly TextLine[], line: number): Generator<Change> {
  const written = textAt(lines, line);
  if (!/^\s*\W?-/.test(written)) return;
  const indent = " ".repeat(indentOf(written));
  yield changed(lines, line, [`${indent}- x:`]);
  const above = textAt(lines, nextWritten(lines, line, -1));
  if (!/^\s*- /.test(written) || above.trimEnd().endsWith(":") || indentOf(above) > indent.length) return;
  yield { ...changed(lines, line, [`${indent.slice(2)}x:`, written]), isKeyless: true };
}

/** The line without its value, and an empty line. */
function* emptied(lines: readonly TextLine[], line: number): Generator<Change> {
  yield* valueless(lines, line);
  yield changed(lines, line, [""]);
}

function* valueless(lines: readonly TextLine[], line: number): Generator<Change> {
  const [, key] = /^(\s*(?:- +)*[\w-]+)(?:\s*:|\s*$)/.exec(textAt(lines, line)) ?? [];
  const [, item] = /^(\s*(?:- +)+)/.exec(textAt(lines, line)) ?? [];
  if (key !== undefined) yield changed(lines, line, [`${key}:`]);
  if (key !== undefined) yield changed(lines, line, [`${key}: |`]);
  if (item !== undefined) yield changed(lines, line, [`${item}x`]);
}

/** The lines with one of them replaced. */
function changed(lines: readonly TextLine[], line: number, texts: readonly string[]): Change {
  return spliced(lines, { line, count: 1 }, texts);
}

/** The lines with some of them replaced. */
function spliced(
  lines: readonly TextLine[],
  { line, count }: { readonly line: number; readonly count: number },
  texts: readonly string[],
): Change {
  const from = lines[line]?.from ?? 0;
  const put = texts.map((text, index) => ({ text, from: lines[line + Math.min(index, count - 1)]?.from ?? from }));
  return { lines: [...lines.slice(0, line), ...put, ...lines.slice(line + count)], line };
}

/** The lines that may contain the mistake behind a reported error: the reported line, and the lines that it may depend on. */
export function suspectsOf(lines: readonly TextLine[], reported: number, likely: readonly number[]): readonly number[] {
  // An error about indentation is at the end of the line above, which may be blank.
  const line = isWritten(textAt(lines, reported)) ? reported : nextWritten(lines, reported, 1);
  const above = nextWritten(lines, line, -1);
  const parent = outer(lines, line);
  const first = splitsBlock(lines, parent, line) ? [parent] : [];
  const found = [...first, ...likely, line, above, parent, nextWritten(lines, -1, 1), nextWritten(lines, parent, -1)];
  return [...new Set(found)].filter((line) => textAt(lines, line).trim() !== "");
}

/** True if a line with lines of its own below it separates another line from a line above with the same indentation. */
function splitsBlock(lines: readonly TextLine[], parent: number, line: number): boolean {
  const indent = indentOf(textAt(lines, line));
  if (parent < 0 || indentOf(textAt(lines, nextWritten(lines, parent, 1))) === indent) return false;
  let at = nextWritten(lines, parent, -1);
  while (at >= 0 && indentOf(textAt(lines, at)) > indent) at = nextWritten(lines, at, -1);
  return indentOf(textAt(lines, at)) === indent;
}

/** The index of the nearest line above with less indentation. */
function outer(lines: readonly TextLine[], line: number): number {
  const indent = indentOf(textAt(lines, line));
  let at = line - 1;
  while (at >= 0 && (!isWritten(textAt(lines, at)) || indentOf(textAt(lines, at)) >= indent)) at--;
  return at;
}

/** The index of the nearest line with content in a direction. */
function nextWritten(lines: readonly TextLine[], line: number, step: 1 | -1): number {
  let at = line + step;
  while (at >= 0 && at < lines.length && !isWritten(textAt(lines, at))) at += step;
  return at;
}

function isWritten(text: string): boolean {
  return /^\s*[^\s#]/.test(text);
}

function textAt(lines: readonly TextLine[], line: number): string {
  return lines[line]?.text ?? "";
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
