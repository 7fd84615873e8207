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

// A number in the core schema of YAML 1.2. `exactNumber` decides whether dex accepts it.
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
  // Digits, plus, minus and point: the characters that a number may begin with.
  if (first <= 57 && first >= 43) return NUMBER.test(text) ? (exactNumber(text) ?? unsure()) : text;
  if (text.length > 5) return text;
  const constant = CONSTANTS.get(text);
  return constant === undefined ? text : constant;
}

/** Returns a key that is new in its mapping and that no other key looks like. */
export function checkedKey(object: object, key: string): string {
  if (!/^[\x20-\x7e]{1,1000}$/.test(key) || RESERVED_KEYS.has(key) || key in object) unsure();
  return key;
}

/** True when an unquoted scalar may begin at the cursor. Of the indicators `-`, `?` and `:`, which may begin one, this reader accepts only a dash. */
export function beginsPlain({ text, position }: Cursor): boolean {
  const code = text.charCodeAt(position);
  if (code === DASH) return !/[\s,[\]{}]|^$/.test(text.charAt(position + 1));
  return !isGap(code) && !INDICATORS.has(code);
}

/** Reads a quoted scalar on one line. Moves the cursor from the opening quote to the character after the closing one. */
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

/** Resolves the escapes that JSON and YAML share; JSON.parse rejects all others. */
function resolveEscapes(raw: string): string {
  try {
    const value: unknown = JSON.parse(`"${raw}"`);
    return typeof value === "string" && !/\p{Cs}/u.test(value) ? value : unsure();
  } catch {
    // An escape that only YAML has, or an invalid one.
    return unsure();
  }
}

/** The end of an unquoted scalar in block context, without trailing spaces. */
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
