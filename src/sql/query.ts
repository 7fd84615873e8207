/** A column where a query reads it: `a`, `t.a`, `s.t.a`. `weak` when it may be something else: never reported. `late` in clauses that see the select list's names. */
export interface ColumnUse {
  readonly parts: readonly string[];
  readonly weak: boolean;
  readonly late: boolean;
  readonly start: number;
  readonly end: number;
}

/** What a clause reads: columns, and queries inside its expressions. */
export interface Reads {
  readonly uses: readonly ColumnUse[];
  readonly queries: readonly Query[];
}

/**
 * One item of a select list. A column's name is undefined where the dialect makes it up, `given` when it is, or may be, an alias; `nameless` when no
 * dialect makes one that could be meant. A star may leave columns out; `changed` when it yields others in a way that is not followed.
 */
export type OutputItem = { readonly start: number; readonly end: number } & (
  | { readonly kind: "column"; readonly name?: string; readonly given: boolean; readonly nameless: boolean }
  | {
      readonly kind: "star";
      readonly qualifier?: string;
      readonly without: readonly string[];
      readonly changed: boolean;
    }
);

/** One relation of a FROM clause. `open`: what its columns are cannot be told. `hidden`: the right side of a semi or anti join. */
export interface QuerySource {
  readonly of: { readonly table: readonly string[] } | { readonly query: Query } | "open";
  readonly alias?: string;
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

/** A common table expression. `open` when it has columns besides those of its query. */
export interface NamedQuery {
  readonly name: string;
  readonly columns?: readonly string[];
  readonly open: boolean;
  readonly query: Query;
}

/** SELECTs joined by set operators, under their common table expressions. */
export interface Query {
  readonly kind: "query";
  readonly with: readonly NamedQuery[];
  readonly arms: readonly (Select | Query)[];
  /** How set operators match columns; `unknown` when they keep only some of them. */
  readonly match: "place" | "name" | "unknown";
  readonly start: number;
  readonly end: number;
}
