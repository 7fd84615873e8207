import { isRowRule, isValueRule } from "../assertion/registry.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Contract } from "../ir/contract.ts";
import type { Field } from "../ir/field.ts";
import { compileRowRule, compileWhere } from "../judge/row-rule.ts";
import { anyOf, type Constraint, conditionConstraint, uniqueConstraint } from "./constraint.ts";
import { rulesOf } from "./rules.ts";
import { sourceOf } from "./value-source.ts";

/** What each row must satisfy: conditions, rules under a condition, and uniqueness. */
export function rowConstraints({ dataset: { fields, assertions } }: Contract): readonly Constraint[] {
  return assertions.flatMap((assertion) => rowConstraint(assertion, { fields, assertions }) ?? []);
}

interface Surroundings {
  readonly fields: readonly Field[];
  readonly assertions: readonly Assertion[];
}

/** The constraint of an assertion. Undefined if the values of the column satisfy it already, or if it is about the whole table. */
function rowConstraint(assertion: Assertion, surroundings: Surroundings): Constraint | undefined {
  const { id, rule, where } = assertion;
  const { fields } = surroundings;
  if (rule.kind === "unique" && rule.fields.length > 0)
    return uniqueConstraint(id, { names: rule.fields, where: compileWhere(assertion, fields) }, fields);
  if (isRowRule(rule)) {
    const own = conditionConstraint(id, { condition: rule.expression, goal: "not false" }, fields);
    return where === undefined ? own : unless(assertion, own, fields);
  }
  if (!isValueRule(rule) || where === undefined) return undefined;
  const own = valueConstraint(assertion, surroundings);
  return own && unless(assertion, own, fields);
}

/** A constraint on the rows that satisfy the condition of the assertion. */
function unless({ id, where }: Assertion, own: Constraint, fields: readonly Field[]): Constraint {
  if (where === undefined) return own;
  return anyOf([conditionConstraint(id, { condition: where, goal: "not true" }, fields), own]);
}

/** A rule about one value, as a constraint: a column gets another value, which satisfies this rule too. */
function valueConstraint(assertion: Assertion, { fields, assertions }: Surroundings): Constraint | undefined {
  const { id, rule } = assertion;
  const violates = compileRowRule(assertion, fields);
  if (!isValueRule(rule) || violates === undefined) return undefined;
  const column = fields.findIndex(({ name }) => name === rule.field[0]);
  const field = fields[column];
  if (field === undefined) return undefined;
  const rules = [...rulesOf(field.name, assertions), { path: rule.field.slice(1), rule }];
  const source = sourceOf({ name: field.name, type: field.type, rules });
  return {
    id,
    columns: [column],
    isSatisfied: (row) => !violates(row),
    proposals: () => [
      { column, want: { kind: "source", source } },
      ...(rule.kind === "not_null" ? [] : [{ column, want: { kind: "null" } } as const]),
    ],
  };
}
