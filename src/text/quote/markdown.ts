import { Code } from "./code.ts";

/** What a reader cannot see, or what makes others see something else: controls, bidirectional marks, halves of characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufff0-\uffff]/gu;

/** Marks that mean something to a reader of Markdown, or of one of its dialects, wherever they stand. */
const MARKS = /[\\`*_[\]<>#$|~{}@^]/g;

/**
 * A text as one line of prose: in a paragraph, a heading, an item of a list or a cell of a table it shows as what it is, and never becomes
 * markup, a link or HTML. Line breaks become spaces.
 */
export function text(value: string): Code {
  const line = visible(value.replace(/\s+/gu, " ").trim());
  const escaped = line
    .replace(MARKS, "\\$&")
    // What only means something after another mark, or within a word of its own.
    .replace(/(?<=\\\{)%|%(?=\\\})|&(?=[A-Za-z#])|:(?=\/\/|[\w+-]+:)|(?<=www)\.|!(?=\\\[)/gi, "\\$&")
    .replace(/-(?=-)/g, "\\-");
  // What only means something where a block begins.
  return Code.trusted(escaped.replace(/^(?=[-+=:])|^(\d{1,9})(?=[.)])/, "$1\\"));
}

/** A text in the typeface of code, where that can hold it, else as prose. Line breaks become spaces. */
export function code(value: string): Code {
  const line = visible(value.replace(/\s+/gu, " ").trim());
  if (line === "") return Code.trusted("");
  // Nothing within a span can be escaped: not what would end a cell of a table, nor what would begin an expression of a site's generator.
  if (/\||\{[{%#]/.test(line)) return text(line);
  const fence = "`".repeat(1 + Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)));
  return Code.trusted(line.startsWith("`") || line.endsWith("`") ? `${fence} ${line} ${fence}` : fence + line + fence);
}

function visible(line: string): string {
  return line.replace(INVISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
