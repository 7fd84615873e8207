import { Code, code, join } from "../text/quote/code.ts";
import { columnsOf } from "./columns.ts";
import type { QueryParts, Violation } from "./define.ts";

/** The SQL of an optional clause that is absent. */
export const NOTHING = Code.trusted("");

/** The condition that a row satisfies the filter, if there is one, and a condition. */
export function both(where: Code | undefined, condition: Code): Code {
  return where === undefined ? condition : code`(${where}) and (${condition})`;
}

/** Selects the rows that a rule applies to. The text is the body of an indented block. */
export function lookedAt({ relation, where }: QueryParts): Code {
  return code`select *\n    from ${relation}${where === undefined ? NOTHING : code`\n    where ${where}`}`;
}

/** The columns that a query selects of a violating row: the key and the columns of the rule, or all columns if there is no key. */
export function shownColumns({ rule, key, dialect }: QueryParts, table?: Code): Code {
  const prefix = table === undefined ? NOTHING : code`${table}.`;
  if (key.length === 0) return code`${prefix}*`;
  const columns = [...new Set([...key, ...columnsOf(rule)])];
  return join(
    columns.map((column) => code`${prefix}${dialect.identifier(column)}`),
    ", ",
  );
}

/** The clause `with` for a figure. */
export function counted({ figure, name }: Extract<Violation, { figure: Code }>, { relation, where }: QueryParts): Code {
  const filter = where === undefined ? NOTHING : code`\n    where ${where}`;
  return code`with counted as (\n    select ${figure} as ${name}\n    from ${relation}${filter}\n)`;
}

/** Selects figures if they violate the rule. */
export function judged(clause: Code, bad: Code): Code {
  return code`${clause}\nselect *\nfrom counted\nwhere ${bad}`;
}
