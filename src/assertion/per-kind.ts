import type { AssertionKind, Rule } from "../ir/assertion.ts";
import type { RuleOf } from "./define.ts";

/** Makes a method of a function type: TypeScript then accepts an entry for one kind where an entry for any kind is asked for. */
interface Entry<R extends Rule, Context, Result> {
  make(rule: R, context: Context): Result;
}

/** One function per kind of rule, each of which takes rules of its own kind: the forms that a target has for them. */
export type PerKind<Context, Result, K extends AssertionKind = AssertionKind> = {
  readonly [Kind in K]: Entry<RuleOf<Kind>, Context, Result>["make"];
};

/** The entry for a rule, which is of its kind; undefined where the table has none. */
export function entryFor<Context, Result>(
  table: Partial<PerKind<Context, Result>>,
  rule: Rule,
): ((context: Context) => Result) | undefined {
  const make: Entry<Rule, Context, Result>["make"] | undefined = table[rule.kind];
  return make && ((context) => make(rule, context));
}
