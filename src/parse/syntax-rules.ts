import { lineAround, openBracket, openingQuote } from "./around.ts";

/** A syntax error of the library: its code, its sentence (by which rules tell errors apart; it is never printed), and where it sees the error. */
export interface Fault {
  readonly text: string;
  readonly code: string;
  readonly sentence: string;
  readonly start: number;
  readonly end: number;
}

/** What dex says about a fault, and the stretch of text it marks. */
export interface Finding {
  readonly problem: string;
  readonly start: number;
  readonly end: number;
}

type Rule = (fault: Fault) => Finding | undefined;

/** One rule for each mistake that people make. The first one that recognises its mistake, in the fault and the text around it, answers. */
export const RULES: readonly Rule[] = [
  placeholder,
  tab,
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
  const problem = `"${mark}" begins no placeholder here: dex fills in no templates. Write the text out; if it is meant as it stands, put all of it in quotes.`;
  return { problem, start: opening, end: opening + 2 };
}

function tab({ code, start, text }: Fault): Finding | undefined {
  if (code !== "TAB_AS_INDENT") return undefined;
  const line = lineAround(text, start);
  const problem = "This line is indented with a tab. Indent with spaces.";
  return { problem, start: line.start, end: line.content };
}

function unclosedQuote({ sentence, start, text }: Fault): Finding | undefined {
  const quote = /closing (['"])/.exec(sentence)?.[1];
  if (quote === undefined) return undefined;
  const opening = openingQuote(text, start);
  const inside = quote === '"' ? '\\"' : "''";
  const problem = `This quote is not closed. Close it; inside the quotes, write ${inside} for the quote character itself.`;
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
  const problem = `"${written}" is no escape that is known in double quotes. Use single quotes, where a backslash stands for itself, or write two.`;
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
    ? `The quoted text ends before this. Inside these quotes, write ${inside} for the quote character itself.`
    : "Nothing can stand behind a text in quotes. Put all of it into the quotes, or remove them.";
  return { problem, start, end: line.end };
}

function textBehindBlockHeader({ code, start, text }: Fault): Finding | undefined {
  const line = lineAround(text, start);
  const header = /(?:^|[\s:-])([|>])[-+0-9]*\s*$/.exec(text.slice(line.start, start))?.[1];
  if (code !== "UNEXPECTED_TOKEN" || header === undefined) return undefined;
  const problem = `Text cannot stand behind "${header}" on the same line. Begin it on the next line, indented; if "${header}" is part of the text, put all of it in quotes.`;
  return { problem, start, end: line.end };
}

function strayBracket({ code, start, text }: Fault): Finding | undefined {
  const bracket = text.charAt(start);
  if (code !== "UNEXPECTED_TOKEN" || !/[\]}]/.test(bracket)) return undefined;
  const problem = `This "${bracket}" closes nothing. Remove it, or write what opens it; put text that holds brackets in quotes.`;
  return { problem, start, end: start + 1 };
}

function strayComma({ code, start, text }: Fault): Finding | undefined {
  if (code !== "UNEXPECTED_TOKEN" || text.charAt(start) !== ",") return undefined;
  const problem = "There is nothing before this comma. Remove the comma, or write the missing value.";
  return { problem, start, end: start + 1 };
}

function listOnKeyLine({ code, start, text }: Fault): Finding | undefined {
  if (code !== "UNEXPECTED_TOKEN" || !/^-\s/.test(text.slice(start, start + 2))) return undefined;
  const problem =
    'A list cannot begin here. Begin it on the next line, or write it in brackets; put a text that begins with "- " in quotes.';
  return { problem, start, end: lineAround(text, start).end };
}

function behindList({ code, sentence, start, text }: Fault): Finding | undefined {
  const line = lineAround(text, start);
  if (code !== "UNEXPECTED_TOKEN" || !sentence.endsWith("at node end") || start !== line.content) return undefined;
  const problem =
    'This line does not continue what stands above it. Begin it with "- " if it is an item of that list, or put the list under a key.';
  return { problem, start, end: line.end };
}

function misplacedItem({ code, start, text }: Fault): Finding | undefined {
  const line = lineAround(text, start);
  const isItem = /^-\s/.test(text.slice(line.content, line.content + 2));
  if (!isItem || !/^(?:BLOCK_AS_IMPLICIT_KEY|BAD_INDENT|BLOCK_IN_FLOW|MULTILINE_IMPLICIT_KEY)$/.test(code))
    return undefined;
  const problem =
    code === "BLOCK_IN_FLOW"
      ? "An indented list cannot stand inside brackets. Write the items with commas between them, without dashes."
      : "This list item is not lined up with the other items of its list. Indent it as they are.";
  return { problem, start: line.content, end: line.end };
}

function colonInValue({ code, start, text }: Fault): Finding | undefined {
  const line = lineAround(text, start);
  if (code === "BLOCK_IN_FLOW") {
    const problem = "A comma is missing in this, or a value that holds a colon and a space needs quotes.";
    return { problem, start, end: line.end };
  }
  if (code !== "BLOCK_AS_IMPLICIT_KEY" || !/:(?:\s|$)/.test(text.slice(start, line.end))) return undefined;
  const problem = "This value holds a colon and a space, as only a key does. Put the value in quotes.";
  return { problem, start, end: line.end };
}

function deeperLine({ code, start, text }: Fault): Finding | undefined {
  const isValue = start > lineAround(text, start).content;
  if (code !== "BLOCK_AS_IMPLICIT_KEY" && !(code === "MULTILINE_IMPLICIT_KEY" && isValue)) return undefined;
  const next = /\n\s*(?=[^\s#])/g;
  next.lastIndex = lineAround(text, start).end;
  const found = next.exec(text);
  const line = lineAround(text, found === null ? start : found.index + found[0].length);
  const problem =
    "This line is indented more than the one before it, which has a value already. Line it up with its neighbours.";
  return { problem, start: line.content, end: line.end };
}

function missingColon({ code, sentence, start, text }: Fault): Finding | undefined {
  if (code !== "MULTILINE_IMPLICIT_KEY" && !sentence.startsWith("Implicit map keys need")) return undefined;
  const line = lineAround(text, start);
  const tight = /^([\w-]+):(?=[^\s:/])/.exec(text.slice(line.content, line.end));
  if (tight) {
    const colon = line.content + tight[0].length - 1;
    const problem = `A space is missing behind this colon. Write "${tight[1]}: " and then the value.`;
    return { problem, start: colon, end: colon + 1 };
  }
  const problem = "There is no key and colon on this line. Write the key, a colon, a space, and the value.";
  return { problem, start: line.content, end: line.end };
}

function comment({ code, start, text }: Fault): Finding | undefined {
  if (code !== "MISSING_CHAR" || text.charAt(start) !== "#") return undefined;
  const problem =
    'A space is missing before this "#". Write one to begin a comment; put text that holds a "#" in quotes.';
  return { problem, start, end: start + 1 };
}

function missingSeparator({ code, sentence, start }: Fault): Finding | undefined {
  if (code !== "MISSING_CHAR") return undefined;
  const at = { start, end: start + 1 };
  if (sentence.startsWith("Missing space")) return { problem: "A space is missing behind this colon.", ...at };
  if (sentence.startsWith("Missing , or :")) return { problem: "A colon is missing before this, or a comma.", ...at };
  if (sentence.startsWith("Missing ,")) return { problem: "A comma is missing before this.", ...at };
  if (sentence.startsWith("Sequence item"))
    return { problem: 'A list item begins with "- ". Write it before this.', ...at };
  return undefined;
}

function indentation({ code, start, text }: Fault): Finding | undefined {
  if (code !== "BAD_INDENT") return undefined;
  const line = lineAround(text, start);
  const problem = "This line is not lined up with the others of its block. Indent it as they are, with spaces.";
  return { problem, start: line.content, end: line.end };
}
