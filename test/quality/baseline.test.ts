import { describe, expect, it } from "vitest";
import { againstBaseline, baselineText, improvements, readBaseline } from "../../src/quality/baseline.ts";
import type { CheckResult, DatasetResult } from "../../src/quality/result.ts";

const check = (id: string, status: CheckResult["status"], violations?: number): CheckResult => ({
  ...{ id, kind: "range", dimension: "accuracy", severity: "error", sentence: "x is at least 0", columns: ["x"] },
  ...{ status, by: "rows", samples: [], duration: 1, reason: "some rows violate it" },
  ...(violations !== undefined && { violations }),
});

const result = (...checks: readonly CheckResult[]): DatasetResult => ({
  ...{ contract: { id: "t", name: "t", version: "1.0.0" }, source: { engine: "duckdb", name: "t.csv", files: 1 } },
  ...{ checks, duration: 1 },
});

describe("a baseline", () => {
  const before = result(check("a", "fail", 5), check("b", "pass", 0), check("c", "warn", 2), check("f", "fail"));
  const baseline = readBaseline(baselineText(before, new Map([["f", 1]])));

  it("has the violations of every check, and keeps those of checks that did not run", () => {
    expect(baseline).toEqual(
      new Map([
        ["a", 5],
        ["c", 2],
        ["f", 1],
      ]),
    );
  });

  it.each([
    [5, "pass", undefined],
    [4, "pass", undefined],
    [6, "fail", "some rows violate it; the baseline has 5"],
  ])("of 5 violations with %i now: %s", (violations, status, reason) => {
    const { checks } = againstBaseline(result(check("a", "fail", violations)), baseline as ReadonlyMap<string, number>);
    expect([checks[0]?.status, checks[0]?.reason, checks[0]?.baseline]).toEqual([status, reason, 5]);
  });

  it("fails for a check that it does not know, for one without a count, and for one that did not run", () => {
    const now = result(check("b", "fail", 1), check("f", "fail"), check("a", "error"));
    expect(againstBaseline(now, baseline as ReadonlyMap<string, number>)).toEqual(now);
  });

  it("says what has improved", () => {
    const now = result(check("a", "fail", 3), check("c", "pass", 0));
    expect(improvements(now, baseline as ReadonlyMap<string, number>)).toEqual([
      "a has 3 violations, 2 fewer than the baseline",
      "c has 0 violations, 2 fewer than the baseline",
    ]);
  });

  it.each([
    ["[", "it is not JSON"],
    ["[]", "it has no member violations"],
    ['{"schemaVersion": 2, "violations": {}}', "it has the format of another version of dex"],
    ['{"schemaVersion": 1, "violations": {"a": -1}}', 'the number of "a" is not a whole number'],
  ])("is not %s", (text, problem) => {
    expect(readBaseline(text)).toEqual({ problem });
  });
});
