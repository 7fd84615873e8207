import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Scored, scoreOf } from "../../src/quality/score.ts";

function scored(status: Scored["status"], more: Partial<Scored> = {}): Scored {
  return { dimension: "completeness", status, ...more };
}

function percent(...checks: readonly Scored[]): number | undefined {
  return scoreOf(checks).overall.percent;
}

const anyCheck: fc.Arbitrary<Scored> = fc
  .record({
    dimension: fc.constantFrom<Scored["dimension"]>("completeness", "coverage", "conformity", "timeliness"),
    status: fc.constantFrom<Scored["status"]>("pass", "fail", "warn", "error", "skipped"),
    violations: fc.nat(100),
    clean: fc.nat(100),
    hasRows: fc.boolean(),
  })
  .map(({ dimension, status, violations, clean, hasRows }) =>
    hasRows ? { dimension, status, violations, examined: violations + clean } : { dimension, status },
  );

describe("the quality score", () => {
  it("is the mean share of rows without a violation", () => {
    expect(percent(scored("fail", { violations: 25, examined: 100 }))).toBe(75);
    expect(percent(scored("fail", { violations: 25, examined: 100 }), scored("pass"))).toBe(87.5);
    expect(percent(scored("pass", { violations: 1, examined: 4 }))).toBe(75);
  });

  it("is all or nothing for a check of the whole table, and for no rows", () => {
    expect(percent(scored("fail"))).toBe(0);
    expect(percent(scored("warn"))).toBe(0);
    expect(percent(scored("fail", { violations: 0, examined: 0 }))).toBe(0);
    expect(percent(scored("pass", { violations: 0, examined: 0 }))).toBe(100);
  });

  it("is 100 only without any violation", () => {
    expect(percent(scored("fail", { violations: 1, examined: 1_000_000_000 }))).toBe(99.9);
    expect(percent(...Array.from({ length: 30 }, () => scored("pass", { violations: 0, examined: 7 })))).toBe(100);
  });

  it("is missing if no check ran", () => {
    expect(scoreOf([])).toEqual({ overall: { checks: 0, ran: 0 }, dimensions: {} });
    expect(scoreOf([scored("skipped"), scored("error")])).toEqual({
      overall: { checks: 2, ran: 0 },
      dimensions: { completeness: { checks: 2, ran: 0 } },
    });
  });

  it("calls conformity validity, and counts coverage as completeness", () => {
    const { dimensions } = scoreOf([
      scored("fail", { dimension: "conformity" }),
      scored("fail", { dimension: "coverage" }),
      scored("pass"),
    ]);
    expect(dimensions).toEqual({
      completeness: { percent: 50, checks: 2, ran: 2 },
      validity: { percent: 0, checks: 1, ran: 1 },
    });
  });

  it("is never raised by a check that did not run: neither added, nor in place of one that ran", () => {
    fc.assert(
      fc.property(fc.array(anyCheck, { maxLength: 8 }), anyCheck, fc.boolean(), (others, one, isSkipped) => {
        const missing: Scored = { dimension: one.dimension, status: isSkipped ? "skipped" : "error" };
        const withMissing = percent(...others, missing) ?? 0;
        expect(withMissing).toBeLessThanOrEqual(percent(...others, one) ?? 0);
        expect(withMissing).toBeLessThanOrEqual(percent(...others) ?? 0);
      }),
    );
  });
});
