import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactNumber } from "../../src/parse/number.ts";

describe("the number that a text says", () => {
  it.each([
    ["0", 0],
    ["-0", 0],
    ["+1.50", 1.5],
    [".5", 0.5],
    ["1.", 1],
    ["1e3", 1000],
    ["15E-1", 1.5],
    ["0.1", 0.1],
    ["9007199254740991", 9007199254740991],
    ["123456789.123456", 123456789.123456],
  ])("%s is %d", (text, want) => {
    expect(Object.is(exactNumber(text), want)).toBe(true);
  });

  it.each([
    ["9007199254740992"],
    ["9007199254740993"],
    ["1e400"],
    ["1e-400"],
    ["0.12345678901234567890"],
    ["99999999999999999.99"],
    ["010"],
    ["0x1f"],
    ["0o17"],
    [".inf"],
    [".nan"],
    ["."],
    ["1_000"],
    ["1:30"],
    [""],
  ])("%s is none", (text) => {
    expect(exactNumber(text)).toBeUndefined();
  });

  it("is the very decimal that is written, or none", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 19 });
    const exponent = fc.integer({ min: -30, max: 30 });
    fc.assert(
      fc.property(digits, digits, exponent, (whole, fraction, power) => {
        const found = exactNumber(`${BigInt(whole)}.${fraction}e${power}`);
        if (found === undefined) return;
        // The shortest decimal that names the number is the written one, digit for digit.
        expect(scaled(String(found))).toBe(scaled(`${whole}.${fraction}e${power}`));
      }),
      { numRuns: 5000, seed: 11 },
    );
  });

  it("is found for every number that a program writes, but for integers beyond 2^53", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const want = Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : value + 0;
        expect(exactNumber(String(value))).toBe(want);
      }),
      { numRuns: 5000, seed: 12 },
    );
  });
});

/** A decimal as a whole number of units of 10^-400. */
function scaled(text: string): bigint {
  const [, sign = "", whole = "", fraction = "", power = "0"] = /^(-?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/.exec(text) ?? [];
  return BigInt(`${sign}${whole}${fraction}`) * 10n ** BigInt(400 - fraction.length + Number(power));
}
