import { Bug } from "../bug.ts";
import { Code } from "./code.ts";

/** What the writer takes: plain values. A member that is `undefined` is left out. */
export type YamlValue = string | number | boolean | null | readonly YamlValue[] | YamlMap;

/** A mapping; its keys keep the order in which they were set. */
export interface YamlMap {
  readonly [key: string]: YamlValue | undefined;
}

/** A stretch of lines (from 1, inclusive) and the mark of the node they hold. */
interface YamlBlock<Mark> {
  readonly start: number;
  readonly end: number;
  readonly mark: Mark;
}

/** A written document. */
export interface YamlDocument<Mark> {
  readonly text: string;
  readonly blocks: readonly YamlBlock<Mark>[];
}

/** What may accompany a value: comment lines above it, and marks on nodes whose lines the caller wants to know. */
export interface YamlOptions<Mark> {
  readonly header?: readonly Code[];
  readonly marks?: ReadonlyMap<object, Mark>;
}

/**
 * Writes a document in block style. Every YAML reader, 1.1 or 1.2, reads back exactly the value: a string stands plain only when no
 * version could take it for anything else, and between double quotes, with everything unusual escaped, in all other cases.
 */
export function write<Mark = never>(value: YamlMap, options: YamlOptions<Mark> = {}): YamlDocument<Mark> {
  const writer = new Writer(options.marks);
  for (const comment of options.header ?? []) writer.lines.push(`# ${comment.text}`);
  if (isEmpty(value)) writer.lines.push("{}");
  writer.mapping(value, 0, "");
  // The last line end too is joined, not appended: a joined text is in one piece.
  writer.lines.push("");
  return { text: writer.lines.join("\n"), blocks: writer.blocks };
}

/** A string as a YAML scalar, for templates that write YAML. */
export function string(text: string): Code {
  return Code.trusted(scalar(text));
}

class Writer<Mark> {
  readonly lines: string[] = [];
  readonly blocks: YamlBlock<Mark>[] = [];
  readonly marks: ReadonlyMap<object, Mark> | undefined;

  constructor(marks: ReadonlyMap<object, Mark> | undefined) {
    this.marks = marks;
  }

  /** The members of a mapping; `first` is what stands before the first key on its line ("- " of a sequence), already indented. */
  mapping(map: YamlMap, indent: number, first: string): void {
    const start = this.lines.length + 1;
    const margin = " ".repeat(indent);
    let prefix = first;
    for (const name of Object.keys(map)) {
      const value = map[name];
      if (value === undefined) continue;
      this.member(`${prefix}${key(name)}:`, value, indent);
      prefix = margin;
    }
    this.mark(map, start);
  }

  member(label: string, value: YamlValue, indent: number): void {
    if (isScalar(value)) this.lines.push(`${label} ${scalar(value)}`);
    else if (isEmpty(value)) this.lines.push(`${label} ${isList(value) ? "[]" : "{}"}`);
    else {
      this.lines.push(label);
      if (isList(value)) this.sequence(value, indent + 2);
      else this.mapping(value, indent + 2, " ".repeat(indent + 2));
    }
  }

  sequence(list: readonly YamlValue[], indent: number): void {
    const start = this.lines.length + 1;
    const dash = `${" ".repeat(indent)}- `;
    let isFirst = true;
    for (const item of list) {
      // A blank line between the resources of a file, as people write them.
      if (indent === 2 && !isFirst && !isScalar(item)) this.lines.push("");
      isFirst = false;
      if (isScalar(item)) this.lines.push(`${dash}${scalar(item)}`);
      else if (isEmpty(item)) this.lines.push(`${dash}${isList(item) ? "[]" : "{}"}`);
      else if (isList(item)) throw new Bug("a list directly inside a list has no use in any target");
      else this.mapping(item, indent + 2, dash);
    }
    this.mark(list, start);
  }

  mark(node: object, start: number): void {
    const mark = this.marks?.get(node);
    if (mark !== undefined) this.blocks.push({ start, end: this.lines.length, mark });
  }
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function isScalar(value: YamlValue): value is string | number | boolean | null {
  return value === null || typeof value !== "object";
}

function isEmpty(value: readonly YamlValue[] | YamlMap): boolean {
  if (isList(value)) return value.length === 0;
  for (const name of Object.keys(value)) if (value[name] !== undefined) return false;
  return true;
}

function scalar(value: string | number | boolean | null): string {
  if (typeof value === "string") return PLAIN.test(value) && !isWord(value) ? value : quoted(value);
  if (typeof value !== "number") return String(value);
  const text = String(value);
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new Bug(`the number ${text} has no plain spelling`);
  return text;
}

/** A letter or `_` first, then characters that mean nothing to YAML inside a plain scalar; no space at the end. */
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
// the byte order mark, specials, tags and lone surrogates: readers disagree on some of them, and eyes cannot see the others.
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
