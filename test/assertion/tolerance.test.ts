import { expect, it } from "vitest";
import { exceeds } from "../../src/assertion/tolerance.ts";
import { code } from "../../src/text/quote/code.ts";

it.each([
  ["0", "rows", "bad > 0"],
  ["5", "rows", "bad > 5"],
  ["0.015", "fraction", "bad * 1000 > total * 15"],
  ["1", "fraction", "bad * 1 > total * 1"],
] as const)("more than %s %s is %s", (max, unit, condition) => {
  expect(exceeds({ violations: code`bad`, total: code`total` }, { max, unit }).text).toBe(condition);
});
