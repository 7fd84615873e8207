import type { Assertion, Rule } from "../ir/assertion.ts";
import type { Contract } from "../ir/contract.ts";
import { compileWhere } from "../judge/row-rule.ts";
import type { Row, Value } from "../judge/value.ts";
import { type ColumnContext, fieldOf } from "./columns.ts";
import type { Constraint } from "./constraint.ts";
import { conditionConstraint } from "./constraint.ts";
import { converted, Pool, poolSource } from "./pool.ts";
import { choiceSource } from "./value-source.ts";
import type { Proposal } from "./want.ts";

/** References that the source of a column cannot satisfy alone: to the dataset itself, and those with a condition. */
export function referenceConstraints(contract: Contract, context: ColumnContext): readonly Constraint[] {
  return contract.dataset.assertions.flatMap((assertion) => {
    const { rule } = assertion;
    if (rule.kind !== "reference" || rule.field.length > 1) return [];
    const isSelf = rule.to.dataset === contract.dataset.id;
    if (!isSelf && assertion.where === undefined) return [];
    return referenceConstraint(assertion, { rule, contract, context, isSelf }) ?? [];
  });
}

interface ReferenceOf {
  readonly rule: Extract<Rule, { kind: "reference" }>;
  readonly contract: Contract;
  readonly context: ColumnContext;
  readonly isSelf: boolean;
}

function referenceConstraint(assertion: Assertion, given: ReferenceOf): Constraint | undefined {
  const { rule, contract, context, isSelf } = given;
  const { fields } = contract.dataset;
  const column = fields.findIndex(({ name }) => name === rule.field[0]);
  const key = fields.findIndex(({ name }) => name === rule.to.field);
  const [own, other] = [fields[column]?.type, fieldOf(rule.to, context.contracts)?.type];
  if (own === undefined || other === undefined) return undefined;
  const pool = new Pool(own);
  const add = (value: Value) => pool.add(converted(value, other, own) ?? null);
  if (!isSelf) for (const value of context.valuesOf(rule.to.dataset, rule.to.field) ?? []) add(value);
  const where = compileWhere(assertion, fields);
  const condition =
    assertion.where && conditionConstraint(assertion.id, { condition: assertion.where, goal: "not true" }, fields);
  const ownKey = (row: Row) => (isSelf ? converted(row[key] ?? null, other, own) : undefined);
  const isKnown = (value: Value, row: Row) => {
    const itself = ownKey(row);
    if (pool.has(value)) return true;
    if (itself === undefined) return false;
    const single = new Pool(own);
    single.add(itself);
    return single.has(value);
  };
  return {
    id: assertion.id,
    columns: [...new Set([column, ...(isSelf ? [key] : []), ...(condition?.columns ?? [])])],
    isSatisfied: (row) => {
      const value = row[column] ?? null;
      return value === null || isKnown(value, row) || !where(row);
    },
    proposals: (row, place) => {
      const itself = ownKey(row);
      const sources = [
        ...(pool.values.length > 0 ? [poolSource(pool)] : []),
        ...(itself === undefined ? [] : [choiceSource([itself], () => true)]),
      ];
      return [
        ...sources.map((source): Proposal => ({ column, want: { kind: "source", source } })),
        { column, want: { kind: "null" } },
        ...(condition?.proposals(row, place) ?? []),
      ];
    },
    commit: (row) => {
      if (isSelf) add(row[key] ?? null);
    },
  };
}
