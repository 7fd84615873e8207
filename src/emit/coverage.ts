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

/** Checks the records of one emitter while they come in. */
export interface CoverageCheck {
  /** The warnings for what the target cannot check. A record about an assertion that does not exist is a bug of the emitter. */
  report(records: readonly Coverage[]): readonly Report[];
  /** Call it when all records are in. An emitter that left an assertion out has a bug. */
  end(): void;
}

/** Makes the checks of a project's emitters: each assertion has at least one record of each of them. */
export function coverageChecks(ir: Ir): (emitter: string) => CoverageCheck {
  const assertions = new Map<string, Assertion>();
  for (const { dataset } of ir.contracts)
    for (const assertion of dataset.assertions) assertions.set(assertion.id, assertion);
  return (emitter) => {
    const covered = new Set<string>();
    const reportOne = (record: Coverage): Report | undefined => {
      const assertion = assertions.get(record.assertion);
      if (assertion === undefined)
        throw new Bug(`emitter "${emitter}" covers "${record.assertion}", which does not exist`);
      // The assertion's own text: a set of it keeps no record alive.
      covered.add(assertion.id);
      return isMissed(record) ? reportUnsupported(record, assertion) : undefined;
    };
    return {
      report: (records) => records.flatMap((record) => reportOne(record) ?? []),
      end: () => {
        for (const id of assertions.keys())
          if (!covered.has(id)) throw new Bug(`emitter "${emitter}" returned no coverage for "${id}"`);
      },
    };
  };
}

/** True where a user may expect a check of the assertion, and there is none. */
function isMissed({ how, expected }: Coverage): boolean {
  return how === "unsupported" && expected !== true;
}

function reportUnsupported({ target, why = "it has no such check" }: Coverage, { id, origin }: Assertion): Report {
  return diagnostics.report("unsupported-assertion", origin, { assertion: id, target, why });
}
