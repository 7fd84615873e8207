import { Code, code, join } from "../text/quote/code.ts";
import { columnsOf } from "./columns.ts";
import type { QueryParts } from "./define.ts";

const nothing = Code.trusted("");

/** A query for the rows that a rule looks at, as the body of an indented block. */
export function lookedAt({ relation, where }: QueryParts): Code {
  return code`select *\n    from ${relation}${where === undefined ? nothing : code`\n    where ${where}`}`;
}

/** The columns that a query shows of a violating row: its key, and the columns of the rule. Without a key, the whole row. */
export function shownColumns({ rule, key, dialect }: QueryParts, table?: Code): Code {
  const prefix = table === undefined ? nothing : code`${table}.`;
  if (key.length === 0) return code`${prefix}*`;
  const columns = [...new Set([...key, ...columnsOf(rule)])];
  return join(
    columns.map((column) => code`${prefix}${dialect.identifier(column)}`),
    ", ",
  );
}

/** A query for the figures of a block, if they violate the rule. */
export function judged(figures: Code, bad: Code): Code {
  return code`with counted as (\n    ${figures}\n)\nselect *\nfrom counted\nwhere ${bad}`;
}
