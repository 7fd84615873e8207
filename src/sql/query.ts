/** A column's name where a query reads it. `weak` when it may be a keyword: never reported. `late` in clauses that see the select list's names. */
export interface ColumnUse {
  readonly name: string;
  readonly qualifier?: string;
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

/** One item of a select list. A star may leave columns out; `renamed` when it changes names in a way that is not followed. */
export type OutputItem = { readonly start: number; readonly end: number } & (
  | { readonly kind: "column"; readonly name?: string }
  | { readonly kind: "star"; readonly qualifier?: string; readonly without: readonly string[]; readonly renamed: boolean }
);

/** One relation of a FROM clause. `open`: what its columns are cannot be told. `hidden`: a semi join's right side. */
export interface QuerySource {
  readonly of: { readonly table: readonly string[] } | { readonly query: Query } | "open";
  readonly alias?: string;
  readonly columns?: readonly string[];
  readonly using: readonly string[];
  readonly natural: boolean;
  readonly lateral: boolean;
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

/** A common table expression. */
export interface NamedQuery {
  readonly name: string;
  readonly columns?: readonly string[];
  readonly query: Query;
}

/** SELECTs joined by set operators, under their common table expressions. */
export interface Query {
  readonly kind: "query";
  readonly with: readonly NamedQuery[];
  readonly recursive: boolean;
  readonly arms: readonly (Select | Query)[];
  /** Set operators match columns by name, not by place. */
  readonly byName: boolean;
  readonly start: number;
  readonly end: number;
}
