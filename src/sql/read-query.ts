import { dialects, type SqlDialect } from "../dialect/registry.ts";
import { type Relations, refuseMisplaced } from "./misplaced.ts";
import { attempt, type SqlProblem, SqlRefusal } from "./problem.ts";
import type { NamedQuery, Query, Select } from "./query.ts";
import {
  after,
  is,
  isName,
  isSetOperator,
  nameList,
  nextAt,
  opensQuery,
  type Reader,
  type Span,
  take,
  tokenAt,
  unexpected,
} from "./query-reader.ts";
import { tokenizeQuery } from "./query-tokens.ts";
import { openSelect, readSelect } from "./read-select.ts";

/**
 * Reads the structure of a query: common table expressions, SELECTs, select lists, relations, and the columns that expressions
 * read. Unknown syntax makes a part open. Only text that is not one query in any dialect is a problem.
 */
export function parseQuery(
  text: string,
  dialect: SqlDialect,
  relations: Relations = {},
): Query | { readonly problem: SqlProblem } {
  return attempt(() => {
    const { lexis } = dialects[dialect];
    const reader: Reader = { ...tokenizeQuery(text, lexis), index: 0, lexis, readQuery };
    refuseMisplaced(reader.list, relations);
    let end = reader.list.length - 1;
    while (end > 0 && is(tokenAt(reader, end - 1), ";")) end--;
    const second = reader.list.find((token, index) => index < end && is(token, ";"));
    if (second)
      throw new SqlRefusal("a model must be one SELECT, and a second statement begins here", second.start, second.end);
    return readQuery(reader, end);
  });
}

function readQuery(reader: Reader, end: number): Query {
  const first = tokenAt(reader, reader.index);
  const named = is(first, "with") ? readWith(reader, end) : [];
  const place = { start: first.start, end: tokenAt(reader, Math.max(reader.index, end - 1)).end };
  const [arms, operators] = splitAtOperators(reader, { from: reader.index, end });
  const read = arms.map((arm) => readArm(reader, arm, arms.length === 1));

  return { kind: "query", with: named, arms: read, match: matchOf(reader, operators), ...place };
}

function readWith(reader: Reader, end: number): readonly NamedQuery[] {
  const named: NamedQuery[] = [];
  reader.index++;
  take(reader, "recursive");
  do {
    if (named.length > 0 && is(tokenAt(reader, reader.index), "select", "from")) break;
    named.push(readNamed(reader, end));
  } while (take(reader, ","));
  return named;
}

function readNamed(reader: Reader, end: number): NamedQuery {
  const name = tokenAt(reader, reader.index++);
  if (!isName(name)) throw unexpected(name, "the name of a query");
  const columns =
    is(tokenAt(reader, reader.index), "(") && !opensQuery(reader, reader.index) ? nameList(reader) : undefined;
  // DuckDB: recursive t(a) using key (a) as (…)
  if (take(reader, "using"))
    while (!is(tokenAt(reader, reader.index), "as") && reader.index < end) reader.index = nextAt(reader, reader.index);
  take(reader, "as");
  take(reader, "not");
  take(reader, "materialized");
  const open = tokenAt(reader, reader.index);
  if (!is(open, "(") || reader.index >= end) throw unexpected(open, "a query in parentheses");
  const query = readQuery({ ...reader, index: reader.index + 1 }, after(reader, reader.index) - 1);
  reader.index = after(reader, reader.index);
  // PostgreSQL's SEARCH and CYCLE add columns.
  const more = is(tokenAt(reader, reader.index), "search", "cycle");
  while (more && reader.index < end && !is(tokenAt(reader, reader.index), "select", "from", "(")) {
    if (is(tokenAt(reader, reader.index), ",") && is(tokenAt(reader, reader.index + 2), "as", "(")) break;
    reader.index++;
  }
  return { name: name.text, open: more, query, ...(columns && { columns }) };
}

/** The parts between set operators, and the words of the operators. */
function splitAtOperators(reader: Reader, { from, end }: Span): readonly [readonly Span[], readonly Span[]] {
  const arms: Span[] = [];
  const operators: Span[] = [];
  let start = from;
  for (let index = from; index < end; index = nextAt(reader, index)) {
    if (!isSetOperator(reader, index)) continue;
    // BigQuery: left outer union all by name
    let first = index;
    while (first > start && is(tokenAt(reader, first - 1), "left", "full", "inner", "outer")) first--;
    arms.push({ from: start, end: first });
    start = index + 1;
    while (
      start < end &&
      !is(tokenAt(reader, start), "select", "from", "values", "with", "table") &&
      !opensQuery(reader, start)
    )
      start = nextAt(reader, start);
    operators.push({ from: first, end: start });
    index = start - 1;
  }
  return [[...arms, { from: start, end }], operators];
}

function matchOf(reader: Reader, operators: readonly Span[]): Query["match"] {
  const words = operators.flatMap(({ from, end }) => reader.list.slice(from, end).map(({ lower }) => lower));
  if (
    ["left", "full", "inner", "outer", "corresponding", "strict", "on", "matching"].some((word) => words.includes(word))
  )
    return "unknown";
  return words.includes("name") ? "name" : "place";
}

const OPEN_STATEMENTS = ["table", "pivot", "unpivot", "summarize", "describe", "desc", "show"];

function readArm(reader: Reader, arm: Span, ordered: boolean): Select | Query {
  const first = tokenAt(reader, arm.from);
  if (arm.from >= arm.end || first.kind === "end") throw unexpected(tokenAt(reader, arm.end), "SELECT");
  if (is(first, "select", "from")) return readSelect(reader, arm, { ordered });
  if (is(first, "with")) return readQuery({ ...reader, index: arm.from }, arm.end);
  if (is(first, "(")) {
    const close = after(reader, arm.from);
    const tail = tokenAt(reader, close);
    const whole = close === arm.end || is(tail, "order", "limit", "offset", "fetch", "for");
    return whole ? readQuery({ ...reader, index: arm.from + 1 }, close - 1) : openSelect(reader, arm);
  }
  if (is(first, "values")) return readValues(reader, arm);
  if (is(first, ...OPEN_STATEMENTS)) return openSelect(reader, arm);
  throw unexpected(first, "SELECT");
}

/** Reads VALUES. It returns as many columns as its first row has; their names depend on the dialect. */
function readValues(reader: Reader, arm: Span): Select {
  const row = arm.from + 1;
  if (!is(tokenAt(reader, row), "(")) return openSelect(reader, arm);
  let count = 1;
  let depth = 0;
  for (let index = row + 1; index < after(reader, row) - 1; index = nextAt(reader, index)) {
    const token = tokenAt(reader, index);
    if (is(token, "[", "{")) depth++;
    else if (is(token, "]", "}")) depth--;
    else if (depth === 0 && is(token, ",")) count++;
  }
  const open = openSelect(reader, arm);
  const { start, end } = open;
  const column = { kind: "column", given: false, nameless: false, start, end } as const;
  return { ...open, outputs: Array.from({ length: count }, () => column) };
}
