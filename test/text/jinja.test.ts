import { describe, expect, it } from "vitest";
import { bareCall, call, findJinja, string } from "../../src/text/quote/jinja.ts";

describe("Jinja in a text", () => {
  it.each([
    ["{{ x }}", "{{"],
    ["a {% if %}", "{%"],
    ["{# c #}", "{#"],
    ["ref('x')", "ref("],
    ["  env_var ( 'HOME' )", "env_var ("],
    ["source('a', 'b')\nmore", "source("],
    ["doc('x')", "doc("],
  ])("%j is found", (text, want) => {
    expect(findJinja(text)).toBe(want);
  });

  it.each(["plain", "{ }", "}}", "a ref('x')", "reference(s)", "5 % {x}", "variable (x)"])("%j has none", (text) => {
    expect(findJinja(text)).toBeUndefined();
  });
});

describe("a call", () => {
  it("takes names and nothing else", () => {
    expect(call("source", "shop", "orders").text).toBe("{{ source('shop', 'orders') }}");
    expect(bareCall("ref", "orders")).toBe("ref('orders')");
    expect(() => call("ref", "a') }}{{ x")).toThrow("no name");
  });
});

describe("a string in an expression", () => {
  it("escapes backslashes and quotation marks", () => {
    expect(string("it's \\d").text).toBe(String.raw`'it\'s \\d'`);
  });
});
