import type { Json } from "../../source/json.ts";
import { block } from "./block.ts";
import { type Cursor, endLine, nextLine, OPEN_BRACE, OPEN_BRACKET, UNSURE, unsure } from "./cursor.ts";
import { flow } from "./flow.ts";

// Longer texts are rare, and only the full reader checks the limits of size.
const LONGEST = 256 * 1024;

/**
 * Reads everyday YAML (and so JSON), about forty times as fast as the full reader. For anything rare or faulty it returns undefined, and the
 * full reader reads and reports. When this reader returns a value, both return the same one; a test checks that.
 */
export function readSubset(source: string, longest = LONGEST): Json | undefined {
  if (source.length > longest) return undefined;
  const text = source.includes("\r") ? source.replaceAll("\r\n", "\n") : source;
  // A file may begin with `---`. The full reader decides about one anywhere else.
  const position = text.startsWith("---\n") ? 3 : -1;
  if (/[\t\r]|dex-ignore|\n(?:---|\.\.\.)(?!\S)/.test(text) || /^(?:---[^\n]|\.\.\.)/.test(text)) return undefined;
  try {
    return document({ text, position, column: 0, depth: 0, flowDepth: 0 });
  } catch (error) {
    if (error === UNSURE) return undefined;
    throw error;
  }
}

function document(cursor: Cursor): Json {
  nextLine(cursor);
  const first = cursor.text.charCodeAt(cursor.position);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) {
    if (cursor.column !== 0) unsure();
    return atEnd(cursor, block(cursor));
  }
  const value = flow(cursor, -1);
  endLine(cursor);
  nextLine(cursor);
  return atEnd(cursor, value);
}

function atEnd(cursor: Cursor, value: Json): Json {
  return cursor.column === -1 ? value : unsure();
}
