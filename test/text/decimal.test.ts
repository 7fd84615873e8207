import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareDecimals, fromUnscaled, scaleOf, subtractDecimals, unscaled } from "../../src/text/decimal.ts";

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: 0, max: 45 }))
  .map(([value, scale]) => fromUnscaled(value, scale));

describe("exact decimals", () => {
  it.each([
    ["0", 0, 0n],
    ["-1.5", 2, -150n],
    ["-0.05", 2, -5n],
    ["0.5", 1, 5n],
  ])("%s at scale %i is %s", (text, scale, value) => {
    expect(unscaled(text, scale)).toBe(value);
  });

  it.each([
    [0n, 3, "0"],
    [-150n, 2, "-1.5"],
    [-5n, 2, "-0.05"],
    [1000n, 3, "1"],
    [7n, 0, "7"],
  ])("%s with scale %i is %s", (value, scale, text) => {
    expect(fromUnscaled(value, scale)).toBe(text);
  });

  it("keeps every digit on the way to an integer and back", () => {
    fc.assert(fc.property(decimals, (text) => fromUnscaled(unscaled(text, scaleOf(text)), scaleOf(text)) === text));
  });

  it("orders and subtracts alike", () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        const difference = subtractDecimals(a, b);
        const sign = difference === "0" ? 0 : difference.startsWith("-") ? -1 : 1;
        expect(compareDecimals(a, b)).toBe(sign);
        expect(compareDecimals(b, a)).toBe(sign === 0 ? 0 : -sign);
        expect(subtractDecimals(a, subtractDecimals(a, b))).toBe(b);
      }),
    );
  });
});
