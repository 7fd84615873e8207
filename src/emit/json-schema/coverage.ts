import type { Contract } from "../../ir/contract.ts";
import type { Coverage } from "../../ir/coverage.ts";
import { verdictOf } from "./verdict.ts";

/** How the schema of a contract checks each of its assertions. Nobody expects a schema to check the others: row validators and dbt do. */
export function coverageOf(contract: Contract, file: string): readonly Coverage[] {
  // A record is one literal: there are hundreds of thousands of them, and a copied object takes four times the memory.
  const target = "json-schema";
  return contract.dataset.assertions.map((assertion) => {
    const verdict = verdictOf(assertion, contract);
    const { id } = assertion;
    if (verdict.by === "nothing")
      return { assertion: id, target, file, how: "unsupported", why: verdict.why, expected: true };
    return { assertion: id, target, file, how: verdict.by === "columns" ? "enforced" : "runtime" };
  });
}
