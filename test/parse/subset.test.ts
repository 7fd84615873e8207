import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/diagnostics/diagnostic.ts";
import { compose } from "../../src/parse/compose.ts";
import { guardCharacters } from "../../src/parse/guard.ts";
import { readSubset } from "../../src/parse/subset/read-subset.ts";
import { toJson } from "../../src/parse/to-json.ts";
import type { Json } from "../../src/source/json.ts";
import { runs } from "../extent.ts";

const CONTRACT = `---
# A contract in everyday style.
contract: # who
  name: orders
  version: "1.2.0"
  owner: data-team@company.com   # who answers
  description: >
    One row per order
    placed in the shop.

    Twice.
  tags: [core, 'it''s', "a\\"b"]

dataset: {kind: table, primary_key: [order_id], partition_by: {field: order_date}}
schema:
  required:
  - order_id
  - total
  properties:
    order_id: {type: string, format: uuid}
    total:
      type: decimal
      precision: 10
      minimum: -0.50
      enum: [
        a, b,   # two
        "c: d"
      ]
notes: |-
  first
    second

  third
empty:
consumers:
  - name: a
    needs:
      - x
      - - deep
        - 1.5
  - # the second
    name: b
  -
    name: d
  - {name: c, url: http://x/y?z=1#f}
  - plain text, with a comma
`;

/** What the full reader reads. */
interface Full {
  readonly value?: Json;
  readonly isClean: boolean;
}

let lastFull: { readonly text: string; readonly full: Full } | undefined;

/** The answer of the full reader, without its explanations, which take long. The last one is kept, because most cases ask twice. */
function full(text: string): Full {
  if (lastFull?.text !== text) lastFull = { text, full: readFull(text) };
  return lastFull.full;
}

function readFull(text: string): Full {
  const file = { path: "a.yaml", text, hash: "" };
  const composed = compose(file);
  if ("explain" in composed) return { isClean: false };
  const reports: Report[] = [];
  const value = toJson(composed.root, file, reports);
  return { value, isClean: reports.length === 0 };
}

/** Fails when the two readers disagree; returns whether the subset reader gave an answer. */
function agree(text: string): boolean {
  if (guardCharacters({ path: "a.yaml", text, hash: "" })) return false;
  const answer = readSubset(text);
  if (answer === undefined) return false;
  const { value, isClean } = full(text);
  if (!isClean || JSON.stringify(value) !== JSON.stringify(answer)) {
    expect({ text, answer }).toEqual({ text, answer: value, isClean });
  }
  return true;
}

/** True when the full reader reports nothing. */
function isClean(text: string): boolean {
  return guardCharacters({ path: "a.yaml", text, hash: "" }) === undefined && full(text).isClean;
}

const pieces = [
  ..."a b: x:y - ? : , [ ] { } # | > |- > ' \" '' \\\" \\ & * ! % @ ` ~ . + 0 1 -1 1.5 010 0x1 1e3 .5 .inf null true no <<".split(
    " ",
  ),
  ..."key: k2: 'q': \"d\": - - {a: 1} [x, y] {a: [1]} 'it''s' \"\\n\" --- ... #c __proto__: é".split(" "),
  " #c",
  ": ",
  ", ",
  "- ",
  "a b",
  "\\u00e9",
];
const start = fc.constantFrom("", "a: ", "- ", "b:", "c: ");
const line = fc
  .tuple(fc.integer({ min: 0, max: 4 }), start, fc.array(fc.constantFrom(...pieces, " ", "  "), { maxLength: 4 }))
  .map(([indent, begin, parts]) => " ".repeat(indent) + begin + parts.join(""));

const entry = fc
  .tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom("- ", "", "- - "),
    fc.constantFrom("a", "b", "c", "d e", "'f'", '"g"', "1", "h:i"),
    fc.constantFrom(": ", ":", " : ", ":  "),
    fc.constantFrom(
      ...["", "x", "x y", "1", "1.50", "null", "[a, b]", "{a: b}", "[", "]", "}", "{a: [1,", "'q'", '"q"'],
    ),
    fc.constantFrom("", " ", " # c", "#c", " |", " >-", ": z"),
  )
  .map(([indent, dash, key, colon, value, tail]) => `${"  ".repeat(indent)}${dash}${key}${colon}${value}${tail}`);

describe("the reader of the everyday part of YAML", () => {
  it("reads a contract in everyday style, and agrees with the full reader", () => {
    expect(agree(CONTRACT)).toBe(true);
    expect(agree(CONTRACT.replaceAll("\n", "\r\n"))).toBe(true);
    expect(agree(CONTRACT.slice(4))).toBe(true);
    expect(readSubset(CONTRACT)).toMatchObject({
      contract: {
        version: "1.2.0",
        description: "One row per order placed in the shop.\nTwice.\n",
        tags: ["core", "it's", 'a"b'],
      },
      schema: { required: ["order_id", "total"], properties: { total: { minimum: -0.5, enum: ["a", "b", "c: d"] } } },
      notes: "first\n  second\n\nthird",
      empty: null,
      consumers: [
        { name: "a", needs: ["x", ["deep", 1.5]] },
        { name: "b" },
        { name: "d" },
        { url: "http://x/y?z=1#f" },
        "plain text, with a comma",
      ],
    });
  });

  it("reads JSON as JSON.parse does", () => {
    const json = fc.jsonValue().map((value) => (typeof value === "object" && value !== null ? value : [value]));
    let read = 0;
    fc.assert(
      fc.property(json, fc.constantFrom(0, 1, 2), (value, space) => {
        const answer = readSubset(JSON.stringify(value, undefined, space));
        if (answer === undefined) return;
        read++;
        expect(JSON.stringify(answer)).toBe(JSON.stringify(value));
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(read).toBeGreaterThan(500);
  });

  it.each([
    ["lines of any tokens", fc.array(line, { minLength: 1, maxLength: 6 }), 0.4],
    ["lines that look like entries", fc.array(entry, { minLength: 1, maxLength: 6 }), 0.7],
  ])("never disagrees with the full reader: %s", (_name, lines, least) => {
    let clean = 0;
    let answers = 0;
    // A document begins at the margin: most texts whose first line does not are beyond everyday YAML.
    const text = fc
      .tuple(lines, fc.integer({ min: 0, max: 9 }))
      .map(([all, margin]) => (margin === 0 ? all.join("\n") : all.join("\n").trimStart()));
    fc.assert(
      fc.property(text, fc.constantFrom("", "", "", "---\n"), fc.constantFrom("", "\n"), (body, mark, end) => {
        const whole = mark + body + end;
        if (isClean(whole)) clean++;
        if (agree(whole)) answers++;
      }),
      { numRuns: runs(20_000), seed: 3 },
    );
    expect(clean).toBeGreaterThan(runs(1000));
    expect(answers / clean).toBeGreaterThan(least);
  });

  it("never disagrees with the full reader: a contract with some of its text changed", () => {
    const change = fc.record({
      at: fc.integer({ min: 0, max: CONTRACT.length }),
      cut: fc.integer({ min: 0, max: 3 }),
      put: fc.constantFrom("", " ", "\n", "  ", ...pieces),
    });
    let answers = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const text = changes.reduce((all, { at, cut, put }) => all.slice(0, at) + put + all.slice(at + cut), CONTRACT);
        if (agree(text)) answers++;
      }),
      { numRuns: runs(4000), seed: 5 },
    );
    expect(answers).toBeGreaterThan(runs(500));
  });
});
