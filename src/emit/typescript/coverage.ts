import type { Contract } from "../../ir/contract.ts";
import type { Coverage } from "../../ir/coverage.ts";
import { heldBy } from "./promises.ts";

/** How the validator of a contract holds each of its assertions. */
export function coverageOf(contract: Contract, file: string): readonly Coverage[] {
  return contract.dataset.assertions.map((assertion) => {
    const held = heldBy(assertion, contract);
    const record = { assertion: assertion.id, target: "typescript", file };
    if (held.by !== "nothing") return { ...record, how: "runtime" };
    return { ...record, how: held.how, why: held.why, ...(held.expected && { expected: true }) };
  });
}
