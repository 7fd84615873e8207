import type { Contract } from "../../ir/contract.ts";
import type { Coverage } from "../../ir/coverage.ts";
import { type RowChecks, verdictOf } from "./row-checks.ts";

/** How the validator of a contract checks each of its assertions. */
export function coverageOf({ verdicts }: RowChecks, file: string): readonly Coverage[] {
  // Each record is one object literal. There are hundreds of thousands, and a spread object takes four times the memory.
  const target = "typescript";
  return [...verdicts].map(([{ id }, verdict]) => {
    if (verdict.by !== "nothing") return { assertion: id, target, file, how: "runtime" };
    const { how, why, expected } = verdict;
    return { assertion: id, target, file, how, why, ...(expected && { expected: true }) };
  });
}

/** The records that dex reports: those of assertions that a validator is expected to check but does not. */
export function missedBy({ dataset: { assertions, fields } }: Contract): readonly Coverage[] {
  return assertions.flatMap((assertion): readonly Coverage[] => {
    const verdict = verdictOf(assertion, fields);
    if (verdict.by !== "nothing" || verdict.how !== "unsupported" || verdict.expected) return [];
    return [{ assertion: assertion.id, target: "typescript", how: verdict.how, why: verdict.why }];
  });
}
