import type { Lexis } from "../dialect/lexis.ts";
import { isKeyword } from "./keywords.ts";
import { SqlRefusal } from "./problem.ts";
import type { Query } from "./query.ts";
import type { QueryToken } from "./query-token.ts";
import type { Tokens } from "./query-tokens.ts";

/** The position in the tokens, and the function that reads a nested query (passed in, because its file imports this one). */
export interface Reader extends Tokens {
  index: number;
  readonly lexis: Lexis;
  readonly readQuery: (reader: Reader, end: number) => Query;
}

/** A range of tokens; `end` is exclusive. */
export interface Span {
  readonly from: number;
  readonly end: number;
}

const LONGEST_TYPE = 150;
const DEEPEST_TYPE = 10;
const END: QueryToken = { kind: "end", text: "", lower: "", start: 0, end: 0 };

/** The token at an index; after the last one, the end token. */
export function tokenAt(reader: Reader, index: number): QueryToken {
  return reader.list[index] ?? reader.list.at(-1) ?? END;
}

/** True when the token is this word (unquoted) or symbol. */
export function is(token: QueryToken, ...texts: readonly string[]): boolean {
  return (token.kind === "word" || token.kind === "symbol") && texts.includes(token.lower);
}

/** True for a word or a quoted name. */
export function isName(token: QueryToken): boolean {
  return token.kind === "word" || token.kind === "name";
}

/** Consumes the next token when it is this word or symbol. */
export function take(reader: Reader, ...texts: readonly string[]): boolean {
  if (!is(tokenAt(reader, reader.index), ...texts)) return false;
  reader.index++;
  return true;
}

/** A refusal at a token that a query cannot have there. */
export function unexpected({ kind, text, start, end }: QueryToken, wanted: string): SqlRefusal {
  const found = kind === "end" ? "the SQL ends too early" : `unexpected "${text.slice(0, 40)}"`;
  return new SqlRefusal(`${found}; expected ${wanted}`, start, end);
}

/** The index after the parentheses that open at `index`. */
export function after(reader: Reader, index: number): number {
  return (reader.closing.get(index) ?? index) + 1;
}

/** The index of the next token at the same level of parentheses and type arguments. */
export function nextAt(reader: Reader, index: number): number {
  if (is(tokenAt(reader, index), "(")) return after(reader, index);
  return opensAngles(reader, index) ? afterAngles(reader, index + 1) : index + 1;
}

/** True when type arguments open, as in `struct<`. */
export function opensAngles(reader: Reader, index: number): boolean {
  return is(tokenAt(reader, index), "struct", "array", "map", "range", "table") && is(tokenAt(reader, index + 1), "<");
}

/** The index after the type arguments that open at `index`. When they have tokens that a type cannot have, `<` is a comparison. */
export function afterAngles(reader: Reader, index: number): number {
  let depth = 0;
  for (let at = index; at < index + LONGEST_TYPE; at++) {
    const token = tokenAt(reader, at);
    const ofType =
      (isName(token) && !isKeyword(token.lower)) || token.kind === "number" || is(token, ",", ":", "(", ")");
    if (is(token, "<") && depth < DEEPEST_TYPE) depth++;
    else if (is(token, ">") && --depth === 0) return at + 1;
    else if (!ofType && !is(token, ">")) return index + 1;
  }
  return index + 1;
}

/** True for a set operator at `index`. `except` and `minus` have other meanings too, so a query must follow them. */
export function isSetOperator(reader: Reader, index: number): boolean {
  const token = tokenAt(reader, index);
  if (is(tokenAt(reader, index - 1), ".", "as")) return false;
  if (is(token, "union", "intersect")) return true;
  const next = index + 1;
  return (
    is(token, "except", "minus") &&
    (is(tokenAt(reader, next), "select", "all", "distinct", "from", "values", "with") || opensQuery(reader, next))
  );
}

/** True when the parentheses at `index` contain a query, not an expression or a join. */
export function opensQuery(reader: Reader, index: number, first: readonly string[] = ["select", "with"]): boolean {
  if (!is(tokenAt(reader, index), "(")) return false;
  let inner = index;
  while (is(tokenAt(reader, inner + 1), "(")) inner++;
  if (!is(tokenAt(reader, inner + 1), ...first)) return false;
  // ((select …) union …) is a query, ((select …) + 1) and ((select …) as a join …) are not.
  for (let at = inner; at > index; at--) {
    const next = after(reader, at);
    const ends = next === after(reader, at - 1) - 1;
    if (!ends && !isSetOperator(reader, next) && !is(tokenAt(reader, next), "order", "limit", "offset", "fetch"))
      return false;
  }
  return true;
}

/** Reads a list of names in parentheses. Returns undefined when it has other tokens. */
export function nameList(reader: Reader): readonly string[] | undefined {
  const end = after(reader, reader.index);
  const inside = reader.list.slice(reader.index + 1, end - 1);
  reader.index = end;
  const names = inside.filter((_, index) => index % 2 === 0);
  const commas = inside.filter((_, index) => index % 2 === 1);
  const wellFormed = names.every(isName) && commas.every((token) => is(token, ",")) && inside.length % 2 === 1;
  return wellFormed ? names.map(({ text }) => text) : undefined;
}

/** Splits at commas that are not in parentheses, brackets or braces, and drops empty parts. */
export function splitAtCommas(reader: Reader, { from, end }: Span): readonly Span[] {
  const parts: Span[] = [];
  let start = from;
  let depth = 0;
  for (let index = from; index < end; index = nextAt(reader, index)) {
    const token = tokenAt(reader, index);
    if (is(token, "[", "{")) depth++;
    else if (is(token, "]", "}")) depth--;
    else if (depth === 0 && is(token, ",")) {
      if (index > start) parts.push({ from: start, end: index });
      start = index + 1;
    }
  }
  if (end > start) parts.push({ from: start, end });
  return parts;
}
