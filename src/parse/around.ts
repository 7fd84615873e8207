import { DOCUMENT, FLOW_END, SCALAR } from "./tokens.ts";
import { yaml } from "./yaml.ts";

/** The line of an offset: its start, its first character that is not blank, and its end. */
export interface Line {
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** The line around an offset. A line end belongs to the line that it ends. */
export function lineAround(text: string, offset: number): Line {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const found = text.indexOf("\n", offset);
  const next = found === -1 ? text.length : found;
  const end = text.charAt(next - 1) === "\r" && next > start ? next - 1 : next;
  let content = start;
  while (content < end && /[ \t]/.test(text.charAt(content))) content++;
  return { start, content, end };
}

/** The start of the quoted scalar that ends at an offset. */
export function openingQuote(text: string, end: number): number {
  let opening = end - 1;
  for (const { lexeme, start } of lexemes(text)) {
    if (start >= end) break;
    if (/^['"]/.test(lexeme)) opening = start;
  }
  return opening;
}

/** The innermost bracket that is open at an offset. */
export function openBracket(text: string, offset: number): number {
  const open: number[] = [];
  for (const { lexeme, start } of lexemes(text)) {
    if (start >= offset) break;
    if (lexeme === "[" || lexeme === "{") open.push(start);
    if (lexeme === "]" || lexeme === "}") open.pop();
  }
  return open.at(-1) ?? offset;
}

/** The lexemes of a text, without unquoted scalars. */
function* lexemes(text: string): Generator<{ lexeme: string; start: number }> {
  let start = 0;
  let isScalar = false;
  for (const lexeme of new (yaml().Lexer)().lex(text)) {
    if (!isScalar) yield { lexeme, start };
    isScalar = lexeme === SCALAR;
    if (lexeme !== DOCUMENT && lexeme !== FLOW_END && !isScalar) start += lexeme.length;
  }
}
