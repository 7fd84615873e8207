import type { Contract } from "../../ir/contract.ts";
import type { Coverage } from "../../ir/coverage.ts";
import { heldBy } from "./promises.ts";

/** How the schema of a contract holds each of its assertions. Nobody looks to a schema for the others: row validators and dbt hold them. */
export function coverageOf(contract: Contract, file: string): readonly Coverage[] {
  return contract.dataset.assertions.map((assertion) => {
    const held = heldBy(assertion, contract);
    const record = { assertion: assertion.id, target: "json-schema", file };
    if (held.by === "nothing") return { ...record, how: "unsupported", why: held.why, expected: true };
    return { ...record, how: held.by === "shape" ? "enforced" : "runtime" };
  });
}
