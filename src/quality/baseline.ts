import type { CheckResult, DatasetResult } from "./result.ts";

/** The violations of each check that are known and accepted, by the id of its assertion. */
export type Baseline = ReadonlyMap<string, number>;

const SCHEMA_VERSION = 1;

/** Parses a baseline file. Returns the problem if the file is not valid. */
export function readBaseline(text: string): Baseline | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "it is not JSON" };
  }
  if (typeof value !== "object" || value === null || !("violations" in value) || !("schemaVersion" in value))
    return { problem: "it has no member violations" };
  if (value.schemaVersion !== SCHEMA_VERSION) return { problem: "it has the format of another version of dex" };
  const entries = Object.entries(value.violations ?? {});
  const wrong = entries.find(([, count]) => !Number.isSafeInteger(count) || Number(count) < 0);
  if (wrong !== undefined) return { problem: `the number of "${wrong[0]}" is not a whole number` };
  return new Map(entries.map(([id, count]) => [id, Number(count)]));
}

/** A result as a baseline: every check with violations. Checks that did not run keep what the baseline had. */
export function baselineText({ checks }: DatasetResult, before: Baseline): string {
  const ran = new Map(checks.map((check) => [check.id, check]));
  const known = [...before].filter(([id]) => ran.get(id)?.violations === undefined);
  const found = checks.flatMap(({ id, violations }): [string, number][] =>
    violations === undefined || violations === 0 ? [] : [[id, violations]],
  );
  const sorted = [...known, ...found].sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, violations: Object.fromEntries(sorted) }, null, 2)}\n`;
}

/** A result in comparison with a baseline: a check with no more violations than before passes. */
export function againstBaseline(result: DatasetResult, baseline: Baseline): DatasetResult {
  return { ...result, checks: result.checks.map((check) => compared(check, baseline.get(check.id))) };
}

function compared(check: CheckResult, known: number | undefined): CheckResult {
  const { violations, status, reason } = check;
  if (known === undefined || violations === undefined || (status !== "fail" && status !== "warn")) return check;
  if (violations > known) return { ...check, baseline: known, reason: `${reason}; the baseline has ${known}` };
  const { reason: _, ...passed } = check;
  return { ...passed, status: "pass", baseline: known };
}

/** The checks that have fewer violations than the baseline, in words. */
export function improvements({ checks }: DatasetResult, baseline: Baseline): readonly string[] {
  return checks.flatMap(({ id, violations }) => {
    const known = baseline.get(id);
    return known === undefined || violations === undefined || violations >= known
      ? []
      : [`${id} has ${violations} violations, ${known - violations} fewer than the baseline`];
  });
}
