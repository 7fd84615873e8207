import type { Dialect } from "../dialect/dialect.ts";
import type { Assertion, AssertionKind, Rule } from "../ir/assertion.ts";
import type { Expression } from "../ir/expression.ts";
import type { Field, Type, TypeKind } from "../ir/field.ts";
import type { Code } from "../text/quote/code.ts";

/** The rule of one kind. */
export type RuleOf<K extends AssertionKind> = Extract<Rule, { kind: K }>;

/** Why SQL cannot check an assertion. `expected` is true if users do not expect such a check. */
export interface Refusal {
  readonly why: string;
  readonly expected?: boolean;
}

/** The columns of the rows that a rule applies to, and the other datasets that a query can read. */
export interface Surroundings {
  readonly fields: readonly Field[];
  readonly tables: { has(dataset: string): boolean };
}

/** The inputs of a query. */
export interface QueryContext extends Surroundings {
  readonly dialect: Dialect;
  /** The rows, as SQL for the FROM clause: a table name or a subquery. */
  readonly relation: Code;
  /** The columns that identify a row. If the list is empty, a query selects all columns. */
  readonly key: readonly string[];
  readonly tables: Surroundings["tables"] & { get(dataset: string): Code | undefined };
}

/** A query's context with the filter and the tolerance of its assertion. */
export interface QueryParts extends QueryContext {
  readonly rule: Rule;
  readonly where: Code | undefined;
  readonly tolerance: Assertion["tolerance"];
}

/** A column as SQL, and its type if the contract has the column. */
export interface ColumnValue {
  readonly column: Code;
  readonly type: Type | undefined;
  readonly dialect: Dialect;
}

/** The inputs of a lookup: the rows to mark, under an alias, and the rows among which they must be unique. */
export interface LookupContext extends Pick<QueryContext, "dialect" | "fields" | "tables"> {
  readonly rows: Code;
  readonly peers: Code;
  readonly where: Code | undefined;
  /** The name of the lookup. */
  readonly name: Code;
}

/** A query that is joined to rows to decide which of them violate a rule about many rows. Each row matches at most one row of it. */
export interface Lookup {
  readonly query: Code;
  readonly on: Code;
  /** The condition that a joined row violates the rule. */
  readonly bad: Code;
}

/** How a query finds the violations of a rule. */
export type Violation =
  /** Selects the rows that satisfy a condition. */
  | { readonly rows: Code }
  /** Computes one figure over the rows: an aggregate, and its name. `bad` is the condition that the figure violates the rule. */
  | { readonly figure: Code; readonly name: Code; readonly bad: Code }
  /** Computes figures with a query of its own: the clause `with` that ends with the table `counted`, which has one row. `bad` is a condition on that row. */
  | { readonly counted: Code; readonly bad: Code }
  /** A complete query that selects the rows, and one for their numbers: `violations`, as the tolerance counts them, and `violating_rows`. */
  | { readonly query: Code; readonly counts: Code };

interface Meaning<R extends Rule> {
  /** The quality dimension, in the words of ODCS. */
  readonly dimension: Assertion["dimension"];
  /** The rule as a sentence without a full stop. */
  sentence(rule: R, print: (expression: Expression) => string): string;
  /** The noun for the number that `minimum` and `maximum` of the rule limit. */
  readonly measure?: string;
  /** Why SQL cannot check the rule, in any dialect. */
  refusal?(rule: R, surroundings: Surroundings): Refusal | undefined;
}

/** A rule about one value of a row. */
interface ValueDefinition<R extends Rule = Rule> extends Meaning<R> {
  readonly scope: "value";
  /** The types that the rule applies to; `undefined` means all types. */
  takes(rule: R): readonly TypeKind[] | undefined;
  /** The condition that a value violates the rule. NULL satisfies every rule except `not_null`. */
  violation(rule: R, value: ColumnValue): Code;
}

/** A rule about several values of one row. */
interface RowDefinition<R extends Rule = Rule> extends Meaning<R> {
  readonly scope: "row";
  /** The condition that a row violates the rule. */
  violation(rule: R, context: QueryContext): Code;
}

/** A rule about many rows, or about another table. One row is not enough to check it. */
interface TableDefinition<R extends Rule = Rule> extends Meaning<R> {
  readonly scope: "table";
  /** The result of a query: the violating rows, or one row of figures about the table. */
  readonly finds: "rows" | "figures";
  /** The column types that a rule about one column applies to. Defaults to all types. */
  readonly columnTypes?: readonly TypeKind[];
  violation(rule: R, parts: QueryParts): Violation;
  /** How single rows are marked, for a rule that finds rows. They are the rows that the query of `violation` finds. */
  lookup?(rule: R, context: LookupContext): Lookup;
}

/** A rule about the columns and their types. A query over the rows cannot check it. */
interface ColumnsDefinition<R extends Rule = Rule> extends Meaning<R> {
  readonly scope: "columns";
}

/** What a rule means. */
export type Definition<R extends Rule = Rule> =
  | ValueDefinition<R>
  | RowDefinition<R>
  | TableDefinition<R>
  | ColumnsDefinition<R>;

/** Defines what the rules of one kind mean. */
export function defineRule<const K extends AssertionKind, const D extends Definition<RuleOf<K>>>(
  _kind: K,
  definition: D,
): D {
  return definition;
}
