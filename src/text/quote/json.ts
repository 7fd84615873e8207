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

function print(value: JsonValue, indent: string): string {
  if (value instanceof Code) return value.text;
  if (typeof value !== "object" || value === null) return quoted(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    const items = value.map((item: JsonValue) => print(item, inner));
    const flat = `[${items.join(", ")}]`;
    if (value.every((item) => typeof item !== "object" || item === null) && indent.length + flat.length <= 100)
      return flat;
    return `[\n${items.map((item) => `${inner}${item}`).join(",\n")}\n${indent}]`;
  }
  // The cast is safe: Array.isArray does not narrow a readonly list away.
  const object = value as { readonly [key: string]: JsonValue | undefined };
  const members: string[] = [];
  for (const key of Object.keys(object)) {
    const member = object[key];
    if (member !== undefined) members.push(`${inner}${quoted(key)}: ${print(member, inner)}`);
  }
  return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indent}}`;
}

/** JSON text that is also safe in JavaScript and in a terminal: line separators and bidirectional controls are escaped. */
function quoted(value: string | number | boolean | null): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
