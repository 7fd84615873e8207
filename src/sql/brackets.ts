import { SqlRefusal } from "./problem.ts";
import type { QueryToken } from "./query-token.ts";

const DEEPEST = 50;
const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const OPENING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };
/** Words that begin a clause, so they cannot be in an argument of a call. */
const CLAUSES = new Set(["from", "where", "select"]);
/** Functions that allow `from` between their arguments. */
const WITH_FROM = new Set(["extract", "trim", "substring", "substr", "overlay", "position", "filter"]);

/** The index of the closing parenthesis for each opening one. Refuses brackets that do not match, and deep nesting. */
export function matchBrackets(list: readonly QueryToken[]): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  list.forEach((token, index) => {
    const { kind, text, start, end } = token;
    if (kind !== "symbol") return;
    if (text in CLOSING && open.push(index) > DEEPEST)
      throw new SqlRefusal(`its parentheses are nested more than ${DEEPEST} deep`, start, end);
    const opening = OPENING[text];
    if (opening === undefined) return;
    const opener = list[open.at(-1) ?? -1];
    if (opener === undefined) throw new SqlRefusal(`a ${text} has no matching ${opening}`, start, end);
    if (opener.text !== opening) throw unclosed(list, open);
    if (text === ")") closing.set(open.at(-1) ?? -1, index);
    open.pop();
  });
  if (open.length > 0) throw unclosed(list, open);
  return closing;
}

/**
 * The error about the bracket that most likely is not closed: that of a call with a clause inside it, because it took the closing parenthesis
 * of the query around it. Otherwise the innermost open one.
 */
function unclosed(list: readonly QueryToken[], open: readonly number[]): SqlRefusal {
  const { text, start, end } = list[callWithClause(list) ?? open.at(-1) ?? 0] ?? { text: "(", start: 0, end: 1 };
  return new SqlRefusal(`a ${text} has no matching ${CLOSING[text] ?? ")"}`, start, end);
}

/** The first call whose parenthesis is still open at a word that begins a clause. */
function callWithClause(list: readonly QueryToken[]): number | undefined {
  const open: number[] = [];
  for (const [index, { kind, text, lower }] of list.entries()) {
    const inner = open.at(-1);
    if (kind === "symbol" && text in CLOSING) open.push(index);
    else if (kind === "symbol" && text in OPENING) open.pop();
    else if (kind === "word" && CLAUSES.has(lower) && inner !== undefined && !mayHaveClause(list, inner, index))
      return inner;
  }
  return undefined;
}

/** True if the parenthesis contains a query, or belongs to a function that allows a clause. */
function mayHaveClause(list: readonly QueryToken[], open: number, clause: number): boolean {
  const [before, first, last] = [list[open - 1], list[open + 1], list[clause - 1]];
  if (["select", "with", "from", "("].includes(first?.lower ?? "")) return true;
  return WITH_FROM.has(before?.lower ?? "") || last?.lower === "distinct";
}
