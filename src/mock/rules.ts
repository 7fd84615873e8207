import { definitionOf, isValueRule, type ValueRule } from "../assertion/registry.ts";
import type { Assertion, FieldPath } from "../ir/assertion.ts";
import type { Type } from "../ir/field.ts";
import { fitsType } from "../judge/fit.ts";
import type { Value } from "../judge/value.ts";
import { compileValueRule, violatesAt } from "../judge/value-rule.ts";

/** A rule about a place inside a value. The path is empty for the value itself. */
export interface PlacedRule {
  readonly path: FieldPath;
  readonly rule: ValueRule;
}

/** A place for values: a column, a member of a struct, or the items of a list. */
export interface ValuePlace {
  readonly name: string;
  readonly type: Type;
  readonly rules: readonly PlacedRule[];
}

/** The rules about a column that hold for every row. */
export function rulesOf(column: string, assertions: readonly Assertion[]): readonly PlacedRule[] {
  return assertions.flatMap(({ rule, where }) =>
    isValueRule(rule) && where === undefined && rule.field[0] === column ? [{ path: rule.field.slice(1), rule }] : [],
  );
}

/** The rules about a place inside the value, as rules about the place. */
export function rulesBelow(rules: readonly PlacedRule[], step: string): readonly PlacedRule[] {
  return rules.flatMap(({ path, rule }) => (path[0] === step ? [{ path: path.slice(1), rule }] : []));
}

/** The rules about the value itself that apply to values of its type. */
export function ownRules(rules: readonly PlacedRule[], type: Type): readonly ValueRule[] {
  return rules.flatMap(({ path, rule }) => (path.length === 0 && applies(rule, type) ? [rule] : []));
}

function applies(rule: ValueRule, type: Type): boolean {
  const definition = definitionOf(rule);
  const takes = definition.scope === "value" ? definition.takes(rule) : undefined;
  return takes === undefined || takes.includes(type.kind);
}

/** Decides whether a value fits its type and satisfies the rules about it. */
export function acceptor(type: Type, rules: readonly PlacedRule[]): (value: Value) => boolean {
  const tests = rules.flatMap(({ path, rule }) => {
    const inner = typeBelow(type, path);
    if (inner === undefined || !applies(rule, inner)) return [];
    const violates = compileValueRule(rule, inner);
    return [(value: Value) => violatesAt(value, path, violates)];
  });
  return (value) => fitsType(value, type) && !tests.some((violates) => violates(value));
}

/** The type of a place inside a value. */
function typeBelow(type: Type, path: FieldPath): Type | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return type;
  if (type.kind === "array") return typeBelow(type.items, rest);
  if (type.kind === "map") return typeBelow(type.values, rest);
  const member = type.kind === "struct" ? type.fields.find(({ name }) => name === step) : undefined;
  return member && typeBelow(member.type, rest);
}
