import { visible } from "../visible.ts";
import { Code } from "./code.ts";

/** Characters that are markup anywhere in a line, in Markdown or one of its dialects. */
const MARKS = /[\\`*_[\]<>#$|~{}@^]/g;

/**
 * Text as one line of prose. In a paragraph, a heading, a list item or a table cell, it shows as written and never becomes
 * markup, a link or HTML. Line breaks become spaces.
 */
export function text(value: string): Code {
  const line = visible(value.replace(/\s+/gu, " ").trim());
  const escaped = line
    .replace(MARKS, "\\$&")
    // Characters that are markup only after another one, or inside a word.
    .replace(/(?<=\\\{)%|%(?=\\\})|&(?=[A-Za-z#])|:(?=\/\/|[\w+-]+:)|(?<=www)\.|!(?=\\\[)/gi, "\\$&")
    .replace(/-(?=-)/g, "\\-");
  // Characters that are markup only at the start of a block.
  return Code.trusted(escaped.replace(/^(?=[-+=:])|^(\d{1,9})(?=[.)])/, "$1\\"));
}

/** Text as a code span when that is possible, otherwise as prose. Line breaks become spaces. */
export function code(value: string): Code {
  const line = visible(value.replace(/\s+/gu, " ").trim());
  if (line === "") return Code.trusted("");
  // A code span has no escapes, so it cannot contain the end of a table cell or an expression of a site generator.
  if (/\||\{[{%#]/.test(line)) return text(line);
  const fence = "`".repeat(1 + Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)));
  return Code.trusted(line.startsWith("`") || line.endsWith("`") ? `${fence} ${line} ${fence}` : fence + line + fence);
}
