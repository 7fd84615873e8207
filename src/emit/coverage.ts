import type { Report } from "../diagnostics/diagnostic.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Coverage } from "../ir/coverage.ts";
import type { Ir } from "../ir/ir.ts";
import { Bug } from "../text/bug.ts";
import { diagnostics } from "./diagnostics.ts";

/** Every assertion of the project, contract by contract. */
export function assertionsOf(ir: Ir): readonly Assertion[] {
  return ir.contracts.flatMap((contract) => contract.dataset.assertions);
}

/**
 * Holds an emitter to its duty: each assertion has at least one record, and none is about an assertion that does not exist.
 * Returns the warnings for what its targets cannot check. An emitter that leaves one out has a bug.
 */
export function reportCoverage(ir: Ir, emitter: string, coverage: readonly Coverage[]): readonly Report[] {
  const assertions = new Map<string, Assertion>();
  for (const { dataset } of ir.contracts)
    for (const assertion of dataset.assertions) assertions.set(assertion.id, assertion);
  const covered = new Set<string>();
  for (const record of coverage) covered.add(record.assertion);
  for (const id of assertions.keys()) {
    if (!covered.has(id)) throw new Bug(`emitter "${emitter}" returned no coverage for "${id}"`);
  }
  const reports: Report[] = [];
  for (const record of coverage) {
    const assertion = assertions.get(record.assertion);
    if (assertion === undefined)
      throw new Bug(`emitter "${emitter}" covers "${record.assertion}", which does not exist`);
    if (record.how !== "unsupported" || record.expected === true) continue;
    const parameters = {
      assertion: record.assertion,
      target: record.target,
      why: record.why ?? "it has no such check",
    };
    reports.push(diagnostics.report("unsupported-assertion", assertion.origin, parameters));
  }
  return reports;
}
