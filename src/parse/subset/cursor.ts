/** The position of the reader of everyday YAML in a text. */
export interface Cursor {
  readonly text: string;
  position: number;
  /** In block context, the column of the line's first character; -1 at the end of the text. */
  column: number;
  /** The number of collections around the cursor, and of the innermost ones in flow style. */
  depth: number;
  flowDepth: number;
}

/** Thrown when a text is not, or may not be, everyday YAML. It has no details: the full reader reads such a file again. */
export const UNSURE = new Error("not in the everyday part of YAML");

// Less than the limit of the full reader, so that only the full reader reports depth.
const DEEPEST = 48;

/** Leaves the file to the full reader. */
export function unsure(): never {
  throw UNSURE;
}

/** Enters a collection. The caller must decrement `depth` after it. */
export function enter(cursor: Cursor): void {
  if (++cursor.depth > DEEPEST) unsure();
}

/** The character codes that the reader compares with. */
export const [NEWLINE, SPACE, QUOTE, HASH, APOSTROPHE, COMMA, DASH, COLON] = [10, 32, 34, 35, 39, 44, 45, 58] as const;
/** The character codes of brackets and of the marks of block scalars. */
export const [OPEN_BRACKET, BACKSLASH, CLOSE_BRACKET, OPEN_BRACE, BAR, CLOSE_BRACE, GREATER] = [
  91, 92, 93, 123, 124, 125, 62,
] as const;

/** True for a code that ends a token: a space, a line end, or NaN at the end of the text. */
export function isGap(code: number): boolean {
  return code === SPACE || code === NEWLINE || Number.isNaN(code);
}

/** Skips spaces. */
export function skipSpaces(cursor: Cursor): void {
  const { text } = cursor;
  while (text.charCodeAt(cursor.position) === SPACE) cursor.position++;
}

/** Skips a comment to the end of its line. */
export function skipComment(cursor: Cursor): void {
  const end = cursor.text.indexOf("\n", cursor.position);
  cursor.position = end === -1 ? cursor.text.length : end;
}

/** Moves to the end of the line, which may have only spaces and a comment after a value. */
export function endLine(cursor: Cursor): void {
  const end = cursor.position;
  skipSpaces(cursor);
  const code = cursor.text.charCodeAt(cursor.position);
  if (code === HASH && cursor.position > end) skipComment(cursor);
  else if (!Number.isNaN(code) && code !== NEWLINE) unsure();
}

/** Moves from the end of a line to the first character of the next line with content, and sets `column`. */
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
