import type { AssertionKind, Rule } from "../ir/assertion.ts";
import type { RuleOf } from "./define.ts";

/** Declares a method, because TypeScript assigns a method that takes one kind of rule to a method that takes any kind. */
interface Entry<R extends Rule, Context, Result> {
  make(rule: R, context: Context): Result;
}

/** The native forms of a target: one function per kind, which takes the rules of that kind. */
export type PerKind<Context, Result, K extends AssertionKind = AssertionKind> = {
  readonly [Kind in K]: Entry<RuleOf<Kind>, Context, Result>["make"];
};

/** The function for a rule. Undefined if the table has no entry for its kind. */
export function entryFor<Context, Result>(
  table: Partial<PerKind<Context, Result>>,
  rule: Rule,
): ((context: Context) => Result) | undefined {
  const make: Entry<Rule, Context, Result>["make"] | undefined = table[rule.kind];
  return make && ((context) => make(rule, context));
}
