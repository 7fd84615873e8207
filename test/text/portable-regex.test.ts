import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { portablePattern } from "../../src/text/portable-regex.ts";

describe("the portable subset of regular expressions", () => {
  it.each([
    ["^\\d{4}-\\d{2}$", "^[0-9]{4}-[0-9]{2}$"],
    ["a.c", "a[^\\n\\r]c"],
    ["(?:a|b)?", "(a|b)?"],
    ["\\@\\.", "@\\."],
    ["[\\w.-]+", "[A-Za-z0-9_.\\-]+"],
    ["[-a]", "[\\-a]"],
    ["\\S", "[^ \\t\\n\\r\\f\\v]"],
  ])("writes %s as %s", (pattern, normalised) => {
    expect(portablePattern(pattern)).toEqual({ normalised });
  });

  it.each([
    ["(a", "a ( has no matching )", 0],
    ["a)", "a ) has no matching (", 1],
    ["b(c)([a", "a [ has no matching ]", 5],
    ["[]", "an empty class matches nothing", 0],
    ["[z-a]", "its range runs backwards", 2],
    ["[\\d-x]", "its range runs backwards", 3],
    ["[a-\\d]", "its range runs backwards", 2],
    ["[\\D]", "\\D inside a class is not portable", 1],
    ["[[a]", "a [ inside a class must be written \\[", 1],
    ["a{3,1}", "its repeat runs backwards", 1],
    ["a{256}", "it repeats more than 255 times", 0],
    ["(a{100}){11}", "its repeats, multiplied with those inside, come to more than 1000", 0],
    ["a+?", "lazy and possessive repeats are not portable", 2],
    ["a++", "lazy and possessive repeats are not portable", 2],
    ["^*", "^ cannot be repeated", 0],
    ["*a", "there is nothing before * to repeat", 0],
    ["a{", "a literal { must be written \\{", 1],
    ["a}", "a literal } must be written \\}", 1],
    ["(?=a)", "only ( ) and (?: ) groups are portable", 0],
    ["(?i:a)", "only ( ) and (?: ) groups are portable", 0],
    ["(?<n>a)", "only ( ) and (?: ) groups are portable", 0],
    ["\\bword", "the escape \\b is not portable", 0],
    ["\\p{L}", "the escape \\p is not portable", 0],
    ["(a)\\1", "the escape \\1 is not portable", 3],
    ["\\x41", "the escape \\x is not portable", 0],
    ["caf\u00e9", "it has a character outside printable ASCII", 3],
    ["a\tb", "it has a character outside printable ASCII", 1],
    [`${"(".repeat(21)}a${")".repeat(21)}`, "its groups are nested too deep", 21],
    ["a".repeat(513), "it is longer than 512 characters", 512],
  ])("refuses %s: %s", (pattern, problem, index) => {
    expect(portablePattern(pattern)).toEqual({ problem, index });
  });

  it("matches what the pattern matches in JavaScript, for ASCII strings", () => {
    const atom = fc.constantFrom(
      "a",
      "b",
      "-",
      "[ab]",
      "[^a]",
      "\\d",
      "\\w",
      "(a|b)",
      "(?:ab)",
      "\\.",
      "[-a]",
      "^",
      "$",
      "|",
    );
    const pattern = fc.array(fc.tuple(atom, fc.constantFrom("", "", "?", "{2}", "*")).map((parts) => parts.join("")));
    fc.assert(
      fc.property(
        pattern.map((parts) => parts.join("")),
        fc.string({ unit: fc.constantFrom("a", "b", "-", "1", ".", "_") }),
        (text, value) => {
          const portable = portablePattern(text);
          if ("normalised" in portable)
            expect(new RegExp(portable.normalised).test(value)).toBe(new RegExp(text).test(value));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("answers for any string, at a place inside it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab()[]{}?*+|^$\\-,0123\u00e9") }), (text) => {
        const portable = portablePattern(text);
        if ("problem" in portable) {
          expect(portable.index).toBeGreaterThanOrEqual(0);
          expect(portable.index).toBeLessThanOrEqual(text.length);
        } else expect(() => new RegExp(portable.normalised)).not.toThrow();
      }),
      { numRuns: 5000 },
    );
  });
});
