import type { ColumnUse, Query, Reads } from "./query.ts";
import { after, beginsQuery, is, isName, type Reader, tokenAt } from "./query-reader.ts";

/** Words of expressions that are never a column's name without quotes. */
const KEYWORDS = new Set(
  "and or not in is null true false like ilike rlike regexp similar between case when then else end as distinct all any some exists asc desc over by on using select from where having group order partition cast union with escape collate".split(
    " ",
  ),
);

/** Words that may be a column's name or not, as the dialect has it: looked up, but never reported. */
const WEAK = new Set(
  "year years quarter quarters month months week weeks day days hour hours minute minutes second seconds millisecond milliseconds microsecond microseconds nanosecond dayofweek dayofyear isodow isoyear isoweek dow doy epoch decade century weekday date time timestamp datetime interval at zone local current row rows range groups unbounded preceding following first last nulls ignore respect filter within exclude ties others offset ordinal limit next only percent sets rollup cube grouping array struct map unknown default lambda current_date current_time current_timestamp current_user localtime localtimestamp session_user user sysdate symmetric to both leading trailing for value".split(
    " ",
  ),
);

/** Words that continue a type's name. */
const TYPE_TAIL = new Set(["precision", "varying", "with", "without", "time", "zone", "local"]);

const CASTS = new Set(["cast", "try_cast", "safe_cast", "try_convert"]);

/** True for a word that ends or joins expressions and so cannot be a name without quotes. */
export function isKeyword(lower: string): boolean {
  return KEYWORDS.has(lower);
}

/** True for a word that a dialect may have as a keyword. */
export function isWeak(lower: string): boolean {
  return WEAK.has(lower);
}

interface Scan {
  readonly reader: Reader;
  readonly late: boolean;
  readonly uses: ColumnUse[];
  readonly queries: Query[];
  /** The parameters of lambdas, which are no columns. */
  readonly parameters: ReadonlySet<string>;
}

/**
 * The columns and queries that the tokens from the reader's place to `end` read. Expressions are not parsed further: which names they
 * read is the same in every dialect, while their operators and functions are not.
 */
export function readReads(reader: Reader, end: number, late = false): Reads {
  const scan: Scan = { reader, late, uses: [], queries: [], parameters: lambdaParameters(reader, end) };
  walk(scan, reader.index, end);
  reader.index = end;
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
  if (is(token, "(") && beginsQuery(reader, index + 1)) return subquery(scan, index);
  if (is(token, "::")) return afterType(reader, index + 1);
  // Snowflake's path into a VARIANT: v:a.b
  if (is(token, ":") && isName(tokenAt(reader, index + 1))) return chainEnd(reader, index + 1);
  if (!isName(token)) return index + 1;
  if (token.kind === "word" && isKeyword(token.lower)) return keyword(scan, index);
  return name(scan, index, end);
}

function subquery(scan: Scan, index: number): number {
  const { reader } = scan;
  const end = after(reader, index);
  scan.queries.push(reader.readQuery({ ...reader, index: index + 1 }));
  return end;
}

/** `as name` inside a call names something new; `over w` names a window; the rest only joins expressions. */
function keyword({ reader }: Scan, index: number): number {
  const follows = isName(tokenAt(reader, index + 1));
  if (is(tokenAt(reader, index), "as") && follows) return afterType(reader, index + 1);
  if (is(tokenAt(reader, index), "over", "collate") && follows) return index + 2;
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
  if (is(next, "*") && is(tokenAt(reader, last - 1), ".")) return last + 1;
  const parts = reader.list.slice(index, last).filter(isName);
  const [column, qualifier] = [parts.at(-1), parts.at(-2)];
  if (column === undefined || (parts.length === 1 && scan.parameters.has(column.lower))) return last;
  const first = parts[0];
  const weak =
    (parts.length === 1 && column.kind === "word" && isWeak(column.lower)) ||
    (first !== undefined && scan.parameters.has(first.lower)) ||
    is(next, "->", "->>");
  const place = { start: token.start, end: tokenAt(reader, last - 1).end };
  scan.uses.push({ name: column.text, ...(qualifier && { qualifier: qualifier.text }), weak, late: scan.late, ...place });
  return last;
}

/** A call: its name is no column; a cast's type and the part that `extract` takes are none either. */
function call(scan: Scan, index: number, open: number): number {
  const { reader } = scan;
  const end = after(reader, open);
  const { lower } = tokenAt(reader, index);
  const inner = reader.list.slice(open + 1, end - 1);
  if (CASTS.has(lower)) {
    const as = inner.findLastIndex((token) => is(token, "as"));
    walk(scan, open + 1, as < 0 ? end - 1 : open + 1 + as);
  } else if (lower === "extract") {
    const from = inner.findIndex((token) => is(token, "from"));
    walk(scan, from < 0 ? open + 1 : open + 2 + from, end - 1);
  } else if (beginsQuery(reader, open + 1)) return subquery(scan, open);
  else walk(scan, open + 1, end - 1);
  return end;
}

/** The index after a.b.c (and a trailing dot, for a.*). */
function chainEnd(reader: Reader, index: number): number {
  let at = index + 1;
  while (is(tokenAt(reader, at), ".")) at += isName(tokenAt(reader, at + 1)) ? 2 : 1;
  return at;
}

/** The index after a type's name: words, dots, a length in parentheses, brackets. */
function afterType(reader: Reader, index: number): number {
  let at = chainEnd(reader, index);
  while (TYPE_TAIL.has(tokenAt(reader, at).lower)) at++;
  if (is(tokenAt(reader, at), "(")) at = after(reader, at);
  while (TYPE_TAIL.has(tokenAt(reader, at).lower)) at++;
  while (is(tokenAt(reader, at), "[") && is(tokenAt(reader, at + 1), "]")) at += 2;
  return at;
}

/** Names before `->` that no string or number follows (those would be a path into JSON), and after `lambda`. */
function lambdaParameters(reader: Reader, end: number): ReadonlySet<string> {
  const found = new Set<string>();
  for (let index = reader.index; index < end; index++) {
    const token = tokenAt(reader, index);
    if (is(token, "lambda")) {
      for (let at = index + 1; isName(tokenAt(reader, at)) || is(tokenAt(reader, at), ","); at++)
        if (isName(tokenAt(reader, at))) found.add(tokenAt(reader, at).lower);
    }
    if (!is(token, "->") || ["string", "number"].includes(tokenAt(reader, index + 1).kind)) continue;
    for (let at = index - 1; at >= reader.index && !is(tokenAt(reader, at), "("); at--) {
      if (!isName(tokenAt(reader, at)) && !is(tokenAt(reader, at), ",", ")")) break;
      if (isName(tokenAt(reader, at))) found.add(tokenAt(reader, at).lower);
      if (isName(tokenAt(reader, index - 1))) break;
    }
  }
  return found;
}
