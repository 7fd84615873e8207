import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clockText, dayNumber, dayText, momentText, nanosOf } from "../../src/judge/moment.ts";

describe("a moment", () => {
  it("is the same as that of JavaScript", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }),
        (date) => {
          const text = date.toISOString();
          expect(nanosOf(text)).toBe(BigInt(date.getTime()) * 1_000_000n);
          expect(nanosOf(`${momentText(nanosOf(text))}Z`)).toBe(nanosOf(text));
          const days = Math.floor(date.getTime() / 86_400_000);
          expect(dayText(days)).toBe(text.slice(0, 10));
          expect(dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(days);
        },
      ),
    );
  });

  it.each([
    ["2026-01-01T12:00:00+02:00", "2026-01-01T10:00:00"],
    ["2026-01-01 00:00:00-05:30", "2026-01-01T05:30:00"],
    ["2026-01-01", "2026-01-01T00:00:00"],
    ["2026-01-01T00:00:00.000000001Z", "2026-01-01T00:00:00.000000001"],
  ])("has an offset: %s", (text, utc) => {
    expect(momentText(nanosOf(text))).toBe(utc);
  });

  it("has a time of day without trailing zeros", () => {
    expect(clockText(3_661_500_000_000n)).toBe("01:01:01.5");
  });
});
