import type { CheckResult, DatasetResult, RunResult } from "../result.ts";
import { byAttention, explanationOf } from "./words.ts";

/** A check that did not pass and was not skipped, with its dataset. */
export interface Finding {
  readonly check: CheckResult;
  readonly dataset: DatasetResult;
  /** One sentence: the dataset, the check and why it is here. */
  readonly message: string;
}

/** The findings of a run, in the order for people: for formats that report problems only. */
export function findingsOf({ datasets }: RunResult): readonly Finding[] {
  const all = datasets.flatMap((dataset) => dataset.checks.map((check) => ({ check, dataset, status: check.status })));
  return byAttention(all)
    .filter(({ status }) => status === "fail" || status === "error" || status === "warn")
    .map(({ check, dataset }) => ({ check, dataset, message: messageOf(check, dataset) }));
}

function messageOf(check: CheckResult, { contract, source }: DatasetResult): string {
  const what = check.status === "error" ? "did not run" : "is violated";
  return `${check.id} ${what} in ${source.name} (${contract.name} ${contract.version}): ${explanationOf(check)}`;
}
