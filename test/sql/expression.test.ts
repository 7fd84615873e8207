import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { parseExpression } from "../../src/sql/expression.ts";
import { maskReferences, splitReferences } from "../../src/sql/references.ts";
import { FORMATS } from "../../src/text/grammars.ts";
import { portablePattern } from "../../src/text/portable-regex.ts";

function problem(text: string): string {
  const parsed = parseExpression(text);
  return "problem" in parsed ? `${parsed.problem.start}: ${parsed.problem.message}` : "fine";
}

describe("parseExpression", () => {
  it("knows precedence", () => {
    const parsed = parseExpression("a = 1 or not b <> 'x' and c + 2 * d >= -3");
    expect(parsed).toMatchObject({
      columns: ["a", "b", "c", "d"],
      expression: {
        operator: "or",
        left: { operator: "=" },
        right: {
          operator: "and",
          left: { kind: "not", operand: { operator: "<>" } },
          right: {
            operator: ">=",
            left: { operator: "+", right: { operator: "*" } },
            right: { literal: { value: "-3" } },
          },
        },
      },
    });
  });

  it.each([
    "status <> 'cancelled' or total_amount >= 0",
    "a is not null",
    "a not in ('x', 'y''z')",
    "a between 1 and 2 and b",
    "a like '%x_'",
    "case when a = 1 then b else c end = 2",
    "coalesce(a, b, 0) > 1.50",
    "d >= date '2026-01-01'",
    "t < timestamp '2026-01-01 00:00:00Z'",
    'length("Order Id") = 3',
    "a || b = 'ab'",
    "(((a)))",
  ])("accepts %s", (text) => {
    expect(problem(text)).toBe("fine");
  });

  it.each([
    ["a = 1; drop table x", '5: it has ";"'],
    ["a = 1 -- x", "6: it has a comment"],
    ["a /* x */", "2: it has a comment"],
    ["a::int", "1: it has a cast"],
    ["{{ env_var('X') }}", "0: it has Jinja"],
    ["(select 1)", '1: unexpected "select"'],
    ["pg_sleep(5) = 1", '0: it calls "pg_sleep"'],
    ["a / b", '2: "/" gives different results'],
    ["a = 'x", "4: this quote is not closed"],
    ["a = ", "4: the expression ends too early"],
    ["a in ()", '6: unexpected ")"'],
    ["a like b", '7: unexpected "b"; like takes a quoted string'],
    ["date '01/02/2026' = d", "5: '01/02/2026' is not a date"],
    ["$$x$$", '0: it has "$"'],
    ["`a`", '0: it has "`"'],
    ["a b", '2: unexpected "b"'],
    ["1e5 = a", '0: it has "1"'],
    ["", "0: the expression ends too early"],
    ["lower(a, b)", '0: "lower" takes 1 to 1 arguments'],
  ])("refuses %s", (text, want) => {
    expect(problem(text)).toContain(want);
  });

  it("never throws, and never loops, whatever the text", () => {
    const piece = fc.constantFrom(
      "a",
      "1",
      "'x'",
      "(",
      ")",
      "and",
      "or",
      "not",
      "in",
      "between",
      "like",
      "is",
      "null",
      "case",
      "when",
      "then",
      "end",
      "=",
      "<",
      "-",
      "*",
      ",",
      "{{",
      "--",
      "date",
      " ",
      "\\",
      "\u0000",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        problem(pieces.join(" "));
      }),
      { numRuns: 3000, seed: 5 },
    );
    expect(problem("(".repeat(4000))).toContain("nested too deep");
    expect(problem("not ".repeat(1900))).toContain("nested too deep");
  });
});

describe("splitReferences", () => {
  it("cuts at ref and source", () => {
    const text = "select * from {{ ref('orders') }} o join {{source(\"shop\", 'customers')}} c on 1 = 1";
    const split = splitReferences(text);
    if ("problem" in split) throw new Error(split.problem.message);
    expect(split.parts.map((part) => part.kind)).toEqual(["text", "ref", "text", "source", "text"]);
    const { sql } = maskReferences(split.parts);
    expect(sql).toHaveLength(text.length);
    expect(sql).not.toContain("{");
  });

  it.each([
    "{{ env_var('X') }}",
    "{% if x %}",
    "{# x #}",
    "{{ ref('a', 'b') }}",
    "{{ ref(x) }}",
    "{{ ref('a')",
    "{{ ref('a-b') }}",
  ])("refuses %s", (text) => {
    expect(splitReferences(`select ${text}`)).toMatchObject({ problem: { start: 7 } });
  });
});

describe("portablePattern", () => {
  const normalised = (pattern: string) => {
    const result = portablePattern(pattern);
    return "normalised" in result ? result.normalised : `${result.index}: ${result.problem}`;
  };

  it.each([
    ["^[A-Z]{2}\\d+$", "^[A-Z]{2}[0-9]+$"],
    ["a.c", "a[^\\n\\r]c"],
    ["\\w|\\s", "[A-Za-z0-9_]|[ \\t\\n\\r\\f\\v]"],
    ["(?:ab)?", "(ab)?"],
    ["[\\w.-]+@x", "[A-Za-z0-9_.\\-]+@x"],
    ["a\\.b\\/c", "a\\.b/c"],
    ["\\D", "[^0-9]"],
    ["", ""],
    ["[^a\\]]", "[^a\\]]"],
  ])("%s is %s", (pattern, want) => {
    expect(normalised(pattern)).toBe(want);
  });

  it.each([
    ["(?=x)", "0: only ( ) and (?: )"],
    ["\\1", "0: the escape \\1"],
    ["a{300}", "0: it repeats more than 255"],
    ["(a{40}b){26}", "0: its repeats, multiplied"],
    ["(a+)+", "0: a repeat can match the same string in several ways"],
    ["[z-a]", "2: its range runs backwards"],
    ["a+?", "2: lazy"],
    ["(", "0: a ( has no matching"],
    [")", "0: a ) has no matching"],
    ["[a", "0: a [ has no matching ]"],
    ["\\p{L}", "0: the escape \\p"],
    ["é", "0: it has a character outside"],
    ["*", "0: there is nothing before"],
    ["a{2,1}", "1: its repeat runs backwards"],
    ["^*", "0: ^ cannot be repeated"],
    ["a{", "1: a literal {"],
  ])("%s is refused", (pattern, want) => {
    expect(normalised(pattern)).toContain(want);
  });

  it.each(Object.entries(FORMATS))("the grammar of %s is within the subset", (_, pattern) => {
    // The maximum length is only for patterns in contracts.
    expect(normalised(pattern)).toMatch(pattern.length > 512 ? /longer than 512/ : /^\^/);
    expect(RE2JS.compile(pattern)).toBeDefined();
  });

  it("means the same to JavaScript and RE2, before and after it is normalised", () => {
    const piece = fc.constantFrom(
      "a",
      "b",
      "1",
      "_",
      ".",
      "\\d",
      "\\w",
      "\\s",
      "[ab]",
      "[^a]",
      "[a-c1]",
      "(a|b)",
      "?",
      "*",
      "+",
      "{2}",
      "^",
      "$",
      "|",
      "\\.",
      "-",
    );
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "1", "_", ".", " ", "-", "é"), maxLength: 8 });
    let compared = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), text, (pieces, value) => {
        const pattern = pieces.join("");
        const result = portablePattern(pattern);
        if ("problem" in result) return;
        compared++;
        const want = new RegExp(pattern, "u").test(value);
        expect(new RegExp(result.normalised, "u").test(value)).toBe(want);
        expect(RE2JS.compile(result.normalised).matcher(value).find()).toBe(want);
      }),
      { numRuns: 4000, seed: 11 },
    );
    expect(compared).toBeGreaterThan(1000);
  });
});
