import { lineAround, openBracket, openingQuote } from "./around.ts";

/** A syntax error of the library. Its message (`sentence`) only tells errors apart; dex prints its own. */
export interface Fault {
  readonly text: string;
  readonly code: string;
  readonly sentence: string;
  readonly start: number;
  readonly end: number;
}

/** The message of dex for a fault, and the range of text that it marks. */
export interface Finding {
  readonly problem: string;
  readonly start: number;
  readonly end: number;
}

type Rule = (fault: Fault) => Finding | undefined;

/** One rule per common mistake. The first rule that recognises the fault explains it. */
export const RULES: readonly Rule[] = [
  placeholder,
  tab,
  unquotedPattern,
  unclosedQuote,
  unclosedBracket,
  badEscape,
  badStart,
  textBehindQuote,
  textBehindBlockHeader,
  strayBracket,
  strayComma,
  listOnKeyLine,
  behindList,
  misplacedItem,
  colonInValue,
  deeperLine,
  missingColon,
  comment,
  missingSeparator,
  indentation,
];

function placeholder({ code, start, text }: Fault): Finding | undefined {
  const opening = text.charAt(start) === "{" ? start : start - 1;
  const mark = text.slice(opening, opening + 2);
  if (!/^\{[{%]$/.test(mark) || !/^(?:BLOCK_AS_IMPLICIT_KEY|MULTILINE_IMPLICIT_KEY|BAD_SCALAR_START)$/.test(code))
    return undefined;
  const problem = `dex does not fill in placeholders such as "${mark}" here. Write the value itself, or put the whole text in quotes.`;
  return { problem, start: opening, end: opening + 2 };
}

function tab({ code, start, text }: Fault): Finding | undefined {
  if (code !== "TAB_AS_INDENT") return undefined;
  const line = lineAround(text, start);
  const problem = "This line is indented with a tab. Indent with spaces.";
  return { problem, start: line.start, end: line.content };
}

function unquotedPattern({ start, text }: Fault): Finding | undefined {
  const line = lineAround(text, start);
  const found = /^(?:- +)?pattern: +(?=[^\s"'#])/.exec(text.slice(line.content, line.end));
  if (found === null || start < line.content + found[0].length) return undefined;
  const value = text.slice(line.content + found[0].length, line.end).trimEnd();
  const problem = `A pattern with these characters must be in quotes. Write pattern: '${value.slice(0, 80).replaceAll("'", "''")}'`;
  return { problem, start: line.content + found[0].length, end: line.end };
}

function unclosedQuote({ sentence, start, text }: Fault): Finding | undefined {
  const quote = /closing (['"])/.exec(sentence)?.[1];
  if (quote === undefined) return undefined;
  const opening = openingQuote(text, start);
  const inside = quote === '"' ? '\\"' : "''";
  const problem = `This quote is not closed. Close it; for the quote character inside the string, write ${inside}`;
  return { problem, start: opening, end: opening + 1 };
}

function unclosedBracket({ sentence, start, text }: Fault): Finding | undefined {
  const closing = /must (?:be sufficiently indented and )?end with a ([\]}])/.exec(sentence)?.[1];
  if (closing === undefined) return undefined;
  const opening = openBracket(text, start);
  const bracket = text.charAt(opening);
  const indent = sentence.includes("indented") ? ", and indent the lines inside more than the key before it" : "";
  const problem = `This "${bracket}" is not closed. Close it with "${closing}"${indent}.`;
  return { problem, start: opening, end: opening + 1 };
}

function badEscape({ code, start, text }: Fault): Finding | undefined {
  if (code !== "BAD_DQ_ESCAPE") return undefined;
  const written = [...text.slice(start, start + 3)].slice(0, 2).join("").trim();
  const problem = `"${written}" is not a valid escape in double quotes. Write two backslashes, or use single quotes.`;
  return { problem, start, end: start + written.length };
}

function badStart({ code, start, text }: Fault): Finding | undefined {
  if (code !== "BAD_SCALAR_START") return undefined;
  const problem = `A value cannot begin with "${text.charAt(start)}". Put the value in quotes.`;
  return { problem, start, end: start + 1 };
}

function textBehindQuote({ code, start, text }: Fault): Finding | undefined {
  const line = lineAround(text, start);
  const before = text.slice(line.start, start);
  const quote = before.trimEnd().at(-1);
  if (code !== "UNEXPECTED_TOKEN" || (quote !== "'" && quote !== '"') || /[\s,\]}]/.test(text.charAt(start)))
    return undefined;
  const inside = quote === '"' ? '\\"' : "''";
  const problem = before.endsWith(quote)
    ? `The quoted string ends before this. For the quote character inside the string, write ${inside}`
    : "Text cannot follow a quoted string. Put all of it in the quotes, or remove them.";
  return { problem, start, end: line.end };
}

function textBehindBlockHeader({ code, start, text }: Fault): Finding | undefined {
  const line = lineAround(text, start);
  const header = /(?:^|[\s:-])([|>])[-+0-9]*\s*$/.exec(text.slice(line.start, start))?.[1];
  if (code !== "UNEXPECTED_TOKEN" || header === undefined) return undefined;
  const problem = `Text cannot follow "${header}" on the same line. Begin it on the next line, indented; or put the whole text in quotes.`;
  return { problem, start, end: line.end };
}

function strayBracket({ code, start, text }: Fault): Finding | undefined {
  const bracket = text.charAt(start);
  if (code !== "UNEXPECTED_TOKEN" || !/[\]}]/.test(bracket)) return undefined;
  const problem = `This "${bracket}" closes nothing. Remove it, or add the opening bracket; put a string with brackets in quotes.`;
  return { problem, start, end: start + 1 };
}

function strayComma({ code, start, text }: Fault): Finding | undefined {
  if (code !== "UNEXPECTED_TOKEN" || text.charAt(start) !== ",") return undefined;
  const problem = "There is no value before this comma. Remove the comma, or write the missing value.";
  return { problem, start, end: start + 1 };
}

function listOnKeyLine({ code, start, text }: Fault): Finding | undefined {
  if (code !== "UNEXPECTED_TOKEN" || !/^-\s/.test(text.slice(start, start + 2))) return undefined;
  const problem =
    'A list cannot begin on this line. Begin it on the next line; put a string that begins with "- " in quotes.';
  return { problem, start, end: lineAround(text, start).end };
}

function behindList({ code, sentence, start, text }: Fault): Finding | undefined {
  const line = lineAround(text, start);
  if (code !== "UNEXPECTED_TOKEN" || !sentence.endsWith("at node end") || start !== line.content) return undefined;
  const problem = 'This line does not belong to the list above it. Begin it with "- ", or put the list under a key.';
  return { problem, start, end: line.end };
}

function misplacedItem({ code, start, text }: Fault): Finding | undefined {
  const line = lineAround(text, start);
  const isItem = /^-\s/.test(text.slice(line.content, line.content + 2));
  if (!isItem || !/^(?:BLOCK_AS_IMPLICIT_KEY|BAD_INDENT|BLOCK_IN_FLOW|MULTILINE_IMPLICIT_KEY)$/.test(code))
    return undefined;
  const problem =
    code === "BLOCK_IN_FLOW"
      ? "A list with dashes cannot be inside brackets. Write its items with commas between them."
      : "This list item is not aligned with the other items of its list. Indent it like them.";
  return { problem, start: line.content, end: line.end };
}

function colonInValue({ code, start, text }: Fault): Finding | undefined {
  const line = lineAround(text, start);
  if (code === "BLOCK_IN_FLOW") {
    const problem = "A comma is missing here, or a value with a colon and a space needs quotes.";
    return { problem, start, end: line.end };
  }
  if (code !== "BLOCK_AS_IMPLICIT_KEY" || !/:(?:\s|$)/.test(text.slice(start, line.end))) return undefined;
  const problem = "A colon and a space end a key, and this is a value. Put the value in quotes.";
  return { problem, start, end: line.end };
}

function deeperLine({ code, start, text }: Fault): Finding | undefined {
  const isValue = start > lineAround(text, start).content;
  if (code !== "BLOCK_AS_IMPLICIT_KEY" && !(code === "MULTILINE_IMPLICIT_KEY" && isValue)) return undefined;
  const next = /\n[^\S\n]*(?=[^\s#])/g;
  next.lastIndex = lineAround(text, start).end;
  const found = next.exec(text);
  const line = lineAround(text, found === null ? start : found.index + found[0].length);
  const problem =
    "This line is indented more than the line before it, which already has a value. Align it with its neighbours.";
  return { problem, start: line.content, end: line.end };
}

function missingColon({ code, sentence, start, text }: Fault): Finding | undefined {
  if (code !== "MULTILINE_IMPLICIT_KEY" && !sentence.startsWith("Implicit map keys need")) return undefined;
  const line = lineAround(text, start);
  const tight = /^([\w-]+):(?=[^\s:/])/.exec(text.slice(line.content, line.end));
  if (tight) {
    const colon = line.content + tight[0].length - 1;
    const problem = `A space is missing after this colon. Write "${tight[1]}: " and then the value.`;
    return { problem, start: colon, end: colon + 1 };
  }
  const problem = "This line has no key. Write the key, a colon, a space, and the value.";
  return { problem, start: line.content, end: line.end };
}

function comment({ code, start, text }: Fault): Finding | undefined {
  if (code !== "MISSING_CHAR" || text.charAt(start) !== "#") return undefined;
  const problem = 'A space is missing before this "#". Add one to begin a comment, or put a string with "#" in quotes.';
  return { problem, start, end: start + 1 };
}

function missingSeparator({ code, sentence, start }: Fault): Finding | undefined {
  if (code !== "MISSING_CHAR") return undefined;
  const at = { start, end: start + 1 };
  if (sentence.startsWith("Missing space")) return { problem: "A space is missing after this colon.", ...at };
  if (sentence.startsWith("Missing , or :")) return { problem: "A colon or a comma is missing before this.", ...at };
  if (sentence.startsWith("Missing ,")) return { problem: "A comma is missing before this.", ...at };
  if (sentence.startsWith("Sequence item"))
    return { problem: 'The dash of a list item is missing. Write "- " before this.', ...at };
  return undefined;
}

function indentation({ code, start, text }: Fault): Finding | undefined {
  if (code !== "BAD_INDENT") return undefined;
  const line = lineAround(text, start);
  const problem = "This line is not aligned with the others of its block. Indent it like them, with spaces.";
  return { problem, start: line.content, end: line.end };
}
