import type { Assertion } from "../ir/assertion.ts";
import type { Coverage } from "../ir/coverage.ts";
import { Bug } from "../text/bug.ts";

/** The coverage of one part of a target: one adapter, or one source. */
export interface PartialCoverage {
  readonly name: string;
  readonly coverage: readonly Coverage[];
}

/** Levels of coverage, from the strongest to the weakest. */
const STRENGTH = ["enforced", "test", "runtime", "documented", "unsupported"] as const;

/** Returns one record per assertion: the weakest coverage of all parts. `absent` is the record of an assertion without coverage. */
export function mergeCoverage(
  assertions: readonly Assertion[],
  parts: readonly PartialCoverage[],
  absent: Pick<Coverage, "target" | "why">,
): readonly Coverage[] {
  const found = parts.map(({ name, coverage }) => ({
    name,
    records: new Map(coverage.map((record) => [record.assertion, record])),
  }));
  return assertions.map(({ id }): Coverage => {
    const records = found.flatMap(({ name, records: known }) => {
      const record = known.get(id);
      return record === undefined ? [] : [{ name, record }];
    });
    if (records.length === 0) return { assertion: id, ...absent, how: "unsupported", expected: true };
    return weakest(records);
  });
}

/** One part of a target as `dex check` needs it: most assertions have no record that dex reports, so the records are made on demand. */
export interface PartialFindings {
  readonly name: string;
  /** True if the part does not check the assertion. */
  readonly misses: (assertion: Assertion) => boolean;
  readonly record: (assertion: Assertion) => Coverage;
}

/** Returns only the records of `mergeCoverage` that dex may report: those of assertions that at least one part does not check. */
export function mergeMissed(
  assertions: readonly Assertion[],
  parts: readonly PartialFindings[],
  absent: Pick<Coverage, "target" | "why">,
): readonly Coverage[] {
  const missed = assertions.filter((assertion) => parts.some(({ misses }) => misses(assertion)));
  if (missed.length === 0) return [];
  const found = parts.map(({ name, record }) => ({ name, coverage: missed.map(record) }));
  return mergeCoverage(missed, found, absent);
}

interface Named {
  readonly name: string;
  readonly record: Coverage;
}

function weakest(records: readonly Named[]): Coverage {
  // Of two checks of the same kind, one with limits is weaker.
  const rank = ({ record }: Named) => 2 * STRENGTH.indexOf(record.how) + (record.limits === undefined ? 0 : 1);
  const [first, ...rest] = [...records].sort((a, b) => rank(b) - rank(a));
  if (first === undefined) throw new Bug("no part has a record");
  const others = rest.filter(({ record }) => record.how !== first.record.how);
  if (others.length === 0) return first.record;
  const elsewhere = others.map(({ name, record }) => `${record.how} on ${name}`).join(", ");
  return { ...first.record, why: `${first.record.why ?? `on ${first.name}`}; ${elsewhere}` };
}
