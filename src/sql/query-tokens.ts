import type { Lexis } from "../dialect/lexis.ts";
import { matchBrackets } from "./brackets.ts";
import { SqlRefusal } from "./problem.ts";
import type { QueryToken } from "./query-token.ts";

/** The tokens of a text, without comments, and the index of the closing parenthesis for each opening one. */
export interface Tokens {
  readonly list: readonly QueryToken[];
  readonly closing: ReadonlyMap<number, number>;
}

const LONGEST = 1_048_576;
const PIECE =
  /\s+|([\p{L}_][\p{L}\p{N}_$]*)|((?:\d[\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]*)?|\.\d[\p{L}\p{N}_]*)(?:(?<=[eE])[+-]\d[\p{L}\p{N}_]*)?)|(::|->>?|=>|<=>|<>|!=|<=|>=|\|\||\|>|[\s\S])/uy;

/**
 * Splits SQL into tokens in one pass, and protects the parsers after it: refuses texts that are too large, contain NUL, have quotes or
 * comments that are not closed, or parentheses that do not match or are nested too deep.
 */
export function tokenizeQuery(text: string, lexis: Lexis): Tokens {
  if (text.length > LONGEST) throw new SqlRefusal("it is longer than 1 MiB", 0, 0);
  const list: QueryToken[] = [];
  const pattern = new RegExp(PIECE);
  for (let index = 0; index < text.length; ) {
    const quoted = quotedEnd(text, index, lexis);
    if (quoted !== undefined) {
      if (quoted.end === undefined) throw unclosedQuote(text, list, index);
      if (quoted.kind !== "comment")
        list.push(quotedToken(text, index, { ...quoted, kind: quoted.kind, end: quoted.end }));
      index = quoted.end;
      continue;
    }
    pattern.lastIndex = index;
    const match = pattern.exec(text);
    const whole = match?.[0] ?? text.charAt(index);
    if (whole === "\u0000") throw new SqlRefusal("it has a NUL character", index, index + 1);
    const kind = match?.[1] ? "word" : match?.[2] ? "number" : match?.[3] ? "symbol" : undefined;
    if (kind) list.push(tokenOf(kind, whole, index, index + whole.length));
    index += whole.length;
  }
  list.push(tokenOf("end", "", text.length, text.length));
  return { list, closing: matchBrackets(list) };
}

function tokenOf(kind: QueryToken["kind"], text: string, ...[start, end]: [number, number]): QueryToken {
  return { kind, text, lower: text.toLowerCase(), start, end };
}

interface Quoted {
  readonly kind: "string" | "name" | "comment";
  readonly open: number;
  readonly close: number;
  /** Undefined if it is not closed. */
  readonly end: number | undefined;
}

/** The end of the string, quoted name or comment that begins at `index`, or undefined. */
function quotedEnd(text: string, index: number, lexis: Lexis): Quoted | undefined {
  const character = text.charAt(index);
  const comment = commentEnd(text, index, lexis);
  if (comment !== undefined) return { kind: "comment", open: 0, close: 0, end: comment };
  if (character === "$" && lexis.dollarQuotes) {
    const mark = /^\$(?:[A-Za-z_]\w{0,30})?\$/.exec(text.slice(index, index + 34))?.[0];
    return mark === undefined ? undefined : closedBy(text, index, { kind: "string", mark });
  }
  if (character === "`") return closedBy(text, index, { kind: "name", mark: "`" });
  if (character !== '"' && character !== "'") return undefined;
  const triple = character.repeat(3);
  if (lexis.tripleQuotes && text.startsWith(triple, index)) return tripleEnd(text, index, triple);
  return quoteEnd(text, index, character === '"' && lexis.doubleQuoteNames ? "name" : lexis);
}

function commentEnd(text: string, index: number, { lineComment, nestedComments }: Lexis): number | undefined {
  if (text.startsWith("--", index) || (lineComment !== undefined && text.startsWith(lineComment, index))) {
    const end = text.indexOf("\n", index);
    return end < 0 ? text.length : end;
  }
  if (!text.startsWith("/*", index)) return undefined;
  const marks = nestedComments ? /\/\*|\*\//g : /\*\//g;
  marks.lastIndex = index + 2;
  let open = 1;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    open += mark[0] === "/*" ? 1 : -1;
    if (open === 0) return mark.index + 2;
  }
  throw new SqlRefusal("this comment is not closed", index, index + 2);
}

function closedBy(text: string, index: number, { kind, mark }: { kind: "string" | "name"; mark: string }): Quoted {
  const close = text.indexOf(mark, index + mark.length);
  return { kind, open: mark.length, close: mark.length, end: close < 0 ? undefined : close + mark.length };
}

function tripleEnd(text: string, index: number, mark: string): Quoted {
  for (let at = index + 3; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text.startsWith(mark, at)) return { kind: "string", open: 3, close: 3, end: at + 3 };
  }
  return { kind: "string", open: 3, close: 3, end: undefined };
}

/** A doubled quote is an escaped quote. A backslash escapes in strings of some dialects, and in PostgreSQL after an E. */
function quoteEnd(text: string, index: number, how: "name" | Lexis): Quoted {
  const quote = text.charAt(index);
  const escapes =
    how !== "name" && (how.backslash || /(^|[^\w$])[eE]$/.test(text.slice(Math.max(0, index - 2), index)));
  for (let at = index + 1; at < text.length; at++) {
    if (escapes && text[at] === "\\") at++;
    else if (text[at] === quote && text[at + 1] === quote) at++;
    else if (text[at] === quote) return { kind: how === "name" ? "name" : "string", open: 1, close: 1, end: at + 1 };
  }
  return { kind: how === "name" ? "name" : "string", open: 1, close: 1, end: undefined };
}

/** An unclosed quote ends at the next quote. So the first string over several lines is more likely the mistake than the last quote. */
function unclosedQuote(text: string, list: readonly QueryToken[], index: number): SqlRefusal {
  const first = list.find(({ kind, start, end }) => isQuoted(kind) && text.slice(start, end).includes("\n"));
  const start = first?.start ?? index;
  return new SqlRefusal("this quote is not closed", start, start + 1);
}

function isQuoted(kind: QueryToken["kind"]): boolean {
  return kind === "string" || kind === "name";
}

function quotedToken(
  text: string,
  start: number,
  quoted: Quoted & { readonly kind: "string" | "name"; readonly end: number },
): QueryToken {
  const inner = text.slice(start + quoted.open, quoted.end - quoted.close);
  return tokenOf(quoted.kind, quoted.kind === "name" ? inner.replaceAll('""', '"') : inner, start, quoted.end);
}
