import { describe, expect, it } from "vitest";
import { isExceeded } from "../../src/assertion/tolerance.ts";
import { statusOf } from "../../src/quality/status.ts";

describe("the status of a check", () => {
  it.each([
    [0, 10, undefined, false],
    [1, 10, undefined, true],
    [2, 10, { max: "2", unit: "rows" }, false],
    [3, 10, { max: "2", unit: "rows" }, true],
    [1, 1000, { max: "0.001", unit: "fraction" }, false],
    [2, 1000, { max: "0.001", unit: "fraction" }, true],
    // As floats, 3 of 10 would be more than 0.3.
    [3, 10, { max: "0.3", unit: "fraction" }, false],
    [0, 0, { max: "0", unit: "fraction" }, false],
    [9_007_199_254_740_991, 9_007_199_254_740_991, { max: "0.9999999999999999", unit: "fraction" }, true],
  ] as const)(
    "says that %i of %i rows with the tolerance %j are too many: %s",
    (violations, examined, tolerance, expected) => {
      expect(isExceeded(violations, examined, tolerance)).toBe(expected);
    },
  );

  it.each([
    [{ severity: "error" }, "fail"],
    [{ severity: "warn" }, "warn"],
    [{ severity: "info" }, "warn"],
    [{ severity: "error", quarantine: true }, "warn"],
    [{ severity: "error", quarantine: true, tolerance: { max: "1", unit: "rows" } }, "fail"],
  ] as const)("of %j is %s if it is violated", (assertion, status) => {
    expect(statusOf(true, assertion)).toBe(status);
    expect(statusOf(false, assertion)).toBe("pass");
  });
});
