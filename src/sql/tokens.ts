import { SqlRefusal } from "./problem.ts";

/** A word, number, string, quoted name or symbol of an expression. `text` is without quotes. */
export interface Token {
  readonly kind: "word" | "name" | "number" | "string" | "symbol" | "end";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const PATTERN =
  /\s+|([A-Za-z_][A-Za-z0-9_]*)|"((?:[^"]|"")+)"|((?:\d+(?:\.\d*)?|\.\d+))(?![A-Za-z_0-9.])|'((?:[^']|'')*)'|(<>|!=|<=|>=|\|\||[=<>+\-*(),])/y;

/** Cuts an expression into tokens. Comments, casts, parameters, Jinja and every other character are refused. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(PATTERN);
  let index = 0;
  while (index < text.length) {
    pattern.lastIndex = index;
    const match = pattern.exec(text);
    const comment = /^(--|\/\*|#)/.test(text.slice(index, index + 2));
    if (match === null || comment) throw new SqlRefusal(refusal(text.slice(index, index + 2)), index, index + 1);
    const token = tokenOf(match, index);
    if (token) tokens.push(token);
    index += match[0].length;
  }
  return [...tokens, { kind: "end", text: "", start: text.length, end: text.length }];
}

function tokenOf(match: RegExpExecArray, start: number): Token | undefined {
  const [whole, word, name, number, string, symbol] = match;
  const place = { start, end: start + whole.length };
  if (word !== undefined) return { kind: "word", text: word, ...place };
  if (name !== undefined) return { kind: "name", text: name.replaceAll('""', '"'), ...place };
  if (number !== undefined) return { kind: "number", text: number, ...place };
  if (string !== undefined) return { kind: "string", text: string.replaceAll("''", "'"), ...place };
  return symbol === undefined ? undefined : { kind: "symbol", text: symbol === "!=" ? "<>" : symbol, ...place };
}

function refusal(text: string): string {
  if (/^(--|\/\*|#)/.test(text)) return "it has a comment; write it in the rule's description";
  if (/^[{]/.test(text)) return "it has Jinja";
  if (text.startsWith("::")) return "it has a cast";
  if (text.startsWith("'") || text.startsWith('"')) return "this quote is not closed";
  if (/^[/%]/.test(text))
    return `"${text[0]}" gives different results in different databases; compare with a product instead`;
  return `it has "${text[0]}"`;
}
