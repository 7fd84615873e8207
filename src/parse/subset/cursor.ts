/** Where the reader of the everyday part of YAML stands in a text. */
export interface Cursor {
  readonly text: string;
  position: number;
  /** In block context, the column of the line's first character; -1 at the end of the text. */
  column: number;
  /** Levels of collections around the cursor, and how many of the innermost are in flow style. */
  depth: number;
  flowDepth: number;
}

/** Thrown when a text leaves the everyday part of YAML, or may have left it. It carries nothing: the full reader looks at such a file afresh. */
export const UNSURE = new Error("not in the everyday part of YAML");

// Below what the full reader allows, so that it has the last word on depth.
const DEEPEST = 48;

/** Gives the file up to the full reader. */
export function unsure(): never {
  throw UNSURE;
}

/** Goes one level down. Whoever enters a collection leaves it again by lowering `depth`. */
export function enter(cursor: Cursor): void {
  if (++cursor.depth > DEEPEST) unsure();
}

/** The character codes that the reader looks for. */
export const [NEWLINE, SPACE, QUOTE, HASH, APOSTROPHE, COMMA, DASH, COLON] = [10, 32, 34, 35, 39, 44, 45, 58] as const;
/** More of them: brackets and the marks of block scalars. */
export const [OPEN_BRACKET, BACKSLASH, CLOSE_BRACKET, OPEN_BRACE, BAR, CLOSE_BRACE, GREATER] = [
  91, 92, 93, 123, 124, 125, 62,
] as const;

/** True for what ends a token: a space, a line end, or the end of the text (whose character code is not a number). */
export function isGap(code: number): boolean {
  return code === SPACE || code === NEWLINE || Number.isNaN(code);
}

/** Moves over spaces. */
export function skipSpaces(cursor: Cursor): void {
  const { text } = cursor;
  while (text.charCodeAt(cursor.position) === SPACE) cursor.position++;
}

/** Moves over a comment to the end of its line. */
export function skipComment(cursor: Cursor): void {
  const end = cursor.text.indexOf("\n", cursor.position);
  cursor.position = end === -1 ? cursor.text.length : end;
}

/** After a value: only spaces and a comment may stand before the end of the line. */
export function endLine(cursor: Cursor): void {
  const end = cursor.position;
  skipSpaces(cursor);
  const code = cursor.text.charCodeAt(cursor.position);
  if (code === HASH && cursor.position > end) skipComment(cursor);
  else if (!Number.isNaN(code) && code !== NEWLINE) unsure();
}

/** From the end of a line to the first character of the next line that has content; sets `column`. */
export function nextLine(cursor: Cursor): void {
  const { text } = cursor;
  for (;;) {
    let start = cursor.position + 1;
    const from = start;
    while (text.charCodeAt(start) === SPACE) start++;
    cursor.position = start;
    const code = text.charCodeAt(start);
    if (code === HASH) skipComment(cursor);
    else if (code !== NEWLINE) {
      cursor.column = start >= text.length ? -1 : start - from;
      return;
    }
  }
}
