import type { Assertion } from "../../src/ir/assertion.ts";
import type { Contract } from "../../src/ir/contract.ts";
import { contractIr } from "../emit/dbt/project.ts";

const TEXT = `
dataset: { kind: table, primary_key: [id] }
schema:
  properties:
    id: { type: integer }
    name: { type: string }
    ratio: { type: double }
    at: { type: timestamp }
quality:
  - `;

/** A contract with one quality rule, named "rule", and the assertion of the rule. */
export function withRule(rule: string): { readonly contract: Contract; readonly assertion: Assertion } {
  const [contract] = contractIr(TEXT + rule).contracts;
  const [assertion, ...others] = contract?.dataset.assertions.filter(({ id }) => id === "orders.rule") ?? [];
  if (contract === undefined || assertion === undefined || others.length > 0) throw new Error("not one rule");
  return { contract, assertion };
}
