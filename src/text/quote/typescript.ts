import { Bug } from "../bug.ts";
import { Code } from "./code.ts";

/** Text that tools recognise even in a literal: the end of a script, the start of an HTML comment, a directive, a source map. */
const ACTIVE = /<\/|<!--|@ts-|sourceMappingURL/g;
/** Invisible characters and line ends. */
const INVISIBLE = /[\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]/g;

/** Strings without special characters, which most strings match. */
const PLAIN = /^[A-Za-z0-9_ .,:;()+*=/#&|%-]*$/;

/** A string literal in double quotes, or in single quotes when that needs fewer escapes, as formatters do. */
export function string(text: string): Code {
  if (PLAIN.test(text) && !text.includes("sourceMappingURL")) return Code.trusted(`"${text}"`);
  // JSON escapes the backslash, control characters and lone surrogates.
  const escaped = JSON.stringify(text).slice(1, -1).replace(INVISIBLE, escapeUnit).replace(ACTIVE, deactivate);
  const inner = escaped.replaceAll('\\"', '"');
  // Every quotation mark of `inner` is from the text, because only the escape \" ends in one.
  const quotes = inner.split('"').length > inner.split("'").length ? "'" : '"';
  return Code.trusted(quotes + inner.replaceAll(quotes, `\\${quotes}`) + quotes);
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function deactivate(found: string): string {
  return found === "</" ? "<\\/" : escapeUnit(found.charAt(0)) + found.slice(1);
}

/** A key of an object or a type: unquoted when it is a plain name. */
export function key(name: string): Code {
  // Only in brackets is __proto__ an ordinary key.
  if (name === "__proto__") return Code.trusted('["__proto__"]');
  return isName(name) ? Code.trusted(name) : string(name);
}

/** A name in code, which must be an identifier. */
export function identifier(name: string): Code {
  if (!isName(name)) throw new Bug(`"${name}" is no identifier`);
  return Code.trusted(name);
}

function isName(text: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(text);
}

/** A regular expression literal with the u flag. The pattern must be in the portable subset: printable ASCII and escapes. */
export function regex(pattern: string): Code {
  if (!/^[ -~]*$/.test(pattern)) throw new Bug("a portable pattern is printable ASCII");
  // A slash would end the literal; `//` would begin a comment.
  const text = pattern.replace(/\\.|\//g, (found) => (found === "/" ? "\\/" : found)).replaceAll("@ts-", "\\x40ts-");
  return Code.trusted(`/${text === "" ? "(?:)" : text}/u`);
}

/**
 * Text for a documentation comment, line by line. No line can end the comment, or begin a tag, an inline tag, a code span, a link or
 * HTML: those characters get a backslash, which TSDoc and Markdown remove.
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
      // The compiler recognises directives by their letters, even after a backslash.
      .replace(/[\\`@{}<>[\]]/g, "\\$&")
      .replaceAll("\\@ts-", "&#64;ts-")
      .replaceAll("*/", "*\\/")
      .replaceAll("sourceMappingURL", "source MappingURL")
  );
}
