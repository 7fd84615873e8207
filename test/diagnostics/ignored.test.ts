import { describe, expect, it } from "vitest";
import type { Diagnostic, Severity } from "../../src/diagnostics/diagnostic.ts";
import { withoutIgnored } from "../../src/diagnostics/ignored.ts";

const start = { offset: 0, line: 1, column: 1 };

function found(severity: Severity, code: string, target?: string): Diagnostic {
  const at = { path: "a.yaml", start, end: start };
  return { code, severity, message: "", at, related: [], ...(target !== undefined && { target }) };
}

describe("the codes that a config ignores", () => {
  const all = [
    found("error", "a/one"),
    found("warning", "a/one"),
    found("info", "a/one", "snowflake"),
    found("info", "a/two", "snowflake"),
    found("info", "a/two", "duckdb"),
  ];

  it.each([
    [[], [0, 1, 2, 3, 4]],
    [["a/one"], [0, 3, 4]],
    [["a/two snowflake"], [0, 1, 2, 4]],
    [
      ["a/one snowflake", "a/two"],
      [0, 1],
    ],
    [["a/other"], [0, 1, 2, 3, 4]],
  ])("%j leaves the findings %j: errors always, and those of other codes and targets", (ignore, left) => {
    expect(withoutIgnored(all, ignore)).toEqual(left.map((index) => all[index]));
  });
});
