import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Code } from "../../src/text/quote/code.ts";
import * as python from "../../src/text/quote/python.ts";
import { anyText } from "../extent.ts";
import { askPython, askPythonTree, formatPython, hasPython, lintPython } from "../python.ts";
import { hostile } from "../quoting/hostile.ts";

describe("a string", () => {
  it.each([
    ["orders", '"orders"'],
    ["", '""'],
    ["it's", `"it's"`],
    ['say "hi"', `'say "hi"'`],
    [`it's "so"`, `'it\\'s "so"'`],
    [`'"`, `"'\\""`],
    ["a\\b", '"a\\\\b"'],
    ["a\nb\r\t", '"a\\nb\\r\\t"'],
    ["\0\u001b\u0085", '"\\x00\\x1b\\x85"'],
    ["\u202e\u2028\ufeff", '"\\u202e\\u2028\\ufeff"'],
    ["half \ud83d", '"half \\ud83d"'],
    ["\u{e0041}", '"\\U000e0041"'],
    ["Zürich 🚲 {x} %s", '"Zürich 🚲 {x} %s"'],
  ])("%j is written %s", (given, want) => {
    expect(python.string(given).text).toBe(want);
  });
});

describe("numbers and constants", () => {
  it("are what Python takes", () => {
    expect(python.number("-12.50").text).toBe("-12.50");
    expect(python.number("9223372036854775808").text).toBe("9223372036854775808");
    expect([python.boolean(true), python.boolean(false), python.none].map(String)).toEqual(["True", "False", "None"]);
    expect(python.bytes(new Uint8Array([0, 10, 34, 65, 92, 255])).text).toBe(`b'\\x00\\n"A\\\\\\xff'`);
  });

  it.each(["1e3", "01", "+1", "1.", ".5", "1_000", "0x1", "nan", "", "1;x"])("refuses %j", (text) => {
    expect(() => python.number(text)).toThrow("canonical");
  });
});

describe("a name", () => {
  it("stands only where it is one", () => {
    expect(python.identifier("extract_orders").text).toBe("extract_orders");
    expect(python.identifier("match").text).toBe("match");
    for (const name of ["class", "None", "1a", "a-b", "a b", "", "é", "a\n"])
      expect(() => python.identifier(name), name).toThrow("identifier");
  });

  it.each([
    ["Daily orders!", "daily_orders"],
    ["fctOrders", "fct_orders"],
    ["list", "list_"],
    ["class", "class_"],
    ["2024 sales", "_2024_sales"],
    ["__import__", "import_"],
    ["注文", "pipeline"],
    ["", "pipeline"],
  ])("is made of %j: %s", (text, want) => {
    expect(python.wordFrom(text, "pipeline")).toBe(want);
    expect(python.identifier(want).text).toBe(want);
  });
});

describe("a comment", () => {
  it.each([
    ["One row per order.", "# One row per order."],
    ["a\nimport os", "# a import os"],
    ["a\u2028b\u0085c\fd", "# a b\\x85c d"],
    ["noqa: F401", "# \\noqa: F401"],
    ["x # type: ignore", "# x # \\type: ignore"],
    ["#fmt: off", "# #\\fmt: off"],
    ["-*- coding: utf-7 -*-", "# -*- coding : utf-7 -*-"],
    ["types of #commerce", "# types of #commerce"],
    ["", "#"],
  ])("of %j is %s", (given, want) => {
    expect(python.comment(given).text).toBe(want);
  });
});

describe("a docstring", () => {
  it("is laid out as the formatter would", () => {
    expect(python.docstring("One row per order.", 4).text).toBe('"""One row per order."""');
    expect(python.docstring('\n  Say "hi" \n\n    - a\n  end "x"\n', 4).text).toBe(
      '"""Say "hi"\n\n      - a\n    end "x"\n    """',
    );
    expect(python.docstring('"quoted"', 0).text).toBe('"""\\"quoted\\""""');
    expect(python.docstring(" \n ", 0).text).toBe('""" """');
  });
});

describe("a value", () => {
  it("stands in one line where it fits, else with an item a line", () => {
    expect(python.value({ a: [1, -2.5, true], b: null, c: undefined, d: Code.trusted("x + 1") }).text).toBe(
      '{"a": [1, -2.5, True], "b": None, "d": x + 1}',
    );
    expect(python.value(["a".repeat(90), { b: 1 }], { column: 4 }).text).toBe(
      `[\n    "${"a".repeat(90)}",\n    {"b": 1},\n]`,
    );
    expect(python.value({ long: [] }, { indent: 4, column: 104 }).text).toBe('{\n        "long": [],\n    }');
  });
});

const pieces = fc.constantFrom(...'\'|"|"""|\\|\n|\r|\t| |#|a|b|{|}|%|\f|\u2028|\u0085|noqa|é|🚲'.split("|"));
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  anyText(),
  fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
  fc.constantFrom(...hostile),
);
const value: fc.Arbitrary<python.PythonValue> = fc.letrec<{ any: python.PythonValue }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("any"), { maxLength: 5 }),
    fc.dictionary(text, tie("any"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).any;

const LITERALS = `
import ast, json, sys
json.dump([ast.literal_eval(text) for text in json.load(sys.stdin)], sys.stdout)
`;

const DOCSTRINGS = `
import ast, io, json, sys, tokenize
out = []
for text in json.load(sys.stdin):
    tree = ast.parse(text)
    assert [type(node).__name__ for node in tree.body] == ["FunctionDef"], text
    assert [type(node).__name__ for node in tree.body[0].body] == ["Expr", "Return"], text
    comments = [t for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type == tokenize.COMMENT]
    assert len(comments) == 1, text
    lines = [line.removeprefix("    ") for line in ast.get_docstring(tree.body[0], clean=False).split("\\n")]
    out.append("\\n".join(lines[:-1] if len(lines) > 1 else lines) if lines != [" "] else "")
json.dump(out, sys.stdout)
`;

function samples<T>(arbitrary: fc.Arbitrary<T>): readonly T[] {
  return fc.sample(arbitrary, { numRuns: 3_000, seed: 5 });
}

function functionWith(given: string): string {
  return `def read():\n    ${python.docstring(given, 4)}\n    ${python.comment(given)}\n    return 1\n`;
}

describe("to Python itself", () => {
  it("every literal is worth the text it was made of", ({ skip }) => {
    skip(!hasPython(), "there is no python3 here");
    const texts = [...hostile, ...samples(text)];
    const written = texts.flatMap((one) => [python.string(one).text, python.longString(one).text]);
    expect(askPython(LITERALS, written)).toEqual(texts.flatMap((one) => [one, one]));
  });

  it("every value is what it was", ({ skip }) => {
    skip(!hasPython(), "there is no python3 here");
    const values = samples(value);
    expect(
      askPython(
        LITERALS,
        values.map((one) => python.value(one).text),
      ),
    ).toEqual(values);
  });

  it("bytes are what they were", ({ skip }) => {
    skip(!hasPython(), "there is no python3 here");
    const given = samples(fc.uint8Array({ maxLength: 12 }));
    const program = LITERALS.replace("literal_eval(text)", "literal_eval(text).hex()");
    expect(
      askPython(
        program,
        given.map((one) => python.bytes(one).text),
      ),
    ).toEqual(given.map((one) => Buffer.from(one).toString("hex")));
  });

  it("no text ends its docstring or its comment", ({ skip }) => {
    skip(!hasPython(), "there is no python3 here");
    const texts = [...hostile, ...samples(text)];
    const said = askPython(DOCSTRINGS, texts.map(functionWith)) as readonly string[];
    for (const [index, one] of texts.entries()) expect(said[index]).toBe(python.docstringLines(one).join("\n"));
  });
});

describe("to Ruff", () => {
  it("everything is formatted, and no comment is an instruction", () => {
    for (const one of [...hostile, ...fc.sample(text, { numRuns: 600, seed: 9 })]) {
      const program = `${functionWith(one)}\n\nx = ${python.string(one)}\ny = ${python.longString(one)}\n`;
      expect(formatPython(program), JSON.stringify(one)).toBe(program);
    }
    const ignored = ["noqa", "noqa: F401", "ruff: noqa", "flake8: noqa", "x # noqa", "x #noqa:F401"];
    for (const one of ignored) expect(lintPython(`import os  ${python.comment(one)}\n`), one).toHaveLength(1);
    for (const one of ["fmt: off", "fmt:off", "yapf: disable"])
      expect(formatPython(`${python.comment(one)}\nx = {1:2}\n`), one).toContain("x = {1: 2}");
  });

  it("a value of any size is laid out as it is", () => {
    for (const one of fc.sample(value, { numRuns: 600, seed: 9 })) {
      const program = `def f():\n    x = ${python.value(one, { indent: 4, column: 8 })}\n    return x\n`;
      expect(formatPython(program)).toBe(program);
    }
  });
});

describe("a tree", () => {
  it("is Python's own, and tells text from names", ({ skip }) => {
    skip(!hasPython(), "there is no python3 here");
    const { text } = python.string('it\'s "so"');
    expect(JSON.stringify(askPythonTree(`x = ${text}\n`))).toBe(
      '["Module",[["Assign",[["Name","x",["Store"]]],["Constant",{"text":"it\'s \\"so\\""}],null]],[]]',
    );
    expect(askPythonTree("x = (")).toEqual({ text: expect.stringContaining("no Python") });
    const long = `x = ${JSON.stringify("a".repeat(300_000))}\n`;
    expect(JSON.stringify(askPythonTree(long))).toContain("a".repeat(300_000));
  });
});
