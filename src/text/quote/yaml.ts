import type { Origin } from "../../source/origin.ts";
import { Bug } from "../bug.ts";
import { Code, type Region } from "./code.ts";

/** A value that `write` accepts. Undefined members are left out. */
export type YamlValue = string | number | boolean | null | Commented | readonly YamlValue[] | YamlMap;

/** A scalar with a comment at the end of its line. */
export class Commented {
  readonly value: string | number;
  readonly comment: Code;
  constructor(value: string | number, comment: Code) {
    this.value = value;
    this.comment = comment;
  }
}

/** The key for the node that a mapping was made from. */
const ORIGIN = Symbol("origin");

/** A mapping, in the order of its keys. */
export interface YamlMap {
  readonly [key: string]: YamlValue | undefined;
  readonly [ORIGIN]?: Origin;
}

/** The same mapping, marked as made from a node of a document. */
export function at(map: YamlMap, origin: Origin): YamlMap {
  return { ...map, [ORIGIN]: origin };
}

/** Options of `write`: comment lines above the document. */
export interface YamlOptions {
  readonly header?: readonly Code[];
}

/**
 * Writes a document in block style. Every YAML 1.1 or 1.2 reader reads back exactly the value: a string is unquoted
 * only when no version reads it as anything else. All other strings are in double quotes, with unusual characters escaped.
 */
export function write(value: YamlMap, { header = [] }: YamlOptions = {}): Code {
  const writer = new Writer();
  for (const comment of header) writer.line(`# ${comment.text}`);
  if (isEmpty(value)) writer.line("{}");
  writer.mapping(value, 0, "");
  return writer.code();
}

/** A string as a YAML scalar, for templates that write YAML. */
export function string(text: string): Code {
  return Code.trusted(scalar(text));
}

class Writer {
  private readonly lines: string[] = [];
  private readonly regions: Region[] = [];
  private length = 0;

  code(): Code {
    // Joining the last line end too makes one flat string, which appending would not.
    return Code.trusted([...this.lines, ""].join("\n"), this.regions);
  }

  line(text: string): void {
    this.lines.push(text);
    this.length += text.length + 1;
  }

  /** Writes the members of a mapping; `first` is the indented text before the first key ("- " in a sequence). */
  mapping(map: YamlMap, indent: number, first: string): void {
    const start = this.length;
    const margin = " ".repeat(indent);
    let prefix = first;
    for (const name of Object.keys(map)) {
      const value = map[name];
      if (value === undefined) continue;
      this.member(`${prefix}${key(name)}:`, value, indent);
      prefix = margin;
    }
    const origin = map[ORIGIN];
    if (origin !== undefined && start < this.length) this.regions.push({ start, end: this.length, origin });
  }

  member(label: string, value: YamlValue, indent: number): void {
    if (isScalar(value)) this.line(`${label} ${scalar(value)}`);
    else if (isEmpty(value)) this.line(`${label} ${isList(value) ? "[]" : "{}"}`);
    else {
      this.line(label);
      if (isList(value)) this.sequence(value, indent + 2);
      else this.mapping(value, indent + 2, " ".repeat(indent + 2));
    }
  }

  sequence(list: readonly YamlValue[], indent: number): void {
    const dash = `${" ".repeat(indent)}- `;
    let isFirst = true;
    for (const item of list) {
      // A blank line between the resources of a file, for readability.
      if (indent === 2 && !isFirst && !isScalar(item)) this.line("");
      isFirst = false;
      if (isScalar(item)) this.line(`${dash}${scalar(item)}`);
      else if (isEmpty(item)) this.line(`${dash}${isList(item) ? "[]" : "{}"}`);
      else if (isList(item)) throw new Bug("a list directly inside a list has no use in any target");
      else this.mapping(item, indent + 2, dash);
    }
  }
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function isScalar(value: YamlValue): value is string | number | boolean | null | Commented {
  return value === null || typeof value !== "object" || value instanceof Commented;
}

function isEmpty(value: readonly YamlValue[] | YamlMap): boolean {
  if (isList(value)) return value.length === 0;
  for (const name of Object.keys(value)) if (value[name] !== undefined) return false;
  return true;
}

function scalar(value: string | number | boolean | null | Commented): string {
  if (value instanceof Commented) return `${scalar(value.value)} # ${value.comment.text}`;
  if (typeof value === "string") return PLAIN.test(value) && !isWord(value) ? value : quoted(value);
  if (typeof value !== "number") return String(value);
  const text = String(value);
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new Bug(`the number ${text} has no plain spelling`);
  return text;
}

/** A letter or `_`, then characters without a meaning in a plain scalar, and no space at the end. */
const PLAIN = /^[A-Za-z_](?:[\w .,/()+<>='-]*[\w.,/()+<>='-])?$/;
const PLAIN_KEY = /^\+?[A-Za-z_][\w.-]+$/;
const WORDS = new Set("y n yes no true false on off null none nan inf".split(" "));

function isWord(text: string): boolean {
  return text.length <= 5 && WORDS.has(text.toLowerCase());
}

function key(name: string): string {
  return PLAIN_KEY.test(name) && !isWord(name) ? name : quoted(name);
}

const SHORT: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

// C0 and C1 controls, DEL, NEL, NBSP, soft hyphen, every space and format character of U+2000 to 206F (line separators, bidi controls),
// the byte order mark, specials, tags and lone surrogates: readers disagree on some of them, and others are invisible.
const UNUSUAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /["\\\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u1680\u180e\u2000-\u206f\u3000\ufeff\ufff0-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function quoted(text: string): string {
  const escaped = text.replace(
    UNUSUAL,
    (character) => SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
  return `"${escaped}"`;
}
