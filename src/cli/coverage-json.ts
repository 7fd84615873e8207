import type { Coverage } from "../ir/coverage.ts";
import { type CoverageOf, checkedShare, summaries } from "./coverage-report.ts";

/** The coverage for programs. */
export function coverageJson(found: CoverageOf): string {
  const { assertions, records: all, runsOf, violationOf } = found;
  const records = new Map<string, Omit<Coverage, "assertion">[]>(assertions.map(({ id }) => [id, []]));
  // `why` contains the limits.
  for (const { assertion, limits: _, ...record } of all) records.get(assertion)?.push(record);
  const rows = assertions.map((one) => ({
    assertion: one.id,
    contract: one.dataset,
    kind: one.rule.kind,
    severity: one.severity,
    origin: one.origin,
    ...violationOf(one),
    coverage: (records.get(one.id) ?? []).map((record) =>
      record.how === "test" ? { ...record, runBy: runsOf(record.target, one) } : record,
    ),
  }));
  const result = { schemaVersion: 1, errors: checkedShare(found), targets: summaries(found), assertions: rows };
  return `${JSON.stringify(result, null, 2)}\n`;
}
