import type { Json } from "../../source/json.ts";
import { RESERVED_KEYS } from "../key.ts";
import { exactNumber } from "../number.ts";
import {
  APOSTROPHE,
  BACKSLASH,
  COLON,
  type Cursor,
  DASH,
  HASH,
  isGap,
  NEWLINE,
  QUOTE,
  SPACE,
  unsure,
} from "./cursor.ts";

// What the core schema of YAML 1.2 takes for a number; whether dex takes it as well is for `exactNumber` to say.
const NUMBER =
  /^(?:[-+]?(?:[0-9]+|\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

const INDICATORS: ReadonlySet<number> = new Set([..."#%&'*,:?@!\">[]{|}`"].map((character) => character.charCodeAt(0)));

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ...["~", "null", "Null", "NULL"].map((text) => [text, null] as const),
  ...["true", "True", "TRUE"].map((text) => [text, true] as const),
  ...["false", "False", "FALSE"].map((text) => [text, false] as const),
]);

/** The value of an unquoted scalar. */
export function resolvePlain(text: string): Json {
  const first = text.charCodeAt(0);
  // Digits, and the plus, minus and point a number may begin with.
  if (first <= 57 && first >= 43) return NUMBER.test(text) ? (exactNumber(text) ?? unsure()) : text;
  if (text.length > 5) return text;
  const constant = CONSTANTS.get(text);
  return constant === undefined ? text : constant;
}

/** A key that is new in its mapping, and that no other key can look like. */
export function checkedKey(object: object, key: string): string {
  if (!/^[\x20-\x7e]{1,1000}$/.test(key) || RESERVED_KEYS.has(key) || key in object) unsure();
  return key;
}

/** True when an unquoted scalar may begin at the cursor. The indicators cannot begin one, and of `-`, `?` and `:` only a dash is tried here. */
export function beginsPlain({ text, position }: Cursor): boolean {
  const code = text.charCodeAt(position);
  if (code === DASH) return !/[\s,[\]{}]|^$/.test(text.charAt(position + 1));
  return !isGap(code) && !INDICATORS.has(code);
}

/** A quoted scalar on one line. The cursor is at the quote, and then behind the closing one. */
export function quoted(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.position + 1;
  const quote = text.charCodeAt(cursor.position);
  let escapes = false;
  for (let i = start; ; i++) {
    const code = text.charCodeAt(i);
    if (Number.isNaN(code) || code === NEWLINE) unsure();
    if (code === BACKSLASH && quote === QUOTE) {
      escapes = true;
      i++;
    } else if (code === quote) {
      if (quote === APOSTROPHE && text.charCodeAt(i + 1) === APOSTROPHE) {
        escapes = true;
        i++;
        continue;
      }
      cursor.position = i + 1;
      const raw = text.slice(start, i);
      if (!escapes) return raw;
      return quote === QUOTE ? resolveEscapes(raw) : raw.replaceAll("''", "'");
    }
  }
}

/** The escapes that JSON and YAML share. The parser of JSON knows them, and refuses all others. */
function resolveEscapes(raw: string): string {
  try {
    const value: unknown = JSON.parse(`"${raw}"`);
    return typeof value === "string" && !/\p{Cs}/u.test(value) ? value : unsure();
  } catch {
    // An escape of YAML's own, or a wrong one.
    return unsure();
  }
}

/** The end of an unquoted scalar in block context: its last character that is not a space, plus one. */
export function plainEnd(text: string, start: number): number {
  let end = start;
  for (let i = start; ; i++) {
    const code = text.charCodeAt(i);
    if (Number.isNaN(code) || code === NEWLINE) return end;
    if (code === SPACE) {
      if (text.charCodeAt(i + 1) === HASH) return end;
    } else {
      if (code === COLON && isGap(text.charCodeAt(i + 1))) return end;
      end = i + 1;
    }
  }
}
