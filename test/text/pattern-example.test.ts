import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORMATS } from "../../src/text/grammars.ts";
import { examplesOf } from "../../src/text/pattern/example.ts";
import { portablePattern } from "../../src/text/portable-regex.ts";

const PATTERNS = [
  "^[A-Z]{3}-\\d{4}$",
  "^(a|bc|def){2,5}$",
  "^\\+?[1-9]\\d{6,14}$",
  "^[^,]+,[^,]*$",
  "^([a-z]+\\.)*[a-z]{2,}$",
  "a{2}b?c*",
  "^$",
  "^.{3}$",
  "^\\s?\\w+\\W$",
  "^[\\x21-\\x2f]+$".replace("\\x21-\\x2f", "!-/"),
];

describe("an example of a pattern", () => {
  it.each([...PATTERNS, ...Object.values(FORMATS)])("matches %s", (pattern) => {
    const portable = portablePattern(pattern);
    const normalised = "normalised" in portable ? portable.normalised : pattern;
    const examples = examplesOf(normalised);
    const regex = new RegExp(normalised, "u");
    const below = (limit: number) => fc.integer({ min: 0, max: limit - 1 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.infiniteStream(below(2 ** 30)), (length, stream) => {
        const wanted = Math.min(Math.max(length, examples.least), examples.most);
        expect(examples.make(wanted, (limit) => (stream.next().value ?? 0) % limit)).toMatch(regex);
      }),
      { numRuns: 50 },
    );
  });

  it("has the length that is asked for", () => {
    const examples = examplesOf("^[a-z]+-[0-9]{2,9}(x|yz)?$");
    for (let length = 4; length < 60; length++)
      expect(examples.make(length, (limit) => length % limit)).toHaveLength(length);
  });
});
