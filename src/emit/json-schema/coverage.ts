import type { Contract } from "../../ir/contract.ts";
import type { Coverage } from "../../ir/coverage.ts";
import { verdictOf } from "./verdict.ts";

/** How the schema of a contract checks each of its assertions. Unsupported ones are `expected`: row validators and dbt check them. */
export function coverageOf(contract: Contract, file: string): readonly Coverage[] {
  // Each record is one object literal. There are hundreds of thousands, and a spread object takes four times the memory.
  const target = "json-schema";
  return contract.dataset.assertions.map((assertion) => {
    const verdict = verdictOf(assertion, contract);
    const { id } = assertion;
    if (verdict.by === "nothing")
      return { assertion: id, target, file, how: "unsupported", why: verdict.why, expected: true };
    return { assertion: id, target, file, how: verdict.by === "columns" ? "enforced" : "runtime" };
  });
}
