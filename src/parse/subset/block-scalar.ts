import { BAR, type Cursor, isGap, NEWLINE, nextLine, SPACE, unsure } from "./cursor.ts";

/** Reads a literal (`|`) or folded (`>`) scalar, clipped or stripped (`-`). Moves the cursor from the indicator to the next line with content. */
export function blockScalar(cursor: Cursor, parent: number): string {
  const { text } = cursor;
  const isLiteral = text.charCodeAt(cursor.position) === BAR;
  const isStripped = text.charAt(cursor.position + 1) === "-";
  cursor.position += isStripped ? 2 : 1;
  if (text.charCodeAt(cursor.position) !== NEWLINE) unsure();
  const lines = contentLines(cursor, parent);
  const body = isLiteral ? lines.join("\n") : fold(lines);
  nextLine(cursor);
  // The full reader decides about a comment or a line between the two indentations.
  if (cursor.column > parent) unsure();
  return isStripped ? body : `${body}\n`;
}

/** The lines without their indentation. Moves the cursor to the end of the last line with content. */
function contentLines(cursor: Cursor, parent: number): string[] {
  const { text } = cursor;
  const lines: string[] = [];
  let blank = 0;
  let indent = -1;
  let start = cursor.position + 1;
  for (;;) {
    const end = text.indexOf("\n", start);
    // The full reader decides about a last line without a line end.
    if (end === -1) {
      if (start < text.length) unsure();
      break;
    }
    let from = start;
    while (text.charCodeAt(from) === SPACE) from++;
    if (from === end) {
      if (from > start) unsure();
      blank++;
    } else {
      const column = from - start;
      if (indent === -1) indent = column > parent && blank === 0 ? column : unsure();
      if (column < indent) {
        if (column > parent) unsure();
        break;
      }
      for (; blank > 0; blank--) lines.push("");
      lines.push(text.slice(start + indent, end));
      cursor.position = end;
    }
    start = end + 1;
  }
  if (lines.length === 0) unsure();
  return lines;
}

/** Joins lines with spaces; an empty line becomes a line break. */
function fold(lines: readonly string[]): string {
  let folded = "";
  let breaks = 0;
  for (const line of lines) {
    if (line === "") {
      breaks++;
      continue;
    }
    // YAML does not fold lines that are indented more or end in spaces.
    if (isGap(line.charCodeAt(0)) || isGap(line.charCodeAt(line.length - 1))) unsure();
    if (folded !== "") folded += breaks > 0 ? "\n".repeat(breaks) : " ";
    folded += line;
    breaks = 0;
  }
  return folded;
}
