import { BAR, type Cursor, isGap, NEWLINE, nextLine, SPACE, unsure } from "./cursor.ts";

/** A literal (`|`) or folded (`>`) text, clipped or stripped (`-`). The cursor is at the indicator, and then at the next line that has content. */
export function blockScalar(cursor: Cursor, parent: number): string {
  const { text } = cursor;
  const isLiteral = text.charCodeAt(cursor.position) === BAR;
  const isStripped = text.charAt(cursor.position + 1) === "-";
  cursor.position += isStripped ? 2 : 1;
  if (text.charCodeAt(cursor.position) !== NEWLINE) unsure();
  const lines = contentLines(cursor, parent);
  const body = isLiteral ? lines.join("\n") : fold(lines);
  nextLine(cursor);
  // A comment or a line between the two indentations is for the full reader to judge.
  if (cursor.column > parent) unsure();
  return isStripped ? body : `${body}\n`;
}

/** The lines without their indentation. The cursor moves to the line end behind the last one that has content. */
function contentLines(cursor: Cursor, parent: number): string[] {
  const { text } = cursor;
  const lines: string[] = [];
  let blank = 0;
  let indent = -1;
  let start = cursor.position + 1;
  for (;;) {
    const end = text.indexOf("\n", start);
    // The last line of a file may lack its line end; what that means is for the full reader.
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

/** Lines become one, with a space between; each empty line is a line break. */
function fold(lines: readonly string[]): string {
  let folded = "";
  let breaks = 0;
  for (const line of lines) {
    if (line === "") {
      breaks++;
      continue;
    }
    // Lines that are indented more, or end in spaces, keep their shape.
    if (isGap(line.charCodeAt(0)) || isGap(line.charCodeAt(line.length - 1))) unsure();
    if (folded !== "") folded += breaks > 0 ? "\n".repeat(breaks) : " ";
    folded += line;
    breaks = 0;
  }
  return folded;
}
