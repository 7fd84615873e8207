import { describe, expect, it } from "vitest";
import { numeral, write } from "../../src/text/quote/json.ts";

describe("the writer of JSON", () => {
  it("writes a list of scalars on one line of at most 100 characters", () => {
    const fits = "x".repeat(96);
    expect(write([fits])).toBe(`["${fits}"]\n`);
    expect(write([`${fits}x`])).toBe(`[\n  "${fits}x"\n]\n`);
    expect(write({ a: [1, null, true], b: [], c: {}, d: undefined })).toBe(
      '{\n  "a": [1, null, true],\n  "b": [],\n  "c": {}\n}\n',
    );
  });

  it("writes each object and each numeral of a list on its own line", () => {
    expect(write([{ a: 1 }, "b"])).toBe('[\n  {\n    "a": 1\n  },\n  "b"\n]\n');
    expect(write([numeral("1.50")])).toBe("[\n  1.50\n]\n");
  });

  it("escapes what JSON, JavaScript or a terminal would not take as it is, and reads back as the same value", () => {
    const value = { 'a"\\\n\u007f': ["\u2028\u202e\ufeff\u0000", "é\ud800", " !#[]~"] };
    const text = write(value);
    expect(text).not.toMatch(/[\u007f-\u009f\u2028\u202e\ufeff]/);
    expect(JSON.parse(text)).toEqual(value);
  });
});
