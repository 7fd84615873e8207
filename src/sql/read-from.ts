import { refuseKeywordAlias } from "./misplaced.ts";
import type { ColumnUse, Query, QuerySource, Reads } from "./query.ts";
import {
  after,
  is,
  isName,
  nameList,
  nextAt,
  opensQuery,
  type Reader,
  type Span,
  splitAtCommas,
  tokenAt,
} from "./query-reader.ts";
import { chainEnd, readReads } from "./read-expression.ts";

/** The relations of a FROM clause, and the columns that its conditions and functions read. */
export interface FromClause extends Reads {
  readonly from: readonly QuerySource[];
}

const JOIN_WORDS = [
  "inner",
  "left",
  "right",
  "full",
  "outer",
  "cross",
  "natural",
  "semi",
  "anti",
  "asof",
  "positional",
  "global",
  "lateral",
];

/** Words after a relation that are not an alias. dex does not follow their effect on its columns. */
const AFTER_RELATION = new Set(
  "tablesample sample pivot unpivot match_recognize match_condition for with at before changes timestamp version use force ignore end final window".split(
    " ",
  ),
);

interface Join extends Span {
  readonly natural: boolean;
  readonly hidden: boolean;
}

/** Reads a FROM clause. A relation with unknown syntax is `open`, never a problem. */
export function readFrom(reader: Reader, span: Span): FromClause {
  const found: { from: QuerySource[]; uses: ColumnUse[]; queries: Query[] } = { from: [], uses: [], queries: [] };
  const add = (clause: FromClause) => {
    found.from.push(...clause.from);
    found.uses.push(...clause.uses);
    found.queries.push(...clause.queries);
  };
  const view = lateralView(reader, span);
  for (const part of splitAtCommas(reader, { from: span.from, end: view ?? span.end }))
    for (const join of joins(reader, part)) add(readSource(reader, join));
  if (view !== undefined) add(openSource(reader, { from: view, end: span.end }));
  return found;
}

/** The index of Spark's `lateral view`: everything after it adds columns. */
function lateralView(reader: Reader, { from, end }: Span): number | undefined {
  for (let index = from; index < end; index = nextAt(reader, index))
    if (is(tokenAt(reader, index), "lateral") && is(tokenAt(reader, index + 1), "view")) return index;
  return undefined;
}

/** Splits an item of FROM at its joins. */
function joins(reader: Reader, { from, end }: Span): readonly Join[] {
  const found: Join[] = [];
  let open: Join = { from, end, natural: false, hidden: false };
  for (let index = from; index < end; index = nextAt(reader, index)) {
    if (!is(tokenAt(reader, index), "join", "straight_join") || is(tokenAt(reader, index - 1), ".")) continue;
    let first = index;
    while (first > open.from && is(tokenAt(reader, first - 1), ...JOIN_WORDS)) first--;
    const words = reader.list.slice(first, index).map(({ lower }) => lower);
    found.push({ ...open, end: first });
    open = {
      from: index + 1,
      end,
      natural: words.includes("natural"),
      hidden: words.includes("semi") || words.includes("anti"),
    };
  }
  return [...found, open].filter((join) => join.end > join.from);
}

/** Reads a relation, its alias and its join condition. */
function readSource(reader: Reader, join: Join): FromClause {
  const start = is(tokenAt(reader, join.from), "lateral") ? join.from + 1 : join.from;
  const condition = conditionAt(reader, { from: start, end: join.end });
  const body = { from: start, end: condition };
  const core = readCore(reader, body);
  const using = readUsing(reader, { from: condition, end: join.end });
  const on = using === undefined ? readReads(reader, { from: condition, end: join.end }) : { uses: [], queries: [] };
  const shared = {
    using: using ?? [],
    natural: join.natural,
    hidden: join.hidden,
    start: tokenAt(reader, start).start,
    end: tokenAt(reader, Math.max(start, condition - 1)).end,
  };
  return {
    from: core.from.map((source) => ({ ...shared, ...source })),
    uses: [...core.uses, ...on.uses],
    queries: [...core.queries, ...on.queries],
  };
}

/** The index of the join's ON or USING, or the end. */
function conditionAt(reader: Reader, { from, end }: Span): number {
  for (let index = from; index < end; index = nextAt(reader, index)) {
    const token = tokenAt(reader, index);
    if (is(token, "on") || (is(token, "using") && is(tokenAt(reader, index + 1), "("))) return index;
  }
  return end;
}

function readUsing(reader: Reader, { from, end }: Span): readonly string[] | undefined {
  return from < end && is(tokenAt(reader, from), "using") ? nameList({ ...reader, index: from + 1 }) : undefined;
}

type Source = Pick<QuerySource, "of"> & Partial<QuerySource>;
interface Core extends Reads {
  readonly from: readonly Source[];
}
const NOTHING: Reads = { uses: [], queries: [] };

function readCore(reader: Reader, span: Span): Core {
  const { from, end } = span;
  if (opensQuery(reader, from, ["select", "with", "from", "values", "table"])) {
    const query = reader.readQuery({ ...reader, index: from + 1 }, after(reader, from) - 1);
    return { from: [named(reader, { of: { query } }, { from: after(reader, from), end })], ...NOTHING };
  }
  if (is(tokenAt(reader, from), "(")) return readNested(reader, span);
  if (!isName(tokenAt(reader, from)) || is(tokenAt(reader, from), "values")) return openSource(reader, span);
  const last = chainEnd(reader, from);
  if (last < end && is(tokenAt(reader, last), "(")) {
    const reads = readReads(reader, { from: last, end: after(reader, last) });
    const { alias } = named(reader, { of: "open" }, { from: after(reader, last), end });
    return { from: [{ of: "open", ...(alias !== undefined && { alias }) }], ...reads };
  }
  const table = reader.list
    .slice(from, last)
    .filter(isName)
    .map(({ text }) => text);
  const place = { start: tokenAt(reader, from).start, end: tokenAt(reader, last - 1).end };
  const source = { alias: table.at(-1) ?? "", of: { table }, ...place };
  return { from: [named(reader, source, { from: last, end })], ...NOTHING };
}

/** Reads joins in parentheses. With an alias, dex does not follow their columns. */
function readNested(reader: Reader, { from, end }: Span): Core {
  const close = after(reader, from);
  const clause = readFrom(reader, { from: from + 1, end: close - 1 });
  return close === end ? clause : { ...clause, from: [named(reader, { of: "open" }, { from: close, end })] };
}

function openSource(reader: Reader, { from, end }: Span): FromClause {
  const place = { start: tokenAt(reader, from).start, end: tokenAt(reader, Math.max(from, end - 1)).end };
  const reads = readReads(reader, { from, end });
  // Some of these names may be new columns, so they are never reported.
  const uses = reads.uses.map((use) => ({ ...use, weak: true }));
  return { from: [{ of: "open", using: [], natural: false, hidden: false, ...place }], uses, queries: reads.queries };
}

/** The source with the alias that follows it. Any other text makes it open. */
function named(reader: Reader, source: Source, { from, end }: Span): Source {
  let index = from;
  const explicit = is(tokenAt(reader, index), "as") && index < end;
  if (explicit) index++;
  const token = tokenAt(reader, index);
  if (index >= end) return source;
  if (!isName(token) || (!explicit && AFTER_RELATION.has(token.lower))) return { ...source, of: "open" };
  const rest = { ...reader, index: index + 1 };
  const listed = rest.index < end && is(tokenAt(reader, rest.index), "(");
  const columns = listed ? nameList(rest) : undefined;
  const understood = rest.index >= end && (!listed || columns !== undefined);
  const next = tokenAt(reader, rest.index);
  if (!understood && !explicit && !listed && !AFTER_RELATION.has(next.lower)) refuseKeywordAlias(token, next);
  return {
    ...source,
    ...(understood ? {} : { of: "open" as const }),
    alias: token.text,
    aliasAt: { start: token.start, end: token.end },
    ...(columns && { columns }),
  };
}
