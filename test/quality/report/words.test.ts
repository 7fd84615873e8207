import { describe, expect, it } from "vitest";
import * as words from "../../../src/quality/report/words.ts";

describe("the words of reports", () => {
  it.each([
    [0, "0"],
    [999, "999"],
    [1000, "1,000"],
    [1234567, "1,234,567"],
  ])("group the digits of %i", (number, text) => expect(words.grouped(number)).toBe(text));

  it.each([
    [0, "0 ms"],
    [0.4, "0 ms"],
    [999.4, "999 ms"],
    [999.6, "1.0 s"],
    [59_940, "59.9 s"],
    [59_960, "1 min 0 s"],
    [125_000, "2 min 5 s"],
  ])("show %d milliseconds", (milliseconds, text) => expect(words.duration(milliseconds)).toBe(text));

  it.each([
    [{ max: "5", unit: "rows" }, "max 5"],
    [{ max: "0.01", unit: "fraction" }, "max 1 %"],
    [{ max: "0.015", unit: "fraction" }, "max 1.5 %"],
    [{ max: "0.0001", unit: "fraction" }, "max 0.01 %"],
    [{ max: "0.5", unit: "fraction" }, "max 50 %"],
    [{ max: "1", unit: "fraction" }, "max 100 %"],
    [{ max: "0", unit: "fraction" }, "max 0 %"],
  ] as const)("show the tolerance %o", (tolerance, text) => expect(words.allowedBy({ tolerance })).toBe(text));

  it.each([
    [null, "NULL"],
    ["NULL", '"NULL"'],
    ["", '""'],
    [" a", '" a"'],
    ["a b", "a b"],
    [1.5, "1.5"],
    [false, "false"],
    ["false", '"false"'],
  ])("show the value %o so that it cannot be mistaken", (value, text) => expect(words.shownValue(value)).toBe(text));

  it("never call a run without a verdict a pass", () => {
    expect(words.worstOf([])).toBe("skipped");
    expect(words.worstOf([{ status: "skipped" }])).toBe("skipped");
    expect(words.worstOf([{ status: "pass" }, { status: "skipped" }])).toBe("pass");
    expect(words.worstOf([{ status: "fail" }, { status: "error" }])).toBe("error");
  });
});
