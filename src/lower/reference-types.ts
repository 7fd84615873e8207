import { typeAt } from "../assertion/type-at.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Contract } from "../ir/contract.ts";

/** Adds the type of the other column to each reference. */
export function withReferenceTypes(contracts: readonly Contract[]): readonly Contract[] {
  const byId = new Map(contracts.map((contract) => [contract.id, contract]));
  const typed = (assertion: Assertion): Assertion => {
    const { rule } = assertion;
    if (rule.kind !== "reference") return assertion;
    const toType = typeAt(byId.get(rule.to.dataset)?.dataset.fields ?? [], [rule.to.field]);
    return toType === undefined ? assertion : { ...assertion, rule: { ...rule, toType } };
  };
  return contracts.map((contract) => {
    const { dataset } = contract;
    if (!dataset.assertions.some(({ rule }) => rule.kind === "reference")) return contract;
    return { ...contract, dataset: { ...dataset, assertions: dataset.assertions.map(typed) } };
  });
}
