import type { Contract } from "../../ir/contract.ts";
import type { Coverage } from "../../ir/coverage.ts";
import { heldBy } from "./promises.ts";

/** How the schema of a contract holds each of its assertions. Nobody looks to a schema for the others: row validators and dbt hold them. */
export function coverageOf(contract: Contract, file: string): readonly Coverage[] {
  // A record is one literal: there are hundreds of thousands of them, and a copied object takes four times the memory.
  const target = "json-schema";
  return contract.dataset.assertions.map((assertion) => {
    const held = heldBy(assertion, contract);
    const { id } = assertion;
    if (held.by === "nothing")
      return { assertion: id, target, file, how: "unsupported", why: held.why, expected: true };
    return { assertion: id, target, file, how: held.by === "shape" ? "enforced" : "runtime" };
  });
}
