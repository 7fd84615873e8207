import { Code } from "./code.ts";

/** A value that `write` accepts. A `Code` is a number that a JavaScript number cannot represent. Undefined members are left out. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | Code
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** A number with the digits of canonical decimal text. */
export function numeral(text: string): Code {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) throw new Error(`not a numeral: ${text}`);
  return Code.trusted(text);
}

/** Writes JSON with two spaces of indentation and a final newline, in the order of the members. */
export function write(value: JsonValue): string {
  return `${print(value, "")}\n`;
}

// Appending to a string with `+=` uses less memory than joining lists of pieces.
function print(value: JsonValue, indent: string): string {
  if (value instanceof Code) return value.text;
  if (typeof value !== "object" || value === null) return scalar(value);
  // The casts are safe: Array.isArray does not narrow a readonly list.
  if (Array.isArray(value)) return list(value as readonly JsonValue[], indent);
  return mapping(value as { readonly [key: string]: JsonValue | undefined }, indent);
}

function list(items: readonly JsonValue[], indent: string): string {
  if (items.length === 0) return "[]";
  const flat = items.every((item) => typeof item !== "object" || item === null) ? flatList(items, indent) : undefined;
  if (flat !== undefined) return flat;
  const inner = `${indent}  `;
  let text = "[";
  let separator = "\n";
  for (const item of items) {
    text += separator + inner + print(item, inner);
    separator = ",\n";
  }
  return `${text}\n${indent}]`;
}

/** A list of scalars on one line. Undefined if the line would be too long. */
function flatList(items: readonly JsonValue[], indent: string): string | undefined {
  let text = "[";
  let separator = "";
  for (const item of items) {
    text += separator + print(item, indent);
    separator = ", ";
    if (indent.length + text.length >= 100) return undefined;
  }
  return `${text}]`;
}

function mapping(object: { readonly [key: string]: JsonValue | undefined }, indent: string): string {
  const inner = `${indent}  `;
  let text = "{";
  let separator = "\n";
  for (const key of Object.keys(object)) {
    const member = object[key];
    if (member === undefined) continue;
    text += `${separator}${inner}${quoted(key)}: ${print(member, inner)}`;
    separator = ",\n";
  }
  return text === "{" ? "{}" : `${text}\n${indent}}`;
}

function scalar(value: string | number | boolean | null): string {
  return typeof value === "string" ? quoted(value) : JSON.stringify(value);
}

/** A string without a character that JSON escapes, or that `quoted` escapes. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** JSON text that is also safe in JavaScript and in a terminal: line separators and bidirectional controls are escaped. */
function quoted(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
