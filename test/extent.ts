import fc from "fast-check";

/** True with DEX_EXTENT=full: tests that try a sample in the fast suite then try all cases. test/real/full-extent.test.ts sets it. */
export const isFull = process.env["DEX_EXTENT"] === "full";

/** The number of random cases: all of them, or a quarter in the fast suite. */
export function runs(all: number): number {
  return isFull ? all : Math.ceil(all / 4);
}

/** True for the cases of the fast suite: one in so many, from the given turn on. */
export function isTried(index: number, every: number, turn = 0): boolean {
  return isFull || index % every === turn % every;
}

const codePoint = fc
  .oneof(fc.nat(0x7f), fc.nat(0xd7ff), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

/** Strings of any code points. The `binary` unit of fast-check builds a map of all million code points, which takes a second and 100 MB. */
export function anyText(maxLength = 10): fc.Arbitrary<string> {
  return fc.array(codePoint, { maxLength }).map((parts) => parts.join(""));
}
