import { describe, expect, it } from "vitest";
import { withoutEdges, withoutEnd } from "../../src/text/trim.ts";

describe("withoutEnd and withoutEdges", () => {
  it("remove only the characters, at the end or at both", () => {
    expect(withoutEnd("xxaxbxx", /x/)).toBe("xxaxb");
    expect(withoutEdges("xxaxbxx", /x/)).toBe("axb");
    expect([withoutEnd("xxx", /x/), withoutEdges("xxx", /x/), withoutEdges("", /x/)]).toEqual(["", "", ""]);
  });

  it("take linear time for a long run that is not at the end", () => {
    const text = `${"x".repeat(2_000_000)}a`;
    expect(withoutEnd(text, /x/)).toBe(text);
  });
});
