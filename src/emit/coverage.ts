import type { Report } from "../diagnostics/diagnostic.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Coverage } from "../ir/coverage.ts";
import type { Ir } from "../ir/ir.ts";
import { Bug } from "../text/bug.ts";
import { diagnostics } from "./diagnostics.ts";

/** Every assertion of the project, by contract. */
export function assertionsOf(ir: Ir): readonly Assertion[] {
  return ir.contracts.flatMap((contract) => contract.dataset.assertions);
}

/** Checks the records of one emitter as they arrive. */
export interface CoverageCheck {
  /** Returns warnings for assertions that the target cannot check. A record about an unknown assertion is a bug in the emitter. */
  report(records: readonly Coverage[]): readonly Report[];
  /** Call it after the last record. A missing assertion is a bug in the emitter. */
  end(): void;
}

/** An assertion, and the number of the last emitter that returned a record for it. */
interface Covered {
  readonly assertion: Assertion;
  by: number;
}

/**
 * Creates the coverage checks for a project's emitters, which run one after another. Each emitter must return at least one record per assertion.
 * With `findOnly`, an emitter may omit records, and only the others are checked.
 */
export function coverageChecks(
  ir: Ir,
  { findOnly }: { readonly findOnly: boolean },
): (emitter: string) => CoverageCheck {
  let known: ReadonlyMap<string, Covered> | undefined;
  const all = () => {
    known ??= new Map(assertionsOf(ir).map((assertion) => [assertion.id, { assertion, by: 0 }]));
    return known;
  };
  let emitters = 0;
  return (emitter) => {
    const number = ++emitters;
    const reportOne = (record: Coverage): Report | undefined => {
      const covered = all().get(record.assertion);
      if (covered === undefined)
        throw new Bug(`emitter "${emitter}" covers "${record.assertion}", which does not exist`);
      covered.by = number;
      return isMissed(record) ? reportUnsupported(record, covered.assertion) : undefined;
    };
    return {
      report: (records) => (findOnly ? records.filter(isMissed) : records).flatMap((record) => reportOne(record) ?? []),
      end: () => {
        if (findOnly) return;
        for (const [id, { by }] of all())
          if (by !== number) throw new Bug(`emitter "${emitter}" returned no coverage for "${id}"`);
      },
    };
  };
}

/** True if a user may expect the target to check the assertion, but it does not. */
function isMissed({ how, expected }: Coverage): boolean {
  return how === "unsupported" && expected !== true;
}

function reportUnsupported(
  { target, why = "it does not have this check" }: Coverage,
  { id, origin }: Assertion,
): Report {
  return diagnostics.report("unsupported-assertion", origin, { assertion: id, target, why });
}
