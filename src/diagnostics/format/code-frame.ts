import type { Position, Span } from "../../source/span.ts";
import { visible } from "../../text/visible.ts";
import type { Paint, Style } from "./colour.ts";
import { columnsOf } from "./columns.ts";

const TAB = "    ";
const WIDTH = 120;

/** What a code frame shows: a span of a text, the style of its marks, and a note after them. */
export interface Frame {
  readonly span: Span;
  readonly text: string;
  readonly paint: Paint;
  readonly style: Style;
  readonly note?: string;
}

/** The line of the span with its number, one line of context above, and carets below. A span over several lines is marked on its first. */
export function codeFrame(frame: Frame): string[] {
  const { span, paint } = frame;
  const lines = frame.text.split(/\r\n|\n|\r/);
  const number = span.start.line;
  const shown = line(lines[number - 1] ?? "", span);
  const gutter = String(number).length;
  const edge = paint("|", "grey");
  const context =
    number > 1 && (lines[number - 2] ?? "").trim() !== "" ? [numbered(number - 1, whole(lines[number - 2] ?? ""))] : [];
  const note = frame.note === undefined ? "" : ` ${frame.note}`;
  const marks = `${" ".repeat(shown.before)}${paint(`${"^".repeat(Math.max(1, shown.width))}${note}`, frame.style, "bold")}`;
  return [
    `${" ".repeat(gutter)} ${edge}`,
    ...context,
    numbered(number, shown.text),
    `${" ".repeat(gutter)} ${edge} ${marks}`,
  ];

  function numbered(lineNumber: number, text: string): string {
    return `${paint(String(lineNumber).padStart(gutter), "grey")} ${edge} ${text}`;
  }
}

/** The most code units to split into characters. A character has a few code units, and hundreds only in an attack. */
const MOST_UNITS = 20 * WIDTH;

/** A whole line for context, cut at the right. */
function whole(text: string): string {
  const cells = cellsOf(text.slice(0, MOST_UNITS));
  return cells.length > WIDTH
    ? `${cells
        .slice(0, WIDTH)
        .map((cell) => cell.text)
        .join("")}…`
    : cells.map((cell) => cell.text).join("");
}

/** The marked line: its visible text (cut around the marks when long), the columns before the marks and the marks' width. */
function line(full: string, span: Span): { text: string; before: number; width: number } {
  // A line may have a megabyte, so only the part around the marks is split into characters.
  const skipped = Math.max(0, span.start.column - 1 - MOST_UNITS);
  const text = full.slice(skipped, skipped + 2 * MOST_UNITS);
  const start = span.start.column - 1 - skipped;
  const end = endColumn(span.start, span.end, full.length) - skipped;
  const cells = cellsOf(text);
  const first = cells.findIndex((cell) => cell.offset >= start);
  const from =
    (first < 0 ? cells.length : first) > WIDTH - 20 ? Math.max(0, (first < 0 ? cells.length : first) - 40) : 0;
  const shown = cells.slice(from, from + WIDTH);
  const width = (some: readonly Cell[]) => some.reduce((sum, cell) => sum + cell.width, 0);
  return {
    text: `${from > 0 ? "…" : ""}${shown.map((cell) => cell.text).join("")}${from + WIDTH < cells.length ? "…" : ""}`,
    before: (from > 0 ? 1 : 0) + width(shown.filter((cell) => cell.offset < start)),
    width: width(shown.filter((cell) => cell.offset >= start && cell.offset < end)),
  };
}

function endColumn(start: Position, end: Position, length: number): number {
  return end.line > start.line ? length : Math.max(end.column - 1, start.column);
}

interface Cell {
  readonly text: string;
  readonly offset: number;
  readonly width: number;
}

// "und": the segments do not depend on the machine's language.
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The characters of a line as they are printed: tabs as four spaces, invisible characters escaped. */
function cellsOf(text: string): Cell[] {
  return [...graphemes.segment(text)].flatMap(({ segment, index }) => {
    if (visible(segment) === segment) return [{ text: segment, offset: index, width: columnsOf(segment) }];
    // A grapheme with an invisible character (a family of emoji, for example) is taken apart, so that the character shows.
    let offset = index;
    return [...segment].map((character) => {
      const printed = character === "\t" ? TAB : visible(character);
      const cell = { text: printed, offset, width: columnsOf(printed) };
      offset += character.length;
      return cell;
    });
  });
}
