import fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { Bug } from "../../src/text/bug.ts";
import { portablePattern } from "../../src/text/portable-regex.ts";
import * as typescript from "../../src/text/quote/typescript.ts";
import { anyText } from "../extent.ts";
import { hostile } from "../quoting/hostile.ts";

const texts = fc.oneof(fc.constantFrom(...hostile), anyText(20));

/** The statements of a script without a syntax error. */
function statements(text: string): readonly ts.Statement[] {
  const file = ts.createSourceFile("x.ts", text, ts.ScriptTarget.ES2022, true);
  // parseDiagnostics is where the compiler itself takes syntax errors from; the types do not show it.
  expect((file as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics).toEqual([]);
  return file.statements;
}

describe("a string of TypeScript", () => {
  it.each([
    ["plain", '"plain"'],
    ["it's", '"it\'s"'],
    ['say "x"', "'say \"x\"'"],
    [`"'`, `"\\"'"`],
    ["a\\b\n", '"a\\\\b\\n"'],
    ["</script><!-- @ts-nocheck", '"<\\/script>\\u003c!-- \\u0040ts-nocheck"'],
    ["//# sourceMappingURL=x", '"//# \\u0073ourceMappingURL=x"'],
    ["\u202e\u2028\ufeff\u0000\ud800", '"\\u202e\\u2028\\ufeff\\u0000\\ud800"'],
  ])("%j", (text, expected) => {
    expect(typescript.string(text).text).toBe(expected);
  });

  it("is the text again, for a compiler and for an engine", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { text: literal } = typescript.string(text);
        const [statement, ...others] = statements(`(${literal});`);
        expect(others).toEqual([]);
        expect(statement?.getText()).toBe(`(${literal});`);
        expect(new Function(`return ${literal}`)()).toBe(text);
        expect(literal).toMatch(/^[^\n\r\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/);
      }),
    );
  });
});

describe("a key of TypeScript", () => {
  it("is bare only where it is a plain name, and never reaches a prototype", () => {
    expect(typescript.key("order_id").text).toBe("order_id");
    expect(typescript.key("class").text).toBe("class");
    expect(typescript.key("a-b").text).toBe('"a-b"');
    expect(new Function(`return Object.keys({${typescript.key("__proto__").text}: 1})`)()).toEqual(["__proto__"]);
  });

  it("is the name again", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const source = `return Object.keys({ ${typescript.key(text).text}: 1 })[0]`;
        expect(new Function(source)()).toBe(text);
      }),
    );
  });

  it("that code declares must be a name", () => {
    expect(typescript.identifier("ordersRow").text).toBe("ordersRow");
    expect(() => typescript.identifier("a b")).toThrow(Bug);
  });
});

describe("a pattern of TypeScript", () => {
  it.each([
    ["", "/(?:)/u"],
    ["^a/b$", "/^a\\/b$/u"],
    ["[/]", "/[\\/]/u"],
    ["\\\\/", "/\\\\\\//u"],
    ["//@ts-nocheck", "/\\/\\/\\x40ts-nocheck/u"],
  ])("%j", (pattern, expected) => {
    expect(typescript.regex(pattern).text).toBe(expected);
  });

  it("finds what the portable pattern finds", () => {
    const pattern = fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 12 })).map(portablePattern);
    fc.assert(
      fc.property(pattern, texts, (portable, text) => {
        if ("problem" in portable) return;
        const literal = typescript.regex(portable.normalised).text;
        expect(statements(`(${literal});`)).toHaveLength(1);
        const found = new Function("text", `return ${literal}.test(text)`)(text);
        expect(found).toBe(new RegExp(portable.normalised, "u").test(text));
      }),
      { numRuns: 300 },
    );
  });

  it("beyond ASCII is a bug", () => {
    expect(() => typescript.regex("ä")).toThrow(Bug);
  });
});

describe("a comment of TypeScript", () => {
  it("keeps prose, and takes the meaning from its marks", () => {
    const lines = typescript.comment("One */ two\n@deprecated {@link x} `y` <b>\n\n[z](http://x)\\\n").map(String);
    expect(lines).toEqual([
      "One *\\/ two",
      "\\@deprecated \\{\\@link x\\} \\`y\\` \\<b\\>",
      "",
      "\\[z\\](http://x)\\\\",
    ]);
    expect(typescript.comment("// @ts-nocheck").map(String)).toEqual(["// &#64;ts-nocheck"]);
  });

  it("has no tag, no end and no line of the text's own", () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 4 }), (parts) => {
        const lines = typescript.comment(parts.join("\n")).map(String);
        const text = `/**\n${lines.map((line) => ` * ${line}\n`).join("")} */\nlet x;`;
        const [only, ...others] = statements(text);
        expect(others).toEqual([]);
        expect(
          only && ts.getJSDocTags((only as ts.VariableStatement).declarationList.declarations[0] as ts.Node),
        ).toEqual([]);
        for (const line of lines) expect(line).not.toMatch(/[\n\r\u2028\u2029\p{Cc}]|@ts-|\*\//u);
      }),
    );
  });
});
