import { isKeyword, isWeak } from "./keywords.ts";
import type { OutputItem, Reads } from "./query.ts";
import { is, isName, nameList, nextAt, type Reader, type Span, splitAtCommas, tokenAt } from "./query-reader.ts";
import type { QueryToken } from "./query-token.ts";
import { afterType, chainEnd, readReads } from "./read-expression.ts";

/** The columns that a select list returns and reads. */
export interface SelectList extends Reads {
  readonly outputs: readonly OutputItem[];
}

/** Reads a select list: from after SELECT to the next clause. */
export function readOutputs(reader: Reader, { from, end }: Span): SelectList {
  const list: { outputs: OutputItem[]; spans: Span[] } = { outputs: [], spans: [] };
  let start = from;
  for (;;) {
    const token = tokenAt(reader, start);
    if (is(token, "distinct", "all")) start++;
    else if (is(token, "on") && start > from) {
      list.spans.push({ from: start + 1, end: nextAt(reader, start + 1) });
      start = nextAt(reader, start + 1);
    } else if (
      is(token, "top") &&
      (tokenAt(reader, start + 1).kind === "number" || is(tokenAt(reader, start + 1), "("))
    )
      start = nextAt(reader, start + 1);
    else break;
  }
  // BigQuery's SELECT AS STRUCT and AS VALUE return one value.
  const single = is(tokenAt(reader, start), "as");
  for (const item of splitAtCommas(reader, { from: single ? start + 2 : start, end })) {
    const { output, reads } = readItem(reader, item);
    list.outputs.push(single ? { ...placeOf(reader, item), kind: "column", given: false, nameless: false } : output);
    list.spans.push(reads);
  }
  const found = list.spans.map((span) => readReads(reader, span));
  return {
    outputs: list.outputs,
    uses: found.flatMap(({ uses }) => uses),
    queries: found.flatMap(({ queries }) => queries),
  };
}

function placeOf(reader: Reader, { from, end }: Span) {
  return { start: tokenAt(reader, from).start, end: tokenAt(reader, end - 1).end };
}

/** The alias of `expression as alias`. */
function explicitAlias(reader: Reader, { from, end }: Span): QueryToken | undefined {
  const [last, before] = [tokenAt(reader, end - 1), tokenAt(reader, end - 2)];
  return end - from > 2 && is(before, "as") && (isName(last) || last.kind === "string") ? last : undefined;
}

interface Item {
  readonly output: OutputItem;
  /** The part that reads columns. */
  readonly reads: Span;
}

function readItem(reader: Reader, item: Span): Item {
  const place = placeOf(reader, item);
  const star = starAt(reader, item);
  if (star !== undefined) return readStar(reader, item, star);
  const column = (name: string | undefined, reads: Span, nameless = false): Item => {
    const given = reads !== item;
    return { output: { ...place, kind: "column", given, nameless, ...(name !== undefined && { name }) }, reads };
  };
  const { from, end } = item;
  if (reader.lexis.prefixNames && isName(tokenAt(reader, from)) && is(tokenAt(reader, from + 1), ":"))
    return column(tokenAt(reader, from).text, { from: from + 2, end });
  const many = (reads: Span): Item => ({
    output: { ...place, kind: "star", without: [], changed: true },
    reads,
  });
  // DuckDB's columns(…) returns several columns.
  if (is(tokenAt(reader, from), "columns") && is(tokenAt(reader, from + 1), "(")) return many({ from, end: from });
  const last = explicitAlias(reader, item);
  if (last !== undefined) return column(last.text, { from, end: end - 2 });
  // `expression as (a, b)` names several columns.
  const as = topLevelAs(reader, item);
  if (is(tokenAt(reader, as), "as")) return many({ from, end: as });
  if (isName(tokenAt(reader, from)) && chainEnd(reader, from) === end) return column(plainName(reader, item), item);
  const alias = impliedAlias(reader, item);
  if (alias === "unsure") return column(undefined, { from, end: end - 1 });
  return alias === undefined
    ? column(undefined, item, isNameless(reader, item))
    : column(alias, { from, end: end - 1 });
}

/** The index of an AS outside parentheses, or the end. */
function topLevelAs(reader: Reader, { from, end }: Span): number {
  for (let index = from; index < end; index = nextAt(reader, index)) if (is(tokenAt(reader, index), "as")) return index;
  return end;
}

/** The name of `a`, `t.a` or `t.a.b`. The name of a word that may be a value, such as current_date, depends on the dialect. */
function plainName(reader: Reader, { from, end }: Span): string | undefined {
  const last = tokenAt(reader, end - 1);
  if (!isName(last) || end - from > 1 || last.kind === "name") return isName(last) ? last.text : undefined;
  return isKeyword(last.lower) || /^(current_|local|session_|user$|sys)/.test(last.lower) ? undefined : last.text;
}

/** The index of the star of `*` or `t.*`. */
function starAt(reader: Reader, { from, end }: Span): number | undefined {
  if (is(tokenAt(reader, from), "*")) return from;
  if (!isName(tokenAt(reader, from))) return undefined;
  const last = chainEnd(reader, from);
  return last < end && is(tokenAt(reader, last - 1), ".") && is(tokenAt(reader, last), "*") ? last : undefined;
}

function readStar(reader: Reader, item: Span, star: number): Item {
  const { from, end } = item;
  const without: string[] = [];
  let changed = star - from > 2;
  let reads: Span = { from: end, end };
  const rest = { ...reader, index: star + 1 };
  while (rest.index < end) {
    const word = tokenAt(reader, rest.index++);
    const open = is(tokenAt(reader, rest.index), "(");
    if (is(word, "except", "exclude")) {
      const names = open ? nameList(rest) : [tokenAt(reader, rest.index++).text];
      without.push(...(names ?? []));
      changed ||= names === undefined;
    } else if (is(word, "replace") && open) {
      reads = { from: rest.index, end: nextAt(reader, rest.index) };
      rest.index = reads.end;
    } else {
      changed = true;
      break;
    }
  }
  const qualifier = star > from ? tokenAt(reader, from).text : undefined;
  const output = { kind: "star" as const, without, changed, ...(qualifier !== undefined && { qualifier }) };
  return { output: { ...placeOf(reader, item), ...output }, reads };
}

/** The alias of `expression alias`: a last word that is not part of the expression. */
function impliedAlias(reader: Reader, { from, end }: Span): string | "unsure" | undefined {
  const last = tokenAt(reader, end - 1);
  if (!isName(last) || end - from < 2 || (last.kind === "word" && isKeyword(last.lower))) return undefined;
  const before = tokenAt(reader, end - 2);
  if (!endsExpression(before)) return undefined;
  const cast = lastCast(reader, { from, end });
  const type = cast === undefined ? undefined : afterType(reader, cast + 1);
  if (type === end) return undefined;
  if (type === end - 1) return last.text;
  const unsure = [last, before].some(({ kind, lower }) => kind === "word" && isWeak(lower));
  return unsure ? "unsure" : last.text;
}

/** True for a token that an expression can end with. */
function endsExpression(token: QueryToken): boolean {
  if (token.kind === "symbol") return is(token, ")", "]", "}");
  return token.kind !== "word" || !isKeyword(token.lower) || is(token, "end", "null", "true", "false");
}

function lastCast(reader: Reader, { from, end }: Span): number | undefined {
  for (let index = end - 1; index >= from; index--) if (is(tokenAt(reader, index), "::")) return index;
  return undefined;
}

const OPERATORS = ["+", "-", "*", "/", "||", "%", "=", "<>", "!=", "<", "<=", ">", ">="];

/** True for an expression with operators: no dialect gives it a usable name. */
function isNameless(reader: Reader, { from, end }: Span): boolean {
  let operators = 0;
  for (let index = from; index < end; index = nextAt(reader, index)) {
    const token = tokenAt(reader, index);
    if (is(token, "case", "[", "{", "lambda", ":")) return false;
    if (index > from && is(token, ...OPERATORS)) operators++;
  }
  return operators > 0;
}
