import type { ColumnUse, Query, QuerySource, Reads, Select } from "./query.ts";
import { after, is, isName, nextAt, type Reader, type Span, splitAtCommas, tokenAt } from "./query-reader.ts";
import { readReads } from "./read-expression.ts";
import { readFrom } from "./read-from.ts";
import { readOutputs } from "./read-outputs.ts";

type ClauseKind = "select" | "from" | "where" | "late" | "order" | "window" | "rest" | "open";

interface Clause extends Span {
  readonly kind: ClauseKind;
}

/** Reads one SELECT. `ordered` when its ORDER BY is its own, not that of the set operation it ends. */
export function readSelect(reader: Reader, span: Span, { ordered }: { readonly ordered: boolean }): Select {
  const clauses = clausesOf(reader, span);
  if (clauses.some(({ kind }) => kind === "open")) return openSelect(reader, span);
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
    // DuckDB's FROM without SELECT yields everything.
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

/** A SELECT of which nothing is known. */
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

/** A window's name looks like a column where another window builds on it. */
function weakened(use: ColumnUse, names: ReadonlySet<string>): ColumnUse {
  return use.parts.length === 1 && names.has((use.parts[0] ?? "").toLowerCase()) ? { ...use, weak: true } : use;
}

/** What is named inside an expression, (price * 2 as twice) + 1, can be read beside it in some dialects. */
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

/** The kind of clause that begins at `index`, and how many tokens its head has. */
function clauseAt(reader: Reader, index: number, first: boolean): readonly [ClauseKind | undefined, number] {
  const token = tokenAt(reader, index);
  const [before, next] = [tokenAt(reader, index - 1), tokenAt(reader, index + 1)];
  // Pipe syntax: what the query yields is decided step by step.
  if (is(token, "|>")) return ["open", 1];
  if (token.kind !== "word" || (!first && is(before, ".", "as"))) return [undefined, 0];
  switch (token.lower) {
    case "select":
      return ["select", 1];
    case "from":
      return is(before, "distinct") && is(tokenAt(reader, index - 2), "is", "not") ? [undefined, 0] : ["from", 1];
    case "where":
      return ["where", 1];
    case "having":
      return ["late", 1];
    case "qualify":
      return reader.lexis.qualify && endsOperand(before) ? ["late", 1] : [undefined, 0];
    case "group":
      return is(next, "by") && !is(before, "within") ? ["late", 2] : [undefined, 0];
    case "order":
    case "sort":
    case "cluster":
    case "distribute":
      return is(next, "by") ? ["order", 2] : [undefined, 0];
    case "window":
      return isName(next) && is(tokenAt(reader, index + 2), "as") ? ["window", 1] : [undefined, 0];
    case "limit":
    case "fetch":
      return endsOperand(before) && !is(next, ",", "from", "as", ".") ? ["rest", 1] : [undefined, 0];
    case "connect":
      return is(next, "by") ? ["open", 2] : [undefined, 0];
    default:
      return [undefined, 0];
  }
}

/** True for a token that an expression or a clause can end with, so that a clause may begin after it. */
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
