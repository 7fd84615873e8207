import { expect, it } from "vitest";
import { locate } from "../../src/parse/locate.ts";

/** The text that a place within the value of `sql` is located at. */
function found(text: string, start: number, end: number): string {
  const report = { code: "x/y", severity: "error", message: "", related: [] } as const;
  const at = { path: "a.yaml", pointer: "/sql", within: { start, end } };
  const [diagnostic] = locate([{ ...report, at }], [{ path: "a.yaml", text, hash: "" }]);
  return text.slice(diagnostic?.at.start.offset, diagnostic?.at.end.offset);
}

it.each([
  ["plain", "sql: a + bad\n"],
  ["in double quotes", 'sql: "a + bad"\n'],
  ["in single quotes", "sql: 'a + bad'\n"],
  ["in a flow mapping", '{x: 1, sql: "a + bad"}\n'],
])("finds a stretch of a scalar that is %s", (_, text) => {
  expect(found(text, 4, 7)).toBe("bad");
});

it.each([
  ["|", "  "],
  ["|-", "    "],
  ["|+ # with a comment", "  "],
  ["|2", "  "],
])("finds a stretch of a literal block: %s", (header, indent) => {
  const value = "select\n\n  a,\n  bad\nfrom b\n";
  const text = `x: 1\nsql: ${header}\n${value.replace(/^(?=.)/gm, indent)}\ny: 1\n`;
  const start = value.indexOf("bad");
  expect(found(text, start, start + 3)).toBe("bad");
  expect(found(text, 0, 6)).toBe("select");
  expect(found(text, start, start + 8)).toBe(`bad\n${indent}from`);
});

it.each([
  ["escapes", 'sql: "a\\t+ bad"\n', '"a\\t+ bad"'],
  ["doubled quotes", "sql: '''a'' + bad'\n", "'''a'' + bad'"],
  ["folded lines", "sql: >\n  a +\n  bad\n", ">\n  a +\n  bad\n"],
  ["lines of a plain text", "sql: a +\n  bad\n", "a +\n  bad"],
])("falls back to the whole scalar: %s", (_, text, whole) => {
  expect(found(text, 4, 7)).toBe(whole);
});
