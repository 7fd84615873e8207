import type { Json } from "../../source/json.ts";
import * as at from "./cursor.ts";
import { beginsPlain, checkedKey, quoted, resolvePlain } from "./scalar.ts";

/** Reads a collection in brackets or braces. It may have several lines; all but the first must be indented more than `parent`. */
export function flow(cursor: at.Cursor, parent: number): Json {
  at.enter(cursor);
  cursor.flowDepth++;
  const isMap = cursor.text.charCodeAt(cursor.position) === at.OPEN_BRACE;
  cursor.position++;
  const value = isMap ? flowMap(cursor, parent) : flowList(cursor, parent);
  cursor.position++;
  cursor.depth--;
  cursor.flowDepth--;
  return value;
}

function flowList(cursor: at.Cursor, parent: number): Json {
  const items: Json[] = [];
  while (skipGaps(cursor, parent) !== at.CLOSE_BRACKET) {
    items.push(flowValue(cursor, parent));
    if (!separator(cursor, parent, at.CLOSE_BRACKET)) break;
  }
  return items;
}

function flowMap(cursor: at.Cursor, parent: number): Json {
  const object: { [key: string]: Json } = Object.create(null);
  while (skipGaps(cursor, parent) !== at.CLOSE_BRACE) {
    const key = checkedKey(object, flowKey(cursor));
    skipGaps(cursor, parent);
    object[key] = flowValue(cursor, parent);
    if (!separator(cursor, parent, at.CLOSE_BRACE)) break;
  }
  return object;
}

/** Skips a comma and returns true; returns false at the closing bracket, without skipping it. */
function separator(cursor: at.Cursor, parent: number, close: number): boolean {
  const code = skipGaps(cursor, parent);
  if (code === close) return false;
  if (code !== at.COMMA) at.unsure();
  cursor.position++;
  return true;
}

/** Reads a key and its colon, which must be on the same line. */
function flowKey(cursor: at.Cursor): string {
  const { text } = cursor;
  const code = text.charCodeAt(cursor.position);
  const isQuoted = code === at.QUOTE || code === at.APOSTROPHE;
  const key = isQuoted ? quoted(cursor) : flowPlain(cursor);
  if (typeof key !== "string") return at.unsure();
  at.skipSpaces(cursor);
  if (text.charCodeAt(cursor.position) !== at.COLON) at.unsure();
  cursor.position++;
  // After a quoted key, the colon needs no space.
  if (!isQuoted && !at.isGap(text.charCodeAt(cursor.position))) at.unsure();
  return key;
}

function flowValue(cursor: at.Cursor, parent: number): Json {
  const code = cursor.text.charCodeAt(cursor.position);
  if (code === at.OPEN_BRACE || code === at.OPEN_BRACKET) return flow(cursor, parent);
  return code === at.QUOTE || code === at.APOSTROPHE ? quoted(cursor) : flowPlain(cursor);
}

function flowPlain(cursor: at.Cursor): Json {
  if (!beginsPlain(cursor)) at.unsure();
  const { text, position: start } = cursor;
  let end = start;
  for (let i = start; ; i++) {
    const code = text.charCodeAt(i);
    if (code === at.SPACE) continue;
    if (Number.isNaN(code) || code === at.NEWLINE || isFlowIndicator(code)) break;
    if (code === at.HASH && text.charCodeAt(i - 1) === at.SPACE) break;
    if (code === at.COLON) {
      const next = text.charCodeAt(i + 1);
      if (at.isGap(next) || isFlowIndicator(next)) break;
    }
    end = i + 1;
  }
  cursor.position = end;
  return resolvePlain(text.slice(start, end));
}

function isFlowIndicator(code: number): boolean {
  return (
    code === at.COMMA ||
    code === at.CLOSE_BRACE ||
    code === at.CLOSE_BRACKET ||
    code === at.OPEN_BRACE ||
    code === at.OPEN_BRACKET
  );
}

/** Skips spaces, line ends and comments, and returns the code of the next character. */
function skipGaps(cursor: at.Cursor, parent: number): number {
  const { text } = cursor;
  for (;;) {
    const code = text.charCodeAt(cursor.position);
    if (code === at.SPACE) cursor.position++;
    else if (code === at.NEWLINE) {
      at.nextLine(cursor);
      if (cursor.column <= parent && !isLastBracket(cursor, parent)) at.unsure();
    } else if (code === at.HASH) {
      if (!at.isGap(text.charCodeAt(cursor.position - 1))) at.unsure();
      at.skipComment(cursor);
    } else return Number.isNaN(code) ? at.unsure() : code;
  }
}

/** True for a closing bracket that is aligned with its key: YAML forbids it, but it is common practice. */
function isLastBracket({ text, position, column, flowDepth }: at.Cursor, parent: number): boolean {
  const code = text.charCodeAt(position);
  return flowDepth === 1 && column === parent && (code === at.CLOSE_BRACE || code === at.CLOSE_BRACKET);
}
