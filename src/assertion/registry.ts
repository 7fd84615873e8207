import type { AssertionKind, Rule } from "../ir/assertion.ts";
import type { Definition, RuleOf } from "./define.ts";
import { distinctCount } from "./kinds/distinct-count.ts";
import { expression } from "./kinds/expression.ts";
import { format } from "./kinds/format.ts";
import { freshness } from "./kinds/freshness.ts";
import { inSet } from "./kinds/in-set.ts";
import { length } from "./kinds/length.ts";
import { matches } from "./kinds/matches.ts";
import { multipleOf } from "./kinds/multiple-of.ts";
import { notNull } from "./kinds/not-null.ts";
import { range } from "./kinds/range.ts";
import { reference } from "./kinds/reference.ts";
import { rowCount } from "./kinds/row-count.ts";
import { rowCountEquals } from "./kinds/row-count-equals.ts";
import { schema } from "./kinds/schema.ts";
import { unique } from "./kinds/unique.ts";
import { volume } from "./kinds/volume.ts";

/** What every kind of assertion means. */
const definitions = {
  not_null: notNull,
  unique,
  in_set: inSet,
  range,
  length,
  matches,
  format,
  multiple_of: multipleOf,
  reference,
  distinct_count: distinctCount,
  row_count: rowCount,
  volume,
  row_count_equals: rowCountEquals,
  freshness,
  expression,
  schema,
} satisfies { readonly [K in AssertionKind]: Definition<RuleOf<K>> };

const byKind: Readonly<Record<AssertionKind, Definition>> = definitions;

/** What a rule means. */
export function definitionOf({ kind }: Pick<Rule, "kind">): Definition {
  return byKind[kind];
}

/** Every kind of assertion. */
export function kindsOfAssertions(): readonly AssertionKind[] {
  // The keys of a literal object are exactly those of its type.
  return Object.keys(definitions) as readonly AssertionKind[];
}

/** The kinds whose violations are not rows of the table. */
export function kindsWithoutRows(): readonly AssertionKind[] {
  return kindsOfAssertions().filter((kind) => {
    const definition = byKind[kind];
    return definition.scope === "columns" || (definition.scope === "table" && definition.finds === "figures");
  });
}

type KindsOf<Scope extends Definition["scope"]> = {
  [K in AssertionKind]: (typeof definitions)[K]["scope"] extends Scope ? K : never;
}[AssertionKind];

/** The kinds of rules about one value of a row. */
export type ValueKind = KindsOf<"value">;
/** A rule about one value of a row. */
export type ValueRule = RuleOf<ValueKind>;
/** A rule about several values of one row. */
export type RowRule = RuleOf<KindsOf<"row">>;

/** True for a rule about one value of a row. */
export function isValueRule(rule: Rule): rule is ValueRule {
  return definitionOf(rule).scope === "value";
}

/** True for a rule about several values of one row. */
export function isRowRule(rule: Rule): rule is RowRule {
  return definitionOf(rule).scope === "row";
}
