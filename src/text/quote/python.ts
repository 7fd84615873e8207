import { Bug } from "../bug.ts";
import { Bracketed, type Layout, type LinePosition, Operation, Pair, print, pythonStyle } from "../layout.ts";
import { withoutEdges, withoutEnd } from "../trim.ts";
import { Code } from "./code.ts";
import { keywords, takenWords } from "./python-words.ts";

/** A value that `value` accepts. A `Layout` is used unchanged. Undefined members are left out. */
export type PythonValue = string | number | boolean | null | Layout | readonly PythonValue[] | PythonDict;

/** A dictionary, in the order of its keys. */
interface PythonDict {
  readonly [key: string]: PythonValue | undefined;
}

/** `None`. */
export const none: Code = Code.trusted("None");

/** `True` or `False`. */
export function boolean(value: boolean): Code {
  return Code.trusted(value ? "True" : "False");
}

/** A number from canonical decimal text: an int, or a float when it has a point. */
export function number(text: string): Code {
  // Python rejects an int with more than 4,300 digits.
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) || text.length > 4000)
    throw new Bug(`"${text.slice(0, 50)}" is not canonical decimal text`);
  return Code.trusted(text);
}

/** A string literal on one line, with the quotes that Ruff's formatter chooses. */
export function string(text: string): Code {
  return Code.trusted(quoted(text));
}

/** A bytes literal. */
export function bytes(data: Uint8Array): Code {
  const text = [...data].map((byte) => String.fromCharCode(byte)).join("");
  const mark = markFor(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  const escaped = escapeMark(text, mark).replace(/[\u0000-\u001f\u007f-\u00ff]/g, (c) => SHORT[c] ?? `\\x${hex(c, 2)}`);
  return Code.trusted(`b${mark}${escaped}${mark}`);
}

/**
 * A string literal with the lines of the text; a text without line ends is a plain `string`. The value is exactly the text,
 * but tabs and blanks at line ends are escaped.
 */
export function longString(text: string): Code {
  if (!text.includes("\n")) return string(text);
  const lines = text.split("\n");
  const written = lines.map((line, index) =>
    inLongString(line, index === lines.length - 1 ? /"{2,}|"$/g : /"{2,}/g).replace(/ $/, "\\x20"),
  );
  return Code.trusted(`"""\\\n${written.join("\n")}"""`);
}

/** A docstring for a body with this indentation. Blanks at line ends are removed. */
export function docstring(text: string, indent: number): Code {
  const margin = " ".repeat(indent);
  const [first, ...rest] = docstringLines(text);
  if (first === undefined) return Code.trusted('""" """');
  // A quotation mark at either end would merge with those of the literal.
  if (rest.length === 0) return Code.trusted(`"""${inLongString(first, /^"|"{2,}|"$/g)}"""`);
  const lines = rest.map((line) => (line === "" ? "" : `${margin}${inLongString(line, /"{2,}/g)}`));
  return Code.trusted(`"""${[inLongString(first, /^"|"{2,}/g), ...lines, margin].join("\n")}"""`);
}

/** The lines of a docstring: no blank lines around them, no blanks at line ends, common indentation removed. */
export function docstringLines(text: string): readonly string[] {
  const lines = text
    .replaceAll("\t", "    ")
    .split(LINE_END)
    .map((line) => withoutEnd(line, / /));
  const first = lines.findIndex((line) => line !== "");
  if (first < 0) return [];
  const last = lines.findLastIndex((line) => line !== "");
  const [head = "", ...rest] = lines.slice(first, last + 1);
  const depths = rest.filter((line) => line !== "").map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const depth = Math.min(...depths, Number.POSITIVE_INFINITY);
  return [head.replace(/^ +/, ""), ...rest.map((line) => line.slice(Math.min(depth, line.length)))];
}

/** Text as a comment on one line. It cannot end the comment, and no tool reads it as a directive. */
export function comment(text: string): Code {
  const line = text
    .replace(/\s+/g, " ")
    .trim()
    .replace(UNUSUAL, escaped)
    // A backslash disables directives of tools; a space disables a declaration of the encoding.
    .replace(PRAGMA, "$1\\$2")
    .replace(/coding(?=[:=])/g, "coding ");
  return Code.trusted(`# ${line}`.trimEnd());
}

const PRAGMA =
  /(^|# ?)(?=(?:noqa|nosec|nosemgrep|type|ty|ruff|fmt|isort|flake8|pylint|mypy|pyright|pyre|pyrefly|yapf|black|pragma|autopep8|cython|region|%%|!|:|\/)(?![A-Za-z0-9]))(.)/gi;

/** A name, which must be an identifier. */
export function identifier(name: string): Code {
  if (!/^[A-Za-z_]\w*$/.test(name) || keywords.has(name)) throw new Bug(`"${name}" is no Python identifier`);
  return Code.trusted(name);
}

/** A variable name in snake case, made from a string. Different strings may give the same name. */
export function wordFrom(text: string, otherwise: string): string {
  const words = text
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");
  const word = withoutEdges(words, /_/);
  if (word === "") return otherwise;
  if (/^\d/.test(word)) return `_${word}`;
  return takenWords.has(word) ? `${word}_` : word;
}

/** A value as an expression, formatted like Ruff: on one line if it fits, otherwise one item per line. */
export function value(given: PythonValue, position?: LinePosition): Code {
  return print(layout(given), pythonStyle, position);
}

/** A value as an expression, before its lines are broken. */
export function layout(given: PythonValue): Layout {
  if (given === null) return none;
  if (typeof given === "string") return string(given);
  if (typeof given === "boolean") return boolean(given);
  if (typeof given === "number") return number(String(given));
  if (isLayout(given)) return given;
  if (isList(given)) return new Bracketed(given.map(layout), { open: "[", close: "]" });
  const members = Object.entries(given).flatMap(([key, member]) =>
    member === undefined ? [] : [new Pair(string(key), ": ", layout(member))],
  );
  return new Bracketed(members, { open: "{", close: "}" });
}

function isLayout(given: Layout | readonly PythonValue[] | PythonDict): given is Layout {
  return [Code, Bracketed, Pair, Operation].some((kind) => given instanceof kind);
}

function isList(given: readonly PythonValue[] | PythonDict): given is readonly PythonValue[] {
  return Array.isArray(given);
}

function quoted(text: string): string {
  const mark = markFor(text);
  return `${mark}${escapeMark(text, mark).replace(UNUSUAL, escaped)}${mark}`;
}

/** Double quotes, unless single quotes need fewer escapes. */
function markFor(text: string): '"' | "'" {
  return text.split('"').length > text.split("'").length ? "'" : '"';
}

function escapeMark(text: string, mark: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll(mark, `\\${mark}`);
}

/** A line inside triple quotes; `marks` matches the quotation marks to escape. */
function inLongString(line: string, marks: RegExp): string {
  return line
    .replaceAll("\\", "\\\\")
    .replace(marks, (run) => '\\"'.repeat(run.length))
    .replace(UNUSUAL, escaped);
}

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Line ends in Python, an editor or a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const LINE_END = /\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/;

// Controls, unusual spaces, invisible characters, marks that change the direction of text, lone surrogates.
const UNUSUAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u1680\u180e\u2000-\u206f\u3000\ufeff\ufff0-\uffff\u{e0000}-\u{e0fff}]|\p{Cs}/gu;

function escaped(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const digits = (character.codePointAt(0) ?? 0).toString(16);
  if (digits.length <= 2) return `\\x${digits.padStart(2, "0")}`;
  return digits.length <= 4 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}

function hex(character: string, width: number): string {
  return character.charCodeAt(0).toString(16).padStart(width, "0");
}
