import { Bug } from "../bug.ts";
import { Code } from "./code.ts";

/** What a reader of source text might act on inside a literal: the end of a script, the start of a comment of HTML, a directive, a source map. */
const ACTIVE = /<\/|<!--|@ts-|sourceMappingURL/g;
/** What a reader cannot see, or takes for a line end. */
const INVISIBLE = /[\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]/g;

/** Most strings: nothing in them needs a second look. */
const PLAIN = /^[A-Za-z0-9_ .,:;()+*=/#&|%-]*$/;

/** A string literal, in double quotes, or in single ones when that needs fewer escapes, as formatters write it. */
export function string(text: string): Code {
  if (PLAIN.test(text) && !text.includes("sourceMappingURL")) return Code.trusted(`"${text}"`);
  // JSON escapes the backslash, control characters and halves of characters.
  const escaped = JSON.stringify(text).slice(1, -1).replace(INVISIBLE, escapeUnit).replace(ACTIVE, deactivate);
  const inner = escaped.replaceAll('\\"', '"');
  // Every quotation mark of `inner` is one of the text: no escape but \" ends in one.
  const quotes = inner.split('"').length > inner.split("'").length ? "'" : '"';
  return Code.trusted(quotes + inner.replaceAll(quotes, `\\${quotes}`) + quotes);
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function deactivate(found: string): string {
  return found === "</" ? "<\\/" : escapeUnit(found.charAt(0)) + found.slice(1);
}

/** A key of an object or a type: bare where it is a plain name. */
export function key(name: string): Code {
  // Only between brackets it is a key like any other.
  if (name === "__proto__") return Code.trusted('["__proto__"]');
  return isName(name) ? Code.trusted(name) : string(name);
}

/** A name that code declares or reads: it must be one already. */
export function identifier(name: string): Code {
  if (!isName(name)) throw new Bug(`"${name}" is no identifier`);
  return Code.trusted(name);
}

function isName(text: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(text);
}

/** A regular expression literal that reads whole characters. The pattern is of the portable subset: printable ASCII and escapes. */
export function regex(pattern: string): Code {
  if (!/^[ -~]*$/.test(pattern)) throw new Bug("a portable pattern is printable ASCII");
  // A slash would end the literal; `//` would begin a comment.
  const text = pattern.replace(/\\.|\//g, (found) => (found === "/" ? "\\/" : found)).replaceAll("@ts-", "\\x40ts-");
  return Code.trusted(`/${text === "" ? "(?:)" : text}/u`);
}

/**
 * Prose for a documentation comment, line by line. No line can end the comment, begin a tag, open an inline tag, a code span, a link or
 * HTML: those marks get a backslash, which readers of TSDoc and of Markdown take away again.
 */
export function comment(text: string): readonly Code[] {
  const lines = text.split(/\r?\n|\r|\p{Zl}|\p{Zp}/u).map((line) => Code.trusted(commentLine(line)));
  while (lines.length > 0 && lines.at(-1)?.text === "") lines.pop();
  return lines;
}

function commentLine(line: string): string {
  return (
    line
      .replace(/[\p{Cc}\p{Cs}\p{Cf}\p{Co}\p{Cn}]+/gu, " ")
      .trim()
      // Directives of the compiler are found by their letters alone, whatever stands before the @.
      .replace(/[\\`@{}<>[\]]/g, "\\$&")
      .replaceAll("\\@ts-", "&#64;ts-")
      .replaceAll("*/", "*\\/")
      .replaceAll("sourceMappingURL", "source MappingURL")
  );
}
