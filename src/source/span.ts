/** A position in a file: `offset` in UTF-16 code units from 0; `line` and `column` from 1. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A range of a file with lines and columns; `end` is exclusive. */
export interface Span {
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
}

/** The offsets at which the lines of a text begin. LF, CRLF and a lone CR end a line. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

/** Line and column of an offset, by binary search in `starts`. */
export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { offset, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The path of a text and the offsets of its lines. */
export interface LineMap {
  readonly path: string;
  readonly starts: readonly number[];
}

/** The span from `start` to `end` of a text whose line starts are known. */
export function spanAt({ path, starts }: LineMap, start: number, end: number): Span {
  return { path, start: positionAt(starts, start), end: positionAt(starts, Math.max(start, end)) };
}
