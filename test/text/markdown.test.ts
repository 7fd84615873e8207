import fc from "fast-check";
import { Marked } from "marked";
import { describe, expect, it } from "vitest";
import * as markdown from "../../src/text/quote/markdown.ts";
import { anyText } from "../extent.ts";

const reader = new Marked({ gfm: true });

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** HTML that shows a text, as the reader writes it; quotation marks, which do no harm between tags, as they are. */
function htmlOf(text: string): string {
  return shown(text).replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

function read(text: string): string {
  return (reader.parse(text) as string).replaceAll("&#39;", "'").replaceAll("&quot;", '"');
}

/** What a text is expected to look like: one line, with the invisible spelled out. */
function shown(text: string): string {
  return text
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufff0-\uffff]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}

const PIECES = [
  ..."\\`*_{}[]<>()#+-.!|~&:@/\"'=$^%;, \n\t01a",
  ..."```|~~~|***|___|---|===|<!--|-->|<script>|</h1>|<a href=x>|&amp;|&#35;|&#x41;|![a](b)|[a](b)|[a][b]|[a]: b|http://a.example|https://a.example".split(
    "|",
  ),
  ..."www.a.example|a@b.example|mailto:a@b.example|1. |12) |- |+ |> |    x|\\\\|\\`|{{ x }}|{% raw %}|{# x #}|{#id}|:smile:|<br>|\u202e|\u200b|\ufeff|\u0000|\u2028|é|日本|🙂|\ud800".split(
    "|",
  ),
];

const hostile = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((parts) => parts.join("")),
  anyText(40),
);

/** The places where a text may stand, and the HTML around it there. */
const PLACES: Readonly<Record<string, readonly [before: string, after: string, html: string]>> = {
  paragraph: ["", "\n", "<p>@</p>\n"],
  "middle of a paragraph": ["It is ", " indeed.\n", "<p>It is @ indeed.</p>\n"],
  heading: ["## ", "\n", "<h2>@</h2>\n"],
  item: ["- ", "\n", "<ul>\n<li>@</li>\n</ul>\n"],
  "second paragraph": ["One.\n\n", "\n\nThree.\n", "<p>One.</p>\n<p>@</p>\n<p>Three.</p>\n"],
  cell: [
    "| a | b |\n|---|---|\n| ",
    " | x |\n",
    "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody><tr>\n<td>@</td>\n<td>x</td>\n</tr>\n</tbody></table>\n",
  ],
};

describe.each(Object.entries(PLACES))("a text in a %s", (_, [before, after, html]) => {
  it("shows as itself, and is no markup", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(shown(text) !== "");
        const out = read(before + markdown.text(text).text + after);
        expect(out).toBe(html.replace("@", () => htmlOf(text)));
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  it("shows as code, and is no markup", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(shown(text) !== "");
        const out = read(before + markdown.code(text).text + after);
        const code = /\||\{[{%#]/.test(text) ? htmlOf(text) : `<code>${htmlOf(text)}</code>`;
        expect(out).toBe(html.replace("@", () => code));
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});

describe("what a text becomes", () => {
  it.each([
    ["Unique order identifier.", "Unique order identifier."],
    ["2026-01-01, 1.5 % (about)", "2026-01-01, 1.5 % (about)"],
    ["order_id", "order\\_id"],
    ["1. first", "1\\. first"],
    ["two\nlines", "two lines"],
    ["", ""],
  ])("%j is %s", (given, want) => {
    expect(markdown.text(given).text).toBe(want);
  });

  it.each([
    ["order_id", "`order_id`"],
    ["a`b", "``a`b``"],
    ["`", "`` ` ``"],
    ["a|b", "a\\|b"],
    ["", ""],
  ])("%j as code is %s", (given, want) => {
    expect(markdown.code(given).text).toBe(want);
  });

  it("holds nothing that a generator of sites would run", () => {
    for (const opening of ["{{", "{%", "{#", "{{%"]) {
      expect(markdown.text(`${opening} x`).text).not.toContain(opening);
      expect(markdown.code(`${opening} x`).text).not.toContain(opening);
    }
  });
});
