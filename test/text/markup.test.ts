import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as markup from "../../src/text/quote/markup.ts";
import { anyText } from "../extent.ts";
import { parseXml, textOf } from "../quality/report/xml.ts";

function shown(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufff0-\uffff]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

describe("text in markup", () => {
  it("shows as itself between tags and in an attribute, and is valid XML 1.0", () => {
    fc.assert(
      fc.property(fc.oneof(anyText(40), fc.constantFrom("]]>", "<!--", "&amp;", "'\"", "\u0000\ufffe")), (text) => {
        const quoted = markup.text(text).text;
        const element = parseXml(`<p title="${quoted}">${quoted}</p>`);
        expect(textOf(element)).toBe(shown(text));
        expect(element.attributes["title"]).toBe(shown(text));
      }),
    );
  });

  it("has no character that ends an attribute or begins a tag", () => {
    expect(markup.text(`<a href='x' title="y">&</a>`).text).toBe(
      "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;&lt;/a&gt;",
    );
  });
});
