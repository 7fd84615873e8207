import { isKeyword, isWeak } from "./keywords.ts";
import type { ColumnUse, Query, Reads } from "./query.ts";
import {
  after,
  afterAngles,
  is,
  isName,
  opensAngles,
  opensQuery,
  type Reader,
  type Span,
  tokenAt,
} from "./query-reader.ts";
import type { QueryToken } from "./query-token.ts";

/** Words that continue a type's name. */
const TYPE_TAIL = new Set(["precision", "varying", "with", "without", "time", "zone", "local"]);
const CASTS = new Set(["cast", "try_cast", "safe_cast", "try_convert", "convert", "xmlcast"]);

interface Scan {
  readonly reader: Reader;
  readonly late: boolean;
  /** The index of the first token of the expression. */
  readonly from: number;
  readonly uses: ColumnUse[];
  readonly queries: Query[];
  /** The parameters of lambdas, which are not columns. */
  readonly parameters: ReadonlySet<string>;
}

/**
 * Finds the columns and queries in an expression, without parsing it: every dialect agrees on the names in it, but not on operators and
 * functions.
 */
export function readReads(reader: Reader, span: Span, late = false): Reads {
  const scan: Scan = {
    reader,
    late,
    from: span.from,
    uses: [],
    queries: [],
    parameters: lambdaParameters(reader, span),
  };
  walk(scan, span.from, span.end);
  return { uses: scan.uses, queries: scan.queries };
}

function walk(scan: Scan, from: number, end: number): void {
  let index = from;
  while (index < end) index = step(scan, index, end);
}

/** Reads what begins at `index` and returns the index after it. */
function step(scan: Scan, index: number, end: number): number {
  const { reader } = scan;
  const token = tokenAt(reader, index);
  if (is(token, "(") && opensQuery(reader, index, ["select", "with", "from"])) return subquery(scan, index);
  if (is(token, "::")) return afterType(reader, index + 1);
  // A member of a value, a path into a VARIANT (v:a.b) or a parameter (@day, $day) is not a column.
  if (is(token, ".", ":", "@", "$") && isName(tokenAt(reader, index + 1))) return chainEnd(reader, index + 1);
  if (!isName(token)) return index + 1;
  if (opensAngles(reader, index)) return afterAngles(reader, index + 1);
  if (token.kind === "word" && isKeyword(token.lower)) return keyword(scan, index);
  return name(scan, index, end);
}

function subquery(scan: Scan, index: number): number {
  const { reader } = scan;
  const end = after(reader, index);
  scan.queries.push(reader.readQuery({ ...reader, index: index + 1 }, end - 1));
  return end;
}

/** Skips a keyword. `as name` in a call defines a name, and `over w` names a window, so neither reads a column. */
function keyword({ reader }: Scan, index: number): number {
  const follows = isName(tokenAt(reader, index + 1));
  if (is(tokenAt(reader, index), "as") && follows) return afterType(reader, index + 1);
  if (is(tokenAt(reader, index), "over", "collate") && follows) return chainEnd(reader, index + 1);
  return index + 1;
}

function name(scan: Scan, index: number, end: number): number {
  const { reader } = scan;
  const token = tokenAt(reader, index);
  const last = chainEnd(reader, index);
  const next = tokenAt(reader, last);
  if (is(next, "(") && last < end) return call(scan, index, last);
  // A typed literal (date '2026-01-01'), a prefixed string (r'…'), a named argument.
  if (last === index + 1 && token.kind === "word" && (next.kind === "string" || is(next, "=>"))) return last;
  // t.* and t.$1
  if (is(tokenAt(reader, last - 1), ".")) return is(next, "*") ? last + 1 : last;
  const names = reader.list.slice(index, last).filter(isName);
  const [first, second] = names;
  if (first === undefined) return last;
  const isAlone = second === undefined;
  const kind = nameKind(scan, first, isAlone);
  if (kind === "parameter" && isAlone) return last;
  const weak = kind !== "column" || is(next, "->", "->>", ":");
  const place = { start: token.start, end: tokenAt(reader, last - 1).end };
  const isJuxtaposed = index > scan.from && isOperand(tokenAt(reader, index - 1));
  const parts = names.map(({ text }) => text);
  scan.uses.push({ parts, weak, late: scan.late, ...(isJuxtaposed && { isJuxtaposed }), ...place });
  return last;
}

/** True for a token that ends an operand. An operator must follow. */
function isOperand({ kind, lower }: QueryToken): boolean {
  if (kind === "symbol") return lower === ")" || lower === "]";
  return kind !== "word" || !(isKeyword(lower) || isWeak(lower));
}

/** Whether a name is a parameter of a lambda, a word that may be no column (`weak`), or a column. */
function nameKind({ parameters }: Scan, first: QueryToken, isAlone: boolean): "parameter" | "weak" | "column" {
  if (parameters.has(first.lower)) return "parameter";
  return isAlone && first.kind === "word" && isWeak(first.lower) ? "weak" : "column";
}

/** Reads a call. Its name, the type of a cast and the unit of `extract` are not columns. */
function call(scan: Scan, index: number, open: number): number {
  const { reader } = scan;
  const end = after(reader, open);
  const { lower } = tokenAt(reader, index);
  if (CASTS.has(lower)) {
    const inner = reader.list.slice(open + 1, end - 1);
    const as = inner.findLastIndex((token) => is(token, "as", "using"));
    walk(scan, open + 1, as < 0 ? end - 1 : open + 1 + as);
  } else if (lower === "extract") {
    const from = reader.list.slice(open + 1, end - 1).findIndex((token) => is(token, "from", ","));
    walk(scan, from < 0 ? open + 1 : open + 2 + from, end - 1);
  } else if (opensQuery(reader, open)) return subquery(scan, open);
  else walk(scan, open + 1, end - 1);
  return end;
}

/** The index after a.b.c (and a trailing dot, for a.*). */
export function chainEnd(reader: Reader, index: number): number {
  let at = index + 1;
  while (is(tokenAt(reader, at), ".")) at += isName(tokenAt(reader, at + 1)) ? 2 : 1;
  return at;
}

/** The index after a type's name: words, dots, a length in parentheses, brackets, type arguments. */
export function afterType(reader: Reader, index: number): number {
  let at = chainEnd(reader, index);
  while (TYPE_TAIL.has(tokenAt(reader, at).lower)) at++;
  if (is(tokenAt(reader, at), "(")) at = after(reader, at);
  if (is(tokenAt(reader, at), "<")) at = afterAngles(reader, at);
  while (TYPE_TAIL.has(tokenAt(reader, at).lower)) at++;
  while (is(tokenAt(reader, at), "[")) {
    const close = is(tokenAt(reader, at + 1), "]") ? 1 : tokenAt(reader, at + 1).kind === "number" ? 2 : 0;
    if (close === 0) return at;
    at += close + 1;
  }
  return at;
}

const LONGEST_LIST = 32;

/** Parameters of lambdas: names before `->` (unless a string or number follows, a path into JSON), after `lambda`, and after `for` in a list comprehension. */
function lambdaParameters(reader: Reader, { from, end }: Span): ReadonlySet<string> {
  const found = new Set<string>();
  for (let index = from; index < end; index++) {
    const token = tokenAt(reader, index);
    if (is(token, "lambda", "for")) {
      for (let at = index + 1; at < index + LONGEST_LIST && isNameOrComma(reader, at); at++) add(found, reader, at);
    }
    if (!is(token, "->") || ["string", "number"].includes(tokenAt(reader, index + 1).kind)) continue;
    if (isName(tokenAt(reader, index - 1))) add(found, reader, index - 1);
    else if (is(tokenAt(reader, index - 1), ")"))
      for (let at = index - 2; at > index - LONGEST_LIST && isNameOrComma(reader, at); at--) add(found, reader, at);
  }
  return found;
}

function isNameOrComma(reader: Reader, index: number): boolean {
  const token = tokenAt(reader, index);
  return (isName(token) && !is(token, "in", "lambda")) || is(token, ",");
}

function add(found: Set<string>, reader: Reader, index: number): void {
  if (isName(tokenAt(reader, index))) found.add(tokenAt(reader, index).lower);
}
