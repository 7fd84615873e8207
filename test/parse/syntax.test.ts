import { describe, expect, it } from "vitest";
import { locate } from "../../src/parse/locate.ts";
import { parse } from "../../src/parse/parse.ts";

/** What is said about a text: line, column, and message of each finding. */
function said(text: string): string[] {
  const files = [{ path: "a.yaml", text, hash: "" }];
  return locate(parse(files).diagnostics, files).map(
    ({ at, message }) => `${at.start.line}:${at.start.column} ${message}`,
  );
}

describe("the sentences for faults of syntax", () => {
  it.each([
    ["a: {b: 1, c: 2\nd: 3\n", '1:4 This "{" is not closed. Close it with "}"'],
    ["a: [1, 2\nb: 3\n", '1:4 This "[" is not closed. Close it with "]"'],
    ["a: [1, 2", '1:4 This "[" is not closed. Close it with "]"'],
    ["a:1\nb: 2\n", '1:2 A space is missing after this colon. Write "a: "'],
    ["a: 1\n  b: 2\n", "2:3 This line is indented more than the line before it"],
    ["a:\n  b: 1\n c: 2\n", "3:2 This line is not aligned with the others of its block"],
    ["a: - x\n", "1:4 A list cannot begin on this line."],
    ["a: @x\n", '1:4 A value cannot begin with "@". Put the value in quotes.'],
    ["a: %x\n", '1:4 A value cannot begin with "%". Put the value in quotes.'],
    ["a: {% if x %}\n", '1:4 dex does not fill in placeholders such as "{%" here'],
    ["- a\nb: 1\n", "2:1 This line does not belong to the list above it."],
    ["- - a\n -b\n", "2:1 The dash of a list item is missing."],
    ["a: 'it's'\n", "1:8 The quoted string ends before this. For the quote character inside the string, write ''"],
    ["a: 'x' y\n", "1:8 Text cannot follow a quoted string."],
    ['a: "x\\d"\n', '1:6 "\\d" is not a valid escape in double quotes.'],
    ["a: > text\n  more\n", '1:6 Text cannot follow ">" on the same line.'],
    ["a: [a b, , c]\n", "1:10 There is no value before this comma."],
    ["a: }\n", '1:4 This "}" closes nothing.'],
    [
      "a:\n  pattern: [A-Z]+\n  b: 1\n",
      "2:12 A pattern with these characters must be in quotes. Write pattern: '[A-Z]+'",
    ],
    ["a:\n\tb: 1\n\tc: 2\n", "2:1 This line is indented with a tab."],
    ["a: [x, y]]\n", '1:10 This "]" closes nothing.'],
    ["a:\n\t- b\n", "2:1 This line is indented with a tab."],
    ["a: b: c\n", "1:4 A colon and a space end a key, and this is a value"],
    ["<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n", "1:1 This merge conflict is not resolved"],
    ['a: "x\nb: 2\n', "1:4 This quote is not closed."],
    ["a: {{ x }}\n", "1:5 A list or a mapping cannot be a key."],
    ["key without colon\nb: 1\n", "1:1 This line has no key."],
    ["a: 1\njust text\nb: 2\n", "2:1 This line has no key."],
    ["a: [x]: y\n", "1:7 The key before this colon is missing."],
    ["a: {b: 1}\n\n  - {c: 1}\n  - {c: 2}\n", "3:3 This list has no key. Write its key and a colon on the line above"],
    ["a:\n  - {b: 1}\n  - ,c: 1\n    d: 2\n  - {b: 2}\n", '3:5 A value cannot begin with ","'],
    ["a:\n  - {b: 1}  - c: 1\n    d: 2\n", "2:13 A list cannot begin on this line."],
    // A line that is indented too little ends its block, and the library reports the next line of the block.
    [
      "a:\n  b:\n    c:\n      t: 1\n  d:\n      t: 1\n    e:\n      t: 1\n",
      "5:3 This line is not aligned with the others of its block. Indent it with 4 spaces.",
    ],
    [
      "a:\n  b:\n      t: 1\n  \n     u: 1\n      v: 1\n",
      "5:6 This line is not aligned with the others of its block. Indent it with 6 spaces.",
    ],
  ])("%j", (text, want) => {
    const [first, ...others] = said(text);
    expect(first?.slice(0, want.length)).toBe(want);
    expect(others).toEqual([]);
  });

  it("are about all faults of a text that can be told apart", () => {
    const text = "a: 'it's'\nb: 1\nc: x: y\n";
    expect(said(text).map((line) => line.split(" ")[0])).toEqual(["1:8", "3:4"]);
  });

  it("never quote the library", () => {
    const texts = [
      "a: {b: [}",
      "a: ]\n",
      ": :\n- x\n",
      "a: |x\n",
      "a: 'b'c: d\n",
      "- a\n  b\n - c\n",
      "{a: b}}\n",
      "a: &x\n",
      'a: "\n',
    ];
    for (const text of texts)
      expect(said(text).join()).not.toMatch(/implicit|node|token|scalar|flow|indicator|plain value|map-value/i);
  });
});
