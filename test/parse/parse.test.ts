import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locate, locateOrigins } from "../../src/parse/locate.ts";
import { type ParseMemory, parse, type StoredParse } from "../../src/parse/parse.ts";
import { suppress } from "../../src/parse/suppress.ts";

const PATH = "contracts/a.yaml";

function run(text: string) {
  const files = [{ path: PATH, text, hash: "h" }];
  const { value, diagnostics } = parse(files);
  return { value: value[0]?.value, parsed: value, found: locate(diagnostics, files), files };
}

function codes(text: string): string[] {
  return run(text).found.map(({ code }) => code);
}

describe("parse", () => {
  it("reads YAML 1.2 core: NO is a string, and so is a date", () => {
    expect(run("a: NO\nb: yes\nc: true\nd: 1\ne: 1.5\nf: null\ng: 2026-01-01\nh: [1, x]\n").value).toEqual({
      a: "NO",
      b: "yes",
      c: true,
      d: 1,
      e: 1.5,
      f: null,
      g: "2026-01-01",
      h: [1, "x"],
    });
  });

  it("gives objects without a prototype", () => {
    expect(Object.getPrototypeOf(run("a: 1\n").value)).toBeNull();
  });

  it.each([
    ["a: &x 1\nb: *x\n", "parse/alias"],
    ["a: !!str 1\n", "parse/tag"],
    ["a: !js/function x\n", "parse/tag"],
    ["%YAML 1.1\n---\na: yes\n", "parse/directive"],
    ["a: 1\n---\nb: 2\n", "parse/several-documents"],
    ["", "parse/empty"],
    ["# only a comment\n", "parse/empty"],
    ["a: 1\na: 2\n", "parse/duplicate-key"],
    ["? [1, 2]\n: x\n", "parse/collection-key"],
    ["1: x\n", "parse/unquoted-key"],
    ["__proto__: 1\n", "parse/bad-key"],
    ["constructor: 1\n", "parse/bad-key"],
    ["a: 010\n", "parse/inexact-number"],
    ["a: 0x1f\n", "parse/inexact-number"],
    ["a: 9007199254740993\n", "parse/inexact-number"],
    ["a: 1e400\n", "parse/inexact-number"],
    ["a: .inf\n", "parse/inexact-number"],
    ["a: 1_000\nb: [\n", "parse/syntax"],
    ["a: 'x\n", "parse/syntax"],
    ["a:\n\tb: 1\n", "parse/syntax"],
    ["a: b: c\n", "parse/syntax"],
    ["a: \u0000\n", "parse/forbidden-character"],
    ["a: x\u202ey\n", "parse/forbidden-character"],
    ["a: \ud800\n", "parse/forbidden-character"],
    ["a: 1 # dex-ignore check/rule\n", "parse/ignore-without-reason"],
  ])("%j is %s", (text, code) => {
    expect(codes(text)).toContain(code);
  });

  it("shows both places of a duplicate key, also when they only look alike", () => {
    const [found] = run("caf\u00e9: 1\nb: 2\ncafe\u0301: 3\n").found;
    expect(found?.code).toBe("parse/duplicate-key");
    expect(found?.at.start.line).toBe(3);
    expect(found?.related[0]?.at.start.line).toBe(1);
  });

  it("refuses nesting deeper than 64 in every style, twice in one process, without composing it", () => {
    const deep = [
      "[".repeat(1000),
      "{a: ".repeat(1000),
      "- ".repeat(1000),
      Array.from({ length: 1000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
      "[".repeat(500_000),
      "? ".repeat(500),
    ];
    for (const text of [...deep, ...deep]) expect(codes(text)).toEqual(["parse/too-deep"]);
    const fine = `${"[".repeat(30)}1${"]".repeat(30)}\n`;
    expect(codes(`a: ${fine}`)).toEqual([]);
  });

  it("checks 40,000 keys of one mapping in no quadratic time", () => {
    const text = `${Array.from({ length: 40_000 }, (_, i) => `k${i}: 1`).join("\n")}\nk7: 2\n`;
    expect(codes(text)).toEqual(["parse/duplicate-key"]);
  });

  it("refuses more than 200,000 values: parse/too-many-nodes", () => {
    expect(codes(`a: [${"1,".repeat(200_001)}]\n`)).toEqual(["parse/too-many-nodes"]);
    expect(codes(`${"#\n".repeat(300_000)}a: 1\n`)).toEqual([]);
  });

  it("remembers clean files that the full reader had to read, and no others", () => {
    const store = new Map<string, StoredParse>();
    const memory: ParseMemory = { get: (hash) => store.get(hash), set: (hash, stored) => void store.set(hash, stored) };
    parse(
      [
        { path: "a", text: "x: text\n  over lines\n", hash: "1" },
        { path: "b", text: "x: 1\nx: 2\n", hash: "2" },
        { path: "c", text: "x: everyday\n", hash: "3" },
      ],
      memory,
    );
    expect([...store.keys()]).toEqual(["1"]);
    const [found] = parse([{ path: "d", text: "? other\n: text\n", hash: "1" }], memory).value;
    expect(found?.value).toEqual({ x: "text over lines" });
  });

  it("never throws, whatever the text", () => {
    const piece = fc.constantFrom(
      "a:",
      " ",
      "\n",
      "- ",
      "[",
      "]",
      "{",
      "}",
      '"',
      "'",
      "|",
      ">",
      "#",
      "&a",
      "*a",
      "!t",
      "? ",
      ": ",
      "%",
      "---",
      "...",
      "1",
      "é",
      "\t",
      "\r\n",
      "null",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        run(pieces.join(""));
      }),
      { numRuns: 3000, seed: 7 },
    );
  });
});

describe("locate", () => {
  const text = "contract:\r\n  name: orders\r\nlist: [a, {b: 🙂, c: x}]\r\nblock: |\r\n  text\r\n";
  const at = (pointer: string, part?: "key" | "value") => {
    const place = { path: PATH, pointer, ...(part && { part }) };
    const [span] = locateOrigins([place], [{ path: PATH, text, hash: "" }]);
    return span && text.slice(span.start.offset, span.end.offset);
  };

  it.each([
    ["/contract/name", undefined, "orders"],
    ["/contract/name", "key", "name"],
    ["/contract", undefined, "contract"],
    ["/list/1/b", undefined, "🙂"],
    ["/list/1/c", "value", "x"],
    ["/list/0", undefined, "a"],
    ["/contract/missing", undefined, "contract"],
    ["/missing", undefined, "contract"],
  ] as const)("%s (%s) is %j", (pointer, part, want) => {
    expect(at(pointer, part)).toBe(want);
  });

  it("counts lines over CRLF", () => {
    const [span] = locateOrigins([{ path: PATH, pointer: "/list/1/c" }], [{ path: PATH, text, hash: "" }]);
    expect(span?.start).toMatchObject({ line: 3, column: 22 });
  });
});

describe("suppress", () => {
  const warned = (text: string, severity: "warning" | "error" = "warning") => {
    const { parsed, files } = run(text);
    const report = { code: "check/rule", severity, message: "m", at: { path: PATH, pointer: "/a" }, related: [] };
    return suppress(locate([report], files), parsed, files).map(({ code }) => code);
  };

  it("drops a warning of its line and of the next", () => {
    expect(warned("a: 1 # dex-ignore check/rule: we know\n")).toEqual([]);
    expect(warned("# dex-ignore check/rule: we know\na: 1\n")).toEqual([]);
  });

  it("drops no error, and nothing elsewhere", () => {
    expect(warned("a: 1 # dex-ignore check/rule: we know\n", "error")).toEqual(["check/rule", "parse/ignored-error"]);
    expect(warned("# dex-ignore check/rule: we know\nb: 2\na: 1\n")).toEqual(["check/rule", "parse/unused-ignore"]);
    expect(warned("a: 1 # dex-ignore check/other: we know\n")).toEqual(["check/rule", "parse/unused-ignore"]);
  });
});
