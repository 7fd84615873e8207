import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { formats } from "../../src/diagnostics/format/index.ts";
import { lineStarts, spanAt } from "../../src/source/span.ts";

const PATH = "contracts/orders.contract.yaml";

/** A diagnostic at the first place where `marked` stands in `text`. */
function at(text: string, marked: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = text.indexOf(marked);
  const span = spanAt({ path: PATH, starts: lineStarts(text) }, start, start + marked.length);
  return {
    code: "link/unknown-contract",
    severity: "error",
    message: 'There is no contract "custmers".',
    at: span,
    related: [],
    ...more,
  };
}

function print(name: keyof typeof formats, text: string, diagnostics: readonly Diagnostic[], colour = false): string {
  return formats[name]({ diagnostics, colour, textOf: (path) => (path === PATH ? text : undefined) });
}

describe("pretty", () => {
  it("shows the line, the marks and a count", () => {
    const text = "schema:\n  customer_id: {references: custmers.id}\n";
    expect(print("pretty", text, [at(text, "custmers.id")])).toBe(
      [
        'error[link/unknown-contract]: There is no contract "custmers".',
        " --> contracts/orders.contract.yaml:2:29",
        "  |",
        "1 | schema:",
        "2 |   customer_id: {references: custmers.id}",
        "  |                             ^^^^^^^^^^^",
        "",
        "1 error in 1 file",
        "",
      ].join("\n"),
    );
  });

  it("aligns marks after tabs, wide and combining characters", () => {
    const widths = {
      "\t\t": 8,
      "日本語 ": 7,
      "é e\u0301 ": 4,
      "🙂 ": 3,
      "🇩🇪 ": 3,
      "\u2764\ufe0f ": 3,
      "한국 ": 5,
      // A family is joined by characters that cannot be seen, so it is shown in parts.
      "👩\u200d👧 ": "👩".length + "\\u{200d}".length + "👧".length + 1,
    };
    for (const [before, width] of Object.entries(widths)) {
      const text = `${before}wrong`;
      const lines = print("pretty", text, [at(text, "wrong")]).split("\n");
      expect(lines.find((line) => line.includes("^"))).toBe(`  | ${" ".repeat(width)}^^^^^`);
    }
  });

  it("writes out what cannot be seen, in messages and in lines", () => {
    const text = "name: a\u202eb\u0007c";
    const out = print("pretty", text, [at(text, "c", { message: "a\u001b[31mred\nline" })]);
    expect(out).toContain("a\\u{1b}[31mred\\u{a}line");
    expect(out).toContain("name: a\\u{202e}b\\u{7}c");
  });

  it("cuts long lines around the mark", () => {
    const text = `${"x".repeat(5000)}wrong${"y".repeat(5000)}`;
    const lines = print("pretty", text, [at(text, "wrong")]).split("\n");
    const shown = lines.find((line) => line.startsWith("1 |")) ?? "";
    expect(shown.length).toBeLessThan(140);
    expect(shown.slice((lines.find((line) => line.includes("^")) ?? "").indexOf("^")).startsWith("wrong")).toBe(true);
  });

  it("marks a span of several lines on its first", () => {
    const text = "a: [1,\n  2]\n";
    expect(print("pretty", text, [at(text, "[1,\n  2]")])).toContain("1 | a: [1,\n  |    ^^^\n");
  });

  it("shows second places, help, and how many more there are", () => {
    const text = "one\ntwo\n";
    const related = [{ at: at(text, "one").at, message: "first here" }];
    const out = print("pretty", text, [at(text, "two", { related, fix: { title: "remove one of them", edits: [] } })]);
    expect(out).toContain("1 | one\n  | ^^^ first here\nhelp: remove one of them\n");
    const many = Array.from({ length: 30 }, () => at(text, "two"));
    expect(print("pretty", text, many)).toContain("10 more not shown");
  });

  it("colours only when asked to", () => {
    const text = "one\n";
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
    const ansi = /\u001b\[/;
    expect(print("pretty", text, [at(text, "one")])).not.toMatch(ansi);
    expect(print("pretty", text, [at(text, "one")], true)).toMatch(ansi);
  });
});

describe("the formats for programs", () => {
  const text = "one: two\n";
  const diagnostics = [
    at(text, "two", { message: "100% wrong: a,b\nsecond line" }),
    at(text, "one", { severity: "warning" }),
  ];

  it("concise is a line each", () => {
    expect(print("concise", text, diagnostics).split("\n")).toHaveLength(3);
  });

  it("github escapes data and properties", () => {
    const [first = ""] = print("github", text, diagnostics).split("\n");
    expect(first).toBe(
      "::error file=contracts/orders.contract.yaml,line=1,endLine=1,col=6,endColumn=9,title=link/unknown-contract::100%25 wrong: a,b%0Asecond line",
    );
  });

  it("github says how many it could not show", () => {
    const many = Array.from({ length: 13 }, () => at(text, "two"));
    expect(print("github", text, many)).toContain("::notice::3 more findings");
  });

  it("json carries everything", () => {
    const parsed = JSON.parse(print("json", text, diagnostics)) as {
      summary: object;
      diagnostics: readonly Diagnostic[];
    };
    expect(parsed.summary).toEqual({ error: 1, warning: 1, info: 0, files: 1 });
    expect(parsed.diagnostics).toMatchObject(diagnostics);
    expect(parsed.diagnostics[0]).toMatchObject({
      docs: "node_modules/dex-compiler/docs/diagnostics/link/unknown-contract.md",
      explain: "dex explain link/unknown-contract",
    });
  });

  it("sarif has rules, levels and regions", () => {
    const log = JSON.parse(print("sarif", text, diagnostics));
    expect(log.version).toBe("2.1.0");
    const [run] = log.runs;
    expect(run.tool.driver.rules).toMatchObject([
      { id: "link/unknown-contract", defaultConfiguration: { level: "error" } },
    ]);
    expect(run.results.map((result: { level: string }) => result.level)).toEqual(["error", "warning"]);
    expect(run.results[0].locations[0].physicalLocation.region).toEqual({
      startLine: 1,
      startColumn: 6,
      endLine: 1,
      endColumn: 9,
    });
  });

  it("gitlab fingerprints differ even for equal findings", () => {
    const issues = JSON.parse(print("gitlab", text, [at(text, "two"), at(text, "two")])) as { fingerprint: string }[];
    expect(new Set(issues.map((issue) => issue.fingerprint)).size).toBe(2);
  });

  it("junit is well-formed with hostile text", () => {
    const out = print("junit", text, [at(text, "two", { message: '<&"]]>\u0000' })]);
    expect(out).toContain('<failure message="&lt;&amp;&quot;]]&gt;\\u{0}"/>');
  });
});

describe("a secret", () => {
  const text = "a: 1\npassword: hunter2 # mine\n";
  const at = {
    path: "a.yaml",
    start: { offset: 15, line: 2, column: 11 },
    end: { offset: 22, line: 2, column: 18 },
  };
  const told = { code: "x/secret", severity: "error", message: "A secret.", at, related: [], secret: true } as const;
  const beside = { code: "x/other", severity: "error", message: "Another fault.", at, related: [] } as const;

  it.each(Object.keys(formats) as (keyof typeof formats)[])(
    "is not in the output of %s, whatever else is said of its line",
    (name) => {
      const printed = formats[name]({ diagnostics: [beside, told], textOf: () => text, colour: false, version: "0" });
      expect(printed).not.toContain("hunter2");
      if (name === "pretty") expect(printed).toContain("password: ******* # mine");
    },
  );
});

describe("every format", () => {
  const names = Object.keys(formats) as (keyof typeof formats)[];
  const hostile = "a\u001b[31m\u0000\u009b\u202e\u2028\ufeff\ud800\r\nb";

  it.each(names)("writes out invisible characters of messages, paths, notes and fixes: %s", (name) => {
    const span = { ...at("x", "x").at, path: `contracts/${hostile}.yaml` };
    const fix = { title: hostile, edits: [{ path: span.path, start: 0, end: 1, text: hostile }] };
    const related = [{ at: span, message: hostile }];
    const out = print(name, "x", [at("x", "x", { message: hostile, at: span, related, fix })]);
    expect(out.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
    expect(out).toContain("[31m");
  });

  it.each(names)("cuts a message of a megabyte, and a line of a megabyte: %s", (name) => {
    const text = `${"x".repeat(500_000)}wrong${"e\u0301".repeat(250_000)}`;
    const out = print(name, text, [at(text, "wrong", { message: "m".repeat(1_000_000) })]);
    expect(out.length).toBeLessThan(6000);
  });
});
