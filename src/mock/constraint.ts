import type { Expression } from "../ir/expression.ts";
import type { Field } from "../ir/field.ts";
import { compileExpression } from "../judge/expression.ts";
import { rowKeyReader } from "../judge/judge.ts";
import type { Row } from "../judge/value.ts";
import { columnsOf, propose } from "./propose.ts";
import type { RowPlace } from "./source.ts";
import type { Proposal } from "./want.ts";

/** What a row must satisfy beside the rules about its single values. */
export interface Constraint {
  /** The assertion that needs it. */
  readonly id: string;
  /** The columns that decide it, by number. */
  readonly columns: readonly number[];
  isSatisfied(row: Row, place: RowPlace): boolean;
  proposals(row: Row, place: RowPlace): readonly Proposal[];
  /** Takes a finished row into account. */
  commit?(row: Row): void;
}

/** What a condition must be. */
export type Goal = "true" | "not true" | "false" | "not false";

/** A condition that must be true, or false, or not so. */
export function conditionConstraint(
  id: string,
  { condition, goal }: { readonly condition: Expression; readonly goal: Goal },
  fields: readonly Field[],
): Constraint {
  const evaluate = compileExpression(condition, fields);
  const wanted = goal === "true" || goal === "not false";
  const isSatisfied: Constraint["isSatisfied"] = {
    true: (row: Row) => evaluate(row) === true,
    "not true": (row: Row) => evaluate(row) !== true,
    false: (row: Row) => evaluate(row) === false,
    "not false": (row: Row) => evaluate(row) !== false,
  }[goal];
  return {
    id,
    columns: columnsOf(condition, { fields }),
    isSatisfied,
    proposals: (row) => propose(condition, wanted, { row, fields }),
  };
}

/** Satisfied if one of several constraints is. */
export function anyOf(constraints: readonly Constraint[]): Constraint {
  return {
    id: constraints.at(-1)?.id ?? "",
    columns: [...new Set(constraints.flatMap(({ columns }) => columns))],
    isSatisfied: (row, place) => constraints.some((one) => one.isSatisfied(row, place)),
    proposals: (row, place) => constraints.flatMap((one) => one.proposals(row, place)),
  };
}

/** The keys of finished rows that no later row may have. Only rows that satisfy `where` count. */
export function uniqueConstraint(
  id: string,
  { names, where }: { readonly names: readonly string[]; readonly where: (row: Row) => boolean },
  fields: readonly Field[],
): Constraint {
  const key = rowKeyReader(names, fields);
  const seen = new Set<string>();
  const columns = names.map((name) => fields.findIndex((field) => field.name === name));
  return {
    id,
    columns,
    isSatisfied: (row) => {
      const own = key(row);
      return own === undefined || !seen.has(own) || !where(row);
    },
    proposals: () => columns.map((column) => ({ column, want: { kind: "new" } })),
    commit: (row) => {
      const own = key(row);
      if (own !== undefined && where(row)) seen.add(own);
    },
  };
}
