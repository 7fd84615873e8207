import { describe, expect, it } from "vitest";
import { createRender, type View } from "../../src/emit/render.ts";
import { Code, code } from "../../src/text/quote/code.ts";

const templates: Readonly<Record<string, string>> = {
  list: "<% for item in items %>\n- <$ item.name $>{{ jinja }}\n<% endfor %>\n\n\n",
  value: "<$ value $>",
  ladder: '<$ value["constructor"]["constructor"]("return 1")() $>',
  range: '<$ range.constructor("return 1")() $>',
  syntax: "<% for %>",
};
const render = createRender((name) => templates[name]);

describe("rendering", () => {
  it("places code, keeps the targets' own Jinja, and ends in one newline", () => {
    expect(render("list", { items: [{ name: code`a` }, { name: code`b` }] })).toBe("- a{{ jinja }}\n- b{{ jinja }}\n");
  });

  it("reads nothing in code as a template", () => {
    expect(render("value", { value: Code.trusted("<$ value $> & <b>") })).toBe("<$ value $> & <b>\n");
  });

  it.each(["text", 1, null])("refuses a raw %j", (raw) => {
    expect(() => render("value", { value: raw as unknown as View })).toThrow("raw");
    expect(() => render("list", { items: [{ name: raw as unknown as View }] })).toThrow("raw");
  });

  it("fails on a slot that the view does not fill", () => {
    expect(() => render("value", {})).toThrow('template "value"');
  });

  it.each(["ladder", "range"])("gives no way to Function (%s)", (name) => {
    expect(() => render(name, { value: code`x` })).toThrow("may not read");
  });

  it("says which template is broken or missing", () => {
    expect(() => render("syntax", {})).toThrow('template "syntax"');
    expect(() => render("nowhere", {})).toThrow('template "nowhere"');
  });
});
