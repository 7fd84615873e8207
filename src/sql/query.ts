import type { SqlSpan } from "./problem.ts";

/** A use of a column: `a`, `t.a`, `s.t.a`. `weak` when it may be something else, and so is never reported. `late` in clauses that can use names of the select list. */
export interface ColumnUse {
  readonly parts: readonly string[];
  readonly weak: boolean;
  readonly late: boolean;
  /** True if it directly follows another operand, without an operator. */
  readonly isJuxtaposed?: true;
  readonly start: number;
  readonly end: number;
}

/** The columns and nested queries that a clause reads. */
export interface Reads {
  readonly uses: readonly ColumnUse[];
  readonly queries: readonly Query[];
}

/**
 * An item of a select list. The name of a column is undefined when it depends on the dialect. `given`: it is or may be an alias. `nameless`:
 * no dialect gives it a usable name. A star may exclude columns; `changed` when it changes them in a way that dex does not follow.
 */
export type OutputItem = SqlSpan &
  (
    | { readonly kind: "column"; readonly name?: string; readonly given: boolean; readonly nameless: boolean }
    | {
        readonly kind: "star";
        readonly qualifier?: string;
        readonly without: readonly string[];
        readonly changed: boolean;
      }
  );

/** A relation of a FROM clause. `open`: its columns are not known. `hidden`: the right side of a semi or anti join. */
export interface QuerySource {
  readonly of: { readonly table: readonly string[] } | { readonly query: Query } | "open";
  readonly alias?: string;
  readonly aliasAt?: SqlSpan;
  readonly columns?: readonly string[];
  readonly using: readonly string[];
  readonly natural: boolean;
  readonly hidden: boolean;
  readonly start: number;
  readonly end: number;
}

/** One SELECT. */
export interface Select extends Reads {
  readonly kind: "select";
  readonly outputs: readonly OutputItem[];
  readonly from: readonly QuerySource[];
  readonly start: number;
  readonly end: number;
}

/** A common table expression. `open`: it has more columns than its query. */
export interface NamedQuery {
  readonly name: string;
  readonly columns?: readonly string[];
  readonly open: boolean;
  readonly query: Query;
}

/** SELECTs joined by set operators, with their common table expressions. */
export interface Query {
  readonly kind: "query";
  readonly with: readonly NamedQuery[];
  readonly arms: readonly (Select | Query)[];
  /** How set operators match columns; `unknown` when the result has only some of them. */
  readonly match: "place" | "name" | "unknown";
  readonly start: number;
  readonly end: number;
}
