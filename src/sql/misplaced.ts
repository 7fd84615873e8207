import { didYouMean } from "../diagnostics/suggest.ts";
import { nearest } from "../text/nearest.ts";
import { type SqlProblem, SqlRefusal } from "./problem.ts";
import type { ColumnUse } from "./query.ts";
import type { QueryToken } from "./query-token.ts";
import { isMask } from "./references.ts";

/** The relations that a query may read, with their names for messages. */
export type Relations = Readonly<Record<string, { readonly label: string }>>;

/** Words before a relation. */
const BEFORE_RELATION = new Set(
  "from join straight_join lateral only table using pivot unpivot describe desc summarize show in exists apply".split(
    " ",
  ),
);

/** Refuses a reference where no dialect allows a relation, such as after a misspelled `join`. */
export function refuseMisplaced(list: readonly QueryToken[], relations: Relations): void {
  for (const [index, { kind, text }] of list.entries()) {
    if (kind !== "word" || !isMask(text) || !Object.hasOwn(relations, text)) continue;
    const [before, next] = [list[index - 1], list[index + 1]];
    // Before a dot, it qualifies a column.
    if (next?.text === "." && next.kind === "symbol") continue;
    if (before === undefined || mayPrecede(before)) continue;
    throw misplaced(list.slice(0, index), relations[text]?.label ?? "");
  }
}

function mayPrecede({ kind, text, lower }: QueryToken): boolean {
  return kind === "word" ? BEFORE_RELATION.has(lower) : kind === "symbol" && (text === "," || text === "(");
}

/** The first relation of a query must follow `from`, and the others `join`. */
function misplaced(before: readonly QueryToken[], label: string): SqlRefusal {
  const wanted = isAfterFrom(before) ? "join" : "from";
  const last = before.at(-1);
  const { text, start, end } = last ?? { text: "", start: 0, end: 1 };
  const isMisspelled = last?.kind === "word" && nearest(last.lower, [wanted, `left ${wanted}`]) !== undefined;
  const place = isMisspelled ? `unexpected "${text.slice(0, 40)}"` : `${wanted} is missing`;
  return new SqlRefusal(`${place} before the relation "${label}"; write ${wanted}`, start, end);
}

/** True if the last SELECT of the tokens already has a FROM. */
function isAfterFrom(before: readonly QueryToken[]): boolean {
  const clause = before.findLast(({ kind, lower }) => kind === "word" && (lower === "from" || lower === "select"));
  return clause?.lower === "from";
}

/** Words that may follow an expression or a relation. */
const CONTINUING = [
  ...["group by", "order by", "group", "order", "having", "where", "limit", "qualify", "window", "union", "intersect"],
  ...["except", "inner", "left", "right", "full", "cross", "join", "on", "using", "and", "or", "as", "asc", "desc"],
];

/** The problem with a name directly after an operand, where every dialect needs an operator. */
export function unexpectedWord({ parts, start, end }: ColumnUse): SqlProblem {
  const [name = "", more] = parts;
  const near = more === undefined ? nearest(name.toLowerCase(), CONTINUING) : undefined;
  const replacement = near === undefined ? {} : { replacement: { from: name, to: near } };
  const message = `unexpected "${parts.join(".")}" after an expression.${didYouMean(name.toLowerCase(), near === undefined ? [] : [near])}`;
  return { message, start, end, isCause: true, ...replacement };
}

/** Refuses an alias of a relation that is a misspelled keyword, as in `from orders wehre …`. */
export function refuseKeywordAlias({ kind, text, lower, start, end }: QueryToken, next: QueryToken): void {
  if (kind !== "word" || !(next.kind === "word" || next.kind === "name")) return;
  const near = nearest(lower, next.lower === "by" ? ["group", "order"] : CONTINUING);
  if (near === undefined && next.lower !== "by") return;
  throw new SqlRefusal(
    `unexpected "${text.slice(0, 40)}" after a relation.${didYouMean(lower, near === undefined ? [] : [near])}`,
    start,
    end,
  );
}
