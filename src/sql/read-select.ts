import { SqlRefusal } from "./problem.ts";
import type { ColumnUse, Query, QuerySource, Reads, Select } from "./query.ts";
import { after, is, isName, nextAt, type Reader, type Span, splitAtCommas, tokenAt } from "./query-reader.ts";
import type { QueryToken } from "./query-token.ts";
import { readReads } from "./read-expression.ts";
import { readFrom } from "./read-from.ts";
import { readOutputs } from "./read-outputs.ts";

type ClauseKind = "select" | "from" | "where" | "late" | "order" | "window" | "rest" | "open";

interface Clause extends Span {
  readonly kind: ClauseKind;
}

/** Reads a SELECT. `ordered` when its ORDER BY belongs to it, not to a set operation. */
export function readSelect(reader: Reader, span: Span, { ordered }: { readonly ordered: boolean }): Select {
  const clauses = clausesOf(reader, span);
  if (clauses.some(({ kind }) => kind === "open")) return openSelect(reader, span);
  refuseSecondClause(reader, clauses);
  const list = clauses.filter(({ kind }) => kind === "select").map((clause) => readOutputs(reader, clause));
  const from = clauses.filter(({ kind }) => kind === "from").map((clause) => readFrom(reader, clause));
  const windows = clauses.filter(({ kind }) => kind === "window").map((clause) => readWindows(reader, clause));
  const others = clauses.flatMap((clause): Reads[] => {
    if (clause.kind === "where") return [readReads(reader, clause)];
    if (clause.kind === "late" || (clause.kind === "order" && ordered)) return [readReads(reader, clause, true)];
    return [];
  });
  const names = new Set([...windows.flatMap((window) => window.names), ...innerNames(reader, span)]);
  const reads = [...list, ...from, ...others, ...windows.flatMap((window) => window.reads)];
  const uses = reads.flatMap((one) => one.uses);
  const place = placeOf(reader, span);
  return {
    kind: "select",
    // DuckDB's FROM without SELECT returns all columns.
    outputs:
      list.length > 0
        ? list.flatMap(({ outputs }) => outputs)
        : [{ kind: "star", without: [], changed: false, ...place }],
    from: from.flatMap((one) => one.from),
    uses: names.size === 0 ? uses : uses.map((use) => weakened(use, names)),
    queries: reads.flatMap((one): readonly Query[] => one.queries),
    ...place,
  };
}

/** Refuses a second SELECT, FROM or WHERE in one SELECT: an operator, a comma or a parenthesis before it is missing. */
function refuseSecondClause(reader: Reader, clauses: readonly Clause[]): void {
  for (const kind of ["select", "from", "where"] as const) {
    const [, second] = clauses.filter((clause) => clause.kind === kind);
    if (second === undefined) continue;
    const { text, start, end } = tokenAt(reader, second.from - 1);
    throw new SqlRefusal(`unexpected "${text}": this SELECT has another one before it`, start, end);
  }
}

/** A SELECT with unknown syntax. */
export function openSelect(reader: Reader, span: Span): Select {
  const place = placeOf(reader, span);
  const source: QuerySource = { of: "open", using: [], natural: false, hidden: false, ...place };
  return {
    kind: "select",
    outputs: [{ kind: "star", without: [], changed: true, ...place }],
    from: [source],
    uses: [],
    queries: [],
    ...place,
  };
}

function placeOf(reader: Reader, { from, end }: Span) {
  return { start: tokenAt(reader, from).start, end: tokenAt(reader, Math.max(from, end - 1)).end };
}

/** The name of a window looks like a column in the definition of another window. */
function weakened(use: ColumnUse, names: ReadonlySet<string>): ColumnUse {
  return use.parts.length === 1 && names.has((use.parts[0] ?? "").toLowerCase()) ? { ...use, weak: true } : use;
}

/** Names defined inside an expression, as in (price * 2 as twice) + 1. Some dialects can use them next to it. */
function innerNames(reader: Reader, { from, end }: Span): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  for (let index = from; index < end; index++) {
    const token = tokenAt(reader, index);
    if (is(token, "(")) depth++;
    else if (is(token, ")")) depth--;
    else if (depth > 0 && is(token, "as") && isName(tokenAt(reader, index + 1)))
      found.push(tokenAt(reader, index + 1).lower);
  }
  return found;
}

function clausesOf(reader: Reader, { from, end }: Span): readonly Clause[] {
  const found: Clause[] = [];
  for (let index = from; index < end; index = nextAt(reader, index)) {
    const [kind, length] = clauseAt(reader, index, index === from);
    if (kind === undefined) continue;
    const last = found.pop();
    if (last) found.push({ ...last, end: index });
    found.push({ kind, from: index + length, end });
  }
  return found;
}

/** The kind of clause that begins at `index`, and the number of tokens in its head. */
function clauseAt(reader: Reader, index: number, first: boolean): readonly [ClauseKind | undefined, number] {
  const token = tokenAt(reader, index);
  const [before, next] = [tokenAt(reader, index - 1), tokenAt(reader, index + 1)];
  // Pipe syntax changes the columns step by step.
  if (is(token, "|>")) return ["open", 1];
  if (token.kind !== "word" || (!first && is(before, ".", "as"))) return [undefined, 0];
  const head = CLAUSES.get(token.lower);
  return head?.begins({ reader, index, before, next }) === true ? [head.kind, head.length] : [undefined, 0];
}

/** The surroundings of a word that may begin a clause. */
interface ClausePlace {
  readonly reader: Reader;
  readonly index: number;
  readonly before: QueryToken;
  readonly next: QueryToken;
}

/** A word that begins a clause when `begins` returns true; `length` is the number of tokens in its head. */
interface ClauseHead {
  readonly kind: ClauseKind;
  readonly length: 1 | 2;
  readonly begins: (place: ClausePlace) => boolean;
}

const always = () => true;
const beforeBy = ({ next }: ClausePlace) => is(next, "by");
const afterOperand = ({ before, next }: ClausePlace) => endsOperand(before) && !is(next, ",", "from", "as", ".");
const ORDERING: ClauseHead = { kind: "order", length: 2, begins: beforeBy };
const LIMITING: ClauseHead = { kind: "rest", length: 1, begins: afterOperand };

const CLAUSES: ReadonlyMap<string, ClauseHead> = new Map<string, ClauseHead>([
  ["select", { kind: "select", length: 1, begins: always }],
  // `is not distinct from` compares.
  [
    "from",
    {
      kind: "from",
      length: 1,
      begins: ({ reader, index, before }) => !(is(before, "distinct") && is(tokenAt(reader, index - 2), "is", "not")),
    },
  ],
  ["where", { kind: "where", length: 1, begins: always }],
  ["having", { kind: "late", length: 1, begins: always }],
  ["qualify", { kind: "late", length: 1, begins: ({ reader, before }) => reader.lexis.qualify && endsOperand(before) }],
  // `within group` is part of an aggregate.
  ["group", { kind: "late", length: 2, begins: ({ before, next }) => is(next, "by") && !is(before, "within") }],
  ["order", ORDERING],
  ["sort", ORDERING],
  ["cluster", ORDERING],
  ["distribute", ORDERING],
  [
    "window",
    {
      kind: "window",
      length: 1,
      begins: ({ reader, index, next }) => isName(next) && is(tokenAt(reader, index + 2), "as"),
    },
  ],
  ["limit", LIMITING],
  ["fetch", LIMITING],
  ["connect", { kind: "open", length: 2, begins: beforeBy }],
]);

/** True for a token that can end an expression or a clause, so that a clause may begin after it. */
function endsOperand(token: { readonly kind: string; readonly lower: string }): boolean {
  if (token.kind === "symbol") return [")", "]", "}", "*"].includes(token.lower);
  return !["select", "by", "where", "and", "or", "on", "not", "distinct", "having", "when", "then", "else"].includes(
    token.lower,
  );
}

interface Windows {
  readonly names: readonly string[];
  readonly reads: readonly Reads[];
}

/** The windows that a WINDOW clause defines. */
function readWindows(reader: Reader, clause: Span): Windows {
  const parts = splitAtCommas(reader, clause);
  return {
    names: parts.map(({ from }) => tokenAt(reader, from).lower),
    reads: parts
      .filter(({ from }) => is(tokenAt(reader, from + 2), "("))
      .map(({ from }) => readReads(reader, { from: from + 3, end: after(reader, from + 2) - 1 }, true)),
  };
}
