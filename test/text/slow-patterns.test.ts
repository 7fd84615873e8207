import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { portablePattern } from "../../src/text/portable-regex.ts";
import { stepsOf, TooManySteps } from "./backtracking.ts";
import { ORDINARY } from "./ordinary-patterns.ts";

function verdict(pattern: string): string {
  const portable = portablePattern(pattern);
  return "problem" in portable ? portable.problem : "fast";
}

const SEVERAL_WAYS = "a repeat can match the same string in several ways";
const TOO_MANY = "its repeats can match the same string in too many ways";
const SAME = "several of its repeats can match the same characters";
const LARGE = "its repeats are too large to analyse";

describe("a pattern that takes a backtracking engine too long", () => {
  it.each([
    ["^(a|a)*$", SEVERAL_WAYS],
    ["^(a|aa)+$", SEVERAL_WAYS],
    ["^(a+)+$", SEVERAL_WAYS],
    ["^(a*)*$", SEVERAL_WAYS],
    ["(.*)*", SEVERAL_WAYS],
    ["^(\\s+|\\w+)*$", SEVERAL_WAYS],
    ["^(a?b?)*$", SEVERAL_WAYS],
    ["^(([a-z])+.)+[A-Z]([a-z])+$", SEVERAL_WAYS],
    ["^(ab|a|b)*$", SEVERAL_WAYS],
    ["^(.|\\n|\\s)*$", SEVERAL_WAYS],
    ["^([a-z]+-?)*$", SEVERAL_WAYS],
    ["^(x[ab]*|[ab]*y|b)*$", SEVERAL_WAYS],
    ["^a*a*a*$", SAME],
    ["a*a*$", SAME],
    ["^\\s*.*\\s*$", SAME],
    ["^.*,.*,.*$", SAME],
    ["^.*foo.*bar.*$", SAME],
    [".*foo.*$", SAME],
    ["^a*a*c*c*$", SAME],
    [`^(a|a){200}$`, TOO_MANY],
    [`^${"a?".repeat(100)}$`, TOO_MANY],
    [`^${"a?b?".repeat(60)}$`, TOO_MANY],
    ["^([a-z]{1,20}_?){1,8}$", TOO_MANY],
    ["^a{0,255}a{0,255}a{0,255}$", TOO_MANY],
    ["^(ab|a|b){0,100}$", TOO_MANY],
    ["^(a?){200}$", LARGE],
    [`(${"a|".repeat(200)}b)*`, LARGE],
    ["(([0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]){100}){10}", LARGE],
  ])("is refused: %s", (pattern, problem) => {
    expect(verdict(pattern)).toBe(problem);
  });

  it.each(ORDINARY)("is not %s", (pattern) => {
    expect(verdict(pattern)).toBe("fast");
  });

  it("counts many realistic patterns", () => {
    expect(new Set(ORDINARY).size).toBeGreaterThanOrEqual(100);
  });
});

const atom = fc.constantFrom(
  "a",
  "b",
  "[ab]",
  "[^b]",
  ".",
  "(a|b)",
  "(a|ab)",
  "(a*b)",
  "(b?a)",
  "(a+)",
  "(a|)",
  "^",
  "$",
);
const repeat = fc.constantFrom("", "", "?", "*", "+", "{0,40}", "{2}");
const anyPattern = fc
  .tuple(fc.array(fc.tuple(atom, repeat), { minLength: 1, maxLength: 5 }), fc.constantFrom("", "*", "{0,20}"))
  .map(([parts, outer]) => {
    const inside = parts.map((part) => part.join("")).join("");
    return outer === "" ? inside : `^(${inside})${outer}$`;
  });
const word = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 4 });

describe("the verdict", () => {
  it("agrees with the steps of a matcher that backtracks", () => {
    fc.assert(
      fc.property(anyPattern, word, word, (pattern, before, pump) => {
        const portable = portablePattern(pattern);
        if ("problem" in portable) return;
        const attack = `${before}${pump.repeat(80 / pump.length)}`;
        // A fast pattern takes at most quadratic time, and repeats with a limit at most some million steps.
        for (const suffix of ["", "\n", "!"])
          expect(() => stepsOf(new RegExp(portable.normalised), attack + suffix, 10_000_000)).not.toThrow(TooManySteps);
      }),
      { numRuns: 800, seed: 20_261_130 },
    );
  });

  it("takes little time for any pattern", () => {
    const hostile = [
      "[a-z]*".repeat(85),
      "([a-z]*,){0,200}x",
      `^(${"ab?".repeat(150)})*$`,
      `(${"a|".repeat(250)}b)*`,
      `^${"(a*|b*)".repeat(70)}$`,
      `^(${"[a-z]?".repeat(80)})*$`,
      `${"(".repeat(20)}a*${")*".repeat(20)}`,
      "((((a{0,5}){0,5}){0,5}){0,5})",
    ];
    // Without its limits, the analysis of any of these would not end within the time limit of the test.
    for (const pattern of hostile) expect(portablePattern(pattern)).toBeDefined();
  }, 30_000);
});
