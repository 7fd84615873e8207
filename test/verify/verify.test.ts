import { describe, expect, it } from "vitest";
import type { Language } from "../../src/emit/emitter.ts";
import { verify } from "../../src/verify/verify.ts";

const SOURCE = { path: "contracts/orders.yaml", pointer: "/columns/0" };

/** What is found in one file, as `code: message`. */
function found(language: Language, text: string, sources = [SOURCE]): string[] {
  return verify([{ path: "x/file", text, language, sources, emitter: "mine" }]).map(
    ({ code, message }) => `${code}: ${message}`,
  );
}

describe("verify", () => {
  it.each<[Language, string]>([
    [
      "yaml",
      `# a comment\nversion: 2\nmodels:\n  - name: orders\n    description: "a \\u2028 b: [c]"\n    columns: []\n`,
    ],
    ["yaml", "a: |\n  text\n  more\nb: [1, {c: d}]\n"],
    ["json", `{ "a": [1, "\\u2028", null] }\n`],
    ["sql", "select '{{ ref(''x'') }}'\n"],
    ["typescript", "export type A = string;\n"],
    ["text", ""],
  ])("finds nothing in good %s", (language, text) => expect(found(language, text)).toEqual([]));

  it.each<[Language, string, string]>([
    ["yaml", "a: b: c\n", "is not valid YAML: line 1: "],
    ["yaml", "a: 1\nb:\n  - x\n - y\n", "is not valid YAML: line 4: "],
    ["yaml", "a: 1\nb: 2\na: 3\n", `is not valid YAML: line 3: This mapping has the key "a" twice`],
    ["yaml", `a: "open\n`, "is not valid YAML: line 1: "],
    ["yaml", "a: x\u2028tests: y\n", "is not valid YAML: line 1: "],
    ["yaml", "", "is not valid YAML: line 1: "],
    ["json", `{ "a": 1,\n  "b": ]\n`, "is not valid JSON: line 1: This "],
    ["json", `{ "a": 1\n`, "is not valid JSON: line "],
    ["json", "a: 1\n", "is not valid JSON: line 1: the text is YAML, but not JSON."],
  ])("finds the fault in %s: %j", (language, text, problem) => {
    const [first = "", ...more] = found(language, text);
    expect(more).toEqual([]);
    expect(first).toContain(`verify/unparsable-output: x/file ${problem}`);
  });

  it.each([
    ["a\r\n", "line 1 has a carriage return"],
    ["a\nb\r\n", "line 2 has a carriage return"],
    ["a\nb", "the last line has no line feed"],
  ])("wants LF line ends: %j", (text, problem) => {
    expect(found("text", text)[0]).toContain(`verify/line-ends: x/file has wrong line ends: ${problem}.`);
  });

  it("checks a document against the schema of its format", () => {
    const of = (text: string, format?: "AsyncAPI 3.1") =>
      verify([
        { path: "x/file", text, language: "yaml", sources: [SOURCE], emitter: "mine", ...(format && { format }) },
      ]).map(({ code, message }) => `${code}: ${message}`);
    const valid = 'asyncapi: 3.1.0\ninfo: {title: a, version: "1"}\n';
    expect(of(valid, "AsyncAPI 3.1")).toEqual([]);
    expect(
      of('asyncapi: 3.1.0\ninfo: {title: a, version: "1", tags: [{name: b}, {name: c}]}\n', "AsyncAPI 3.1"),
    ).toEqual([]);
    expect(of("a: 1\n")).toEqual([]);
    expect(of(valid.replace(', version: "1"', ""), "AsyncAPI 3.1")).toEqual([
      `verify/nonconforming-output: x/file is not valid AsyncAPI 3.1: /info: must have required property 'version'. Nothing was written. Please report this bug in the emitter "mine".`,
    ]);
    expect(of(`${valid}servers: {a: {host: b, protocol: kafka}}\n`, "AsyncAPI 3.1")).toEqual([]);
    expect(of(`${valid}servers: {a: {host: b}}\n`, "AsyncAPI 3.1")[0]).toContain("/servers/a: ");
  });

  it("knows no limit of size for what dex writes", () => {
    const entries = Array.from(
      { length: 60_000 },
      (_, index) => `  - name: t${index}\n    tags: []\n    description: "x"\n    n: 1\n`,
    );
    expect(found("yaml", `version: 2\nmodels:\n${entries.join("")}`)).toEqual([]);
    expect(found("yaml", `version: 2\nmodels:\n${entries.join("")}   - bad\n`)).toHaveLength(1);
  });

  it("points at the document that the file came from, or else at the file", () => {
    const file = { path: "x/file", text: "a", language: "text", emitter: "mine" } as const;
    expect(verify([{ ...file, sources: [SOURCE] }])[0]?.at).toEqual(SOURCE);
    expect(verify([{ ...file, sources: [] }])[0]?.at).toEqual({ path: "x/file", start: 0, end: 0 });
  });
});
