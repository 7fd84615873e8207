import { SqlRefusal } from "./problem.ts";
import type { Query } from "./query.ts";
import type { QueryToken, Tokens } from "./query-tokens.ts";

/** Where the reader stands in the tokens, and how a query inside an expression is read (given by the file that reads queries, which needs this one). */
export interface Reader extends Tokens {
  index: number;
  readonly readQuery: (reader: Reader) => Query;
}

const END: QueryToken = { kind: "end", text: "", lower: "", start: 0, end: 0 };

/** The token at an index, or some tokens ahead of the reader. */
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

/** Takes the next token when it is this word or symbol. */
export function take(reader: Reader, ...texts: readonly string[]): boolean {
  if (!is(tokenAt(reader, reader.index), ...texts)) return false;
  reader.index++;
  return true;
}

/** Takes this word or symbol, or refuses the text: its structure is not the one of a query. */
export function expect(reader: Reader, text: string): void {
  if (!take(reader, text)) throw unexpected(tokenAt(reader, reader.index), `"${text}"`);
}

/** A refusal at a token. */
export function unexpected({ kind, text, start, end }: QueryToken, wanted: string): SqlRefusal {
  const found = kind === "end" ? "it ends too early" : `"${text}" is not expected here`;
  return new SqlRefusal(`${found}; ${wanted} is wanted`, start, end);
}

/** The index after the parenthesis that opens at `index`. */
export function after(reader: Reader, index: number): number {
  return (reader.closing.get(index) ?? index) + 1;
}

/** True when a query begins at `index`: `select`, `with`, or one of these in parentheses. */
export function beginsQuery(reader: Reader, index: number): boolean {
  let at = index;
  while (is(tokenAt(reader, at), "(")) at++;
  return is(tokenAt(reader, at), "select", "with");
}

/** The names of a list in parentheses, with the reader after it; undefined when something else stands in it. */
export function nameList(reader: Reader): readonly string[] | undefined {
  const end = after(reader, reader.index);
  const inside = reader.list.slice(reader.index + 1, end - 1);
  reader.index = end;
  const names = inside.filter((_, index) => index % 2 === 0);
  const commas = inside.filter((_, index) => index % 2 === 1);
  const wellFormed = names.every(isName) && commas.every((token) => is(token, ",")) && inside.length % 2 === 1;
  return wellFormed ? names.map(({ text }) => text) : undefined;
}
