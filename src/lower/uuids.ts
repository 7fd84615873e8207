import { typeAt } from "../assertion/type-at.ts";
import type { Rule } from "../ir/assertion.ts";
import type { Expression } from "../ir/expression.ts";
import type { Field } from "../ir/field.ts";
import type { Literal } from "../ir/literal.ts";
import { isUuid } from "../ir/uuid.ts";
import type { UnnamedAssertion } from "./assertion-ids.ts";

/**
 * Converts the UUIDs of assertions to lower case: in a set of UUIDs, and in literals that an expression compares with a column of UUIDs. The targets
 * compare such columns in lower case, so two spellings of a UUID are one value.
 */
export function withUuids(
  assertions: readonly UnnamedAssertion[],
  fields: readonly Field[],
): readonly UnnamedAssertion[] {
  if (!fields.some(({ type }) => isUuid(type) || isNested(type))) return assertions;
  return assertions.map((assertion) => withUuid(assertion, fields));
}

function withUuid(assertion: UnnamedAssertion, fields: readonly Field[]): UnnamedAssertion {
  const isColumn = (one: Expression) => one.kind === "column" && isUuid(typeAt(fields, [one.name]));
  const { where } = assertion;
  const rule = uuidRule(assertion.rule, fields, isColumn);
  return { ...assertion, rule, ...(where && { where: lowered(where, isColumn) }) };
}

type IsColumn = (expression: Expression) => boolean;

function isNested({ kind }: Field["type"]): boolean {
  return kind === "struct" || kind === "array" || kind === "map";
}

function uuidRule(rule: Rule, fields: readonly Field[], isColumn: IsColumn): Rule {
  if (rule.kind === "expression") return { ...rule, expression: lowered(rule.expression, isColumn) };
  if (rule.kind !== "in_set" || !isUuid(typeAt(fields, rule.field))) return rule;
  const values = new Map(rule.values.map(lowerLiteral).map((literal) => [JSON.stringify(literal), literal]));
  return { ...rule, values: [...values.values()], ofUuids: true };
}

function lowerLiteral(literal: Literal): Literal {
  return literal.kind === "string" ? { ...literal, value: literal.value.toLowerCase() } : literal;
}

/** An expression whose literals are in lower case if they are compared with a UUID. */
function lowered(expression: Expression, isColumn: IsColumn): Expression {
  const inner = (one: Expression) => lowered(one, isColumn);
  const beside = (other: Expression) => (one: Expression) =>
    one.kind === "literal" && isColumn(other) ? { ...one, literal: lowerLiteral(one.literal) } : inner(one);
  switch (expression.kind) {
    case "binary": {
      const { left, right } = expression;
      return { ...expression, left: beside(right)(left), right: beside(left)(right) };
    }
    case "in":
      return {
        ...expression,
        operand: inner(expression.operand),
        values: expression.values.map(beside(expression.operand)),
      };
    case "between": {
      const { operand, low, high } = expression;
      return { ...expression, operand: inner(operand), low: beside(operand)(low), high: beside(operand)(high) };
    }
    case "like":
      return isColumn(expression.operand) ? { ...expression, pattern: expression.pattern.toLowerCase() } : expression;
    case "not":
    case "negate":
    case "is_null":
      return { ...expression, operand: inner(expression.operand) };
    case "call":
      return { ...expression, arguments: expression.arguments.map(inner) };
    case "case": {
      const branches = expression.branches.map(({ when, result }) => ({ when: inner(when), result: inner(result) }));
      const { otherwise } = expression;
      return { ...expression, branches, ...(otherwise && { otherwise: inner(otherwise) }) };
    }
    default:
      return expression;
  }
}
