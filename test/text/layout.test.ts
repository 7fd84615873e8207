import { describe, expect, it } from "vitest";
import {
  Bracketed,
  type Layout,
  Operation,
  Pair,
  print,
  printOnOneLine,
  pythonStyle,
  typescriptStyle,
} from "../../src/text/layout.ts";
import { Code } from "../../src/text/quote/code.ts";

function word(text: string): Code {
  return Code.trusted(text);
}

function call(...items: readonly Layout[]): Layout {
  return new Bracketed(items, { open: "call(", close: ")" });
}

function list(...items: readonly Layout[]): Layout {
  return new Bracketed(items, { open: "[", close: "]" });
}

function object(...members: readonly (readonly [string, Layout])[]): Layout {
  const pairs = members.map(([key, value]) => new Pair(word(key), ": ", value));
  return new Bracketed(pairs, { open: "{", close: "}", isAlwaysBroken: true });
}

const long = word("x".repeat(60));

describe("brackets", () => {
  it("are on one line if they fit, up to the last column", () => {
    const fitting = list(word("a".repeat(37)), word("b".repeat(38)));
    expect(print(fitting, typescriptStyle, { tail: 1 }).text).toBe(`[${"a".repeat(37)}, ${"b".repeat(38)}]`);
    const broken = `[\n  ${"a".repeat(37)},\n  ${"b".repeat(38)},\n]`;
    expect(print(fitting, typescriptStyle, { tail: 2 }).text).toBe(broken);
    expect(print(fitting, typescriptStyle, { column: 2, tail: 0 }).text).toBe(broken);
  });

  it("are broken from the outside in, each with the indent of its language", () => {
    const nested = list(word("a"), list(long, long), list(word("b")));
    expect(print(nested, typescriptStyle).text).toBe(`[\n  a,\n  [\n    ${long},\n    ${long},\n  ],\n  [b],\n]`);
    expect(print(nested, pythonStyle, { indent: 4 }).text).toBe(
      `[\n        a,\n        [\n            ${long},\n            ${long},\n        ],\n        [b],\n    ]`,
    );
  });

  it("without items are never broken", () => {
    expect(print(call(), typescriptStyle, { column: 100 }).text).toBe("call()");
    expect(print(object(), pythonStyle).text).toBe("{}");
  });

  it("have blanks inside of braces where the language pads them", () => {
    const names = new Bracketed([word("A"), word("B")], { open: "import {", close: '} from "x";' });
    expect(print(names, typescriptStyle).text).toBe('import { A, B } from "x";');
    const set = new Bracketed([word("a"), word("b")], { open: "{", close: "}" });
    expect(print(set, pythonStyle).text).toBe("{a, b}");
  });

  it("end their last item with the separator, or without", () => {
    const type = new Bracketed([word("string"), long], { open: "Record<", close: ">", hasTrailingSeparator: false });
    expect(print(type, typescriptStyle, { column: 20 }).text).toBe(`Record<\n  string,\n  ${long}\n>`);
    const members = new Bracketed([word("a"), word("b")], {
      open: "{",
      close: "}",
      isAlwaysBroken: true,
      separator: ";",
    });
    expect(print(members, typescriptStyle).text).toBe("{\n  a;\n  b;\n}");
  });

  it("that are always broken break those around them", () => {
    const given = call(object(["a", word("1")]), word("b"));
    expect(print(given, typescriptStyle).text).toBe("call(\n  {\n    a: 1,\n  },\n  b,\n)");
    expect(() => printOnOneLine(given, typescriptStyle)).toThrow("always broken");
  });
});

describe("an object as the last argument", () => {
  const given = call(word("a"), object(["b", word("1")]));

  it("opens on the line of its call in TypeScript", () => {
    expect(print(given, typescriptStyle, { indent: 2 }).text).toBe("call(a, {\n    b: 1,\n  })");
  });

  it("has a line of its own in Python, and in a list", () => {
    expect(print(given, pythonStyle).text).toBe("call(\n    a,\n    {\n        b: 1,\n    },\n)");
    expect(print(list(object(["b", word("1")])), typescriptStyle).text).toBe("[\n  {\n    b: 1,\n  },\n]");
  });
});

describe("a pair", () => {
  it("counts the columns of its key, and of the comma after it", () => {
    const argument = new Pair(word("name"), "=", list(word("a".repeat(88))));
    expect(print(argument, pythonStyle, { indent: 4, tail: 1 }).text).toBe(`name=[${"a".repeat(88)}]`);
    expect(print(argument, pythonStyle, { indent: 4, tail: 2 }).text).toBe(`name=[\n        ${"a".repeat(88)},\n    ]`);
  });
});

describe("an operation", () => {
  const short = new Operation("+", [word("a"), word("b")]);

  it("is on one line if it fits", () => {
    expect(print(short, pythonStyle).text).toBe("a + b");
    expect(print(new Operation("+", [word("a")]), pythonStyle).text).toBe("a");
    expect(print(new Operation("+", []), pythonStyle).text).toBe("");
  });

  it("is in parentheses in Python, on a line of its own, or with an operand a line", () => {
    expect(print(short, pythonStyle, { column: 96 }).text).toBe("(\n    a + b\n)");
    expect(print(new Operation("+", [long, long, word("c")]), pythonStyle).text).toBe(
      `(\n    ${long}\n    + ${long}\n    + c\n)`,
    );
  });

  it("that begins with a list breaks the list in Python", () => {
    const order = new Operation(">>", [list(long, word("y".repeat(34))), word("z")]);
    expect(print(order, pythonStyle).text).toBe(`[\n    ${long},\n    ${"y".repeat(34)},\n] >> z`);
  });

  it("begins a new line in TypeScript, and the key before it has no blank behind it", () => {
    const member = new Pair(word("key"), ": ", new Operation("|", [long, word("Another_type")]));
    expect(print(member, typescriptStyle, { indent: 2, tail: 1 }).text).toBe(`key:\n    | ${long}\n    | Another_type`);
    expect(printOnOneLine(member, typescriptStyle).text).toBe(`key: ${long} | Another_type`);
  });
});

describe("the origins of code", () => {
  const origin = { path: "a.yaml", pointer: "/a" };

  /** The texts that a printed layout has from an origin. */
  function originated(layout: Layout, style: typeof pythonStyle, column = 0): readonly string[] {
    const { text, regions } = print(layout, style, { column });
    return regions.map(({ start, end, origin: from }) => `${from.pointer} ${text.slice(start, end)}`);
  }

  const part = word("part").at(origin);
  const layouts: readonly (readonly [string, Layout])[] = [
    ["brackets", list(word("a"), part)],
    ["a key", new Pair(part, " = ", word("a"))],
    ["a value", new Pair(word("a"), "=", list(part))],
    ["an operand", new Operation("+", [word("a"), part])],
    ["an object in a call", call(word("a"), object(["b", part]))],
    ["a list before an operator", new Operation(">>", [list(part), word("a")])],
  ];

  it.each(layouts)("remain in %s, on one line and on several", (_name, layout) => {
    for (const style of [pythonStyle, typescriptStyle])
      for (const column of [0, 200]) expect(originated(layout, style, column)).toEqual(["/a part"]);
  });
});
