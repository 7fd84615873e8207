import type { Json } from "../../source/json.ts";
import { blockScalar } from "./block-scalar.ts";
import * as at from "./cursor.ts";
import { flow } from "./flow.ts";
import { beginsPlain, checkedKey, plainEnd, quoted, resolvePlain } from "./scalar.ts";

/**
 * Reads a mapping or a list in block style. The cursor is at its first character, in `cursor.column`.
 * Every function of this file moves the cursor to the first character of the next line with content.
 */
export function block(cursor: at.Cursor): Json {
  if (isDash(cursor)) return list(cursor, cursor.column);
  return mapping(cursor, cursor.column, key(cursor) ?? at.unsure());
}

function mapping(cursor: at.Cursor, column: number, first: string): Json {
  at.enter(cursor);
  const object: { [key: string]: Json } = Object.create(null);
  let name: string = first;
  for (;;) {
    checkedKey(object, name);
    object[name] = valueOfKey(cursor, column);
    if (cursor.column < column) break;
    if (cursor.column > column) at.unsure();
    name = key(cursor) ?? at.unsure();
  }
  cursor.depth--;
  return object;
}

function list(cursor: at.Cursor, column: number): Json {
  at.enter(cursor);
  const items: Json[] = [];
  do {
    cursor.position++;
    items.push(item(cursor, column));
    if (cursor.column > column) at.unsure();
  } while (cursor.column === column && isDash(cursor));
  cursor.depth--;
  return items;
}

/** Reads the item after a dash. A mapping or a list may begin on the same line. */
function item(cursor: at.Cursor, column: number): Json {
  const dash = cursor.position;
  at.skipSpaces(cursor);
  const code = cursor.text.charCodeAt(cursor.position);
  if (at.isGap(code) || code === at.HASH) {
    cursor.position = dash;
    return below(cursor, column);
  }
  const own = column + 1 + (cursor.position - dash);
  if (isDash(cursor)) return list(cursor, own);
  const name = key(cursor);
  return name === undefined ? inline(cursor, column) : mapping(cursor, own, name);
}

function valueOfKey(cursor: at.Cursor, column: number): Json {
  const colon = cursor.position;
  at.skipSpaces(cursor);
  const code = cursor.text.charCodeAt(cursor.position);
  if (!at.isGap(code) && code !== at.HASH) return inline(cursor, column);
  cursor.position = colon;
  at.endLine(cursor);
  at.nextLine(cursor);
  if (cursor.column > column) return block(cursor);
  return cursor.column === column && isDash(cursor) ? list(cursor, column) : null;
}

/** Reads the value below a dash that only a comment or nothing follows. */
function below(cursor: at.Cursor, column: number): Json {
  at.endLine(cursor);
  at.nextLine(cursor);
  return cursor.column > column ? block(cursor) : null;
}

/** Reads a value that begins on the line of its key or dash. */
function inline(cursor: at.Cursor, column: number): Json {
  const { text } = cursor;
  const code = text.charCodeAt(cursor.position);
  if (code === at.BAR || code === at.GREATER) return blockScalar(cursor, column);
  const value = inlineValue(cursor, column);
  at.endLine(cursor);
  at.nextLine(cursor);
  // A deeper line continues an unquoted scalar, or is an error.
  if (cursor.column > column) at.unsure();
  return value;
}

function inlineValue(cursor: at.Cursor, column: number): Json {
  const { text, position } = cursor;
  const code = text.charCodeAt(position);
  if (code === at.OPEN_BRACE || code === at.OPEN_BRACKET) return flow(cursor, column);
  if (code === at.QUOTE || code === at.APOSTROPHE) return quoted(cursor);
  if (!beginsPlain(cursor)) at.unsure();
  cursor.position = plainEnd(text, position);
  return resolvePlain(text.slice(position, cursor.position));
}

/** Reads a key and its colon. Returns undefined and does not move the cursor when there is no key on this line. */
function key(cursor: at.Cursor): string | undefined {
  const { text, position: start } = cursor;
  const code = text.charCodeAt(start);
  const isQuoted = code === at.QUOTE || code === at.APOSTROPHE;
  if (!isQuoted && !beginsPlain(cursor)) return undefined;
  const name = isQuoted ? quoted(cursor) : text.slice(start, plainEnd(text, start));
  if (!isQuoted) cursor.position += name.length;
  at.skipSpaces(cursor);
  if (text.charCodeAt(cursor.position) !== at.COLON || !at.isGap(text.charCodeAt(cursor.position + 1))) {
    cursor.position = start;
    return undefined;
  }
  cursor.position++;
  return isQuoted || typeof resolvePlain(name) === "string" ? name : at.unsure();
}

function isDash({ text, position }: at.Cursor): boolean {
  return text.charCodeAt(position) === at.DASH && at.isGap(text.charCodeAt(position + 1));
}
