import type { Json } from "../../source/json.ts";
import { blockScalar } from "./block-scalar.ts";
import * as at from "./cursor.ts";
import { flow } from "./flow.ts";
import { beginsPlain, checkedKey, plainEnd, quoted, resolvePlain } from "./scalar.ts";

/**
 * A mapping or a list in block style, whose first character the cursor is at, in `cursor.column`.
 * After it, as after all functions of this file, the cursor is at the first character of the next line that has content.
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

/** What follows a dash. A mapping or a list may begin on the same line. */
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

/** The value of an item whose line ends after the dash, or after a comment behind it. */
function below(cursor: at.Cursor, column: number): Json {
  at.endLine(cursor);
  at.nextLine(cursor);
  return cursor.column > column ? block(cursor) : null;
}

/** A value that begins on the line of its key or dash. */
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

/** The key that begins at the cursor, which then is behind its colon; undefined, and the cursor stays, when there is none on this line. */
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
