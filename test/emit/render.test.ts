import { describe, expect, it } from "vitest";
import { createRender, type View } from "../../src/emit/render.ts";
import { Code, code, join } from "../../src/text/quote/code.ts";

const templates: Readonly<Record<string, string>> = {
  list: "<% for item in items %>\n- <$ item.name $>{{ jinja }}\n<% endfor %>\n\n\n",
  value: "<$ value $>",
  twice: "a\n<$ value $>\n\n<$ value $>\n",
  filtered: "<$ value | upper $>\n<$ value | truncate(3, true, '') $>\n",
  noncharacters: "\ufdd0 \ufdd1 \ufdd2 <$ value $>",
  ladder: '<$ value["constructor"]["constructor"]("return 1")() $>',
  range: '<$ range.constructor("return 1")() $>',
  syntax: "<% for %>",
};
const render = createRender((name) => templates[name]);
const text = (...given: Parameters<typeof render>) => render(...given).text;

describe("rendering", () => {
  it("places code, keeps the targets' own Jinja, and ends in one newline", () => {
    expect(text("list", { items: [{ name: code`a` }, { name: code`b` }] })).toBe("- a{{ jinja }}\n- b{{ jinja }}\n");
  });

  it("reads nothing in code as a template", () => {
    expect(text("value", { value: Code.trusted("<$ value $> & <b>") })).toBe("<$ value $> & <b>\n");
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

describe("the blocks of a rendered text", () => {
  const at = (pointer: string) => ({ path: "orders.contract.yaml", pointer });
  const blocksOf = (template: string, value: Code) =>
    render(template, { value }).blocks.map(({ start, end, origin }) => [start, end, origin.pointer]);

  it("are the lines of code that has an origin, wherever the template places it", () => {
    expect(blocksOf("twice", Code.trusted("b\nc").at(at("/b")))).toEqual([
      [2, 3, "/b"],
      [5, 6, "/b"],
    ]);
    expect(blocksOf("value", code`x`)).toEqual([]);
    expect(blocksOf("value", Code.trusted("").at(at("/empty")))).toEqual([]);
  });

  it("are in order from the inside out", () => {
    const inner = join([code`a`.at(at("/a")), code`b`.at(at("/b")).at(at("/B"))], "\n");
    expect(blocksOf("value", code`first\n${inner}\nlast`.at(at("")))).toEqual([
      [2, 2, "/a"],
      [3, 3, "/b"],
      [3, 3, "/B"],
      [1, 4, ""],
    ]);
  });

  it("end where the text ends, and at the last line of code that ends in a line break", () => {
    expect(blocksOf("value", Code.trusted("a\n\n").at(at("/a")))).toEqual([[1, 1, "/a"]]);
    expect(blocksOf("twice", Code.trusted("a\n").at(at("/a")))).toEqual([
      [2, 2, "/a"],
      [5, 5, "/a"],
    ]);
  });

  it("survive filters of a project's own template", () => {
    expect(text("filtered", { value: code`abcdef`.at(at("/a")) })).toMatch(/^ABCDEF\n/);
    expect(blocksOf("filtered", code`abcdef`.at(at("/a")))[0]).toEqual([1, 1, "/a"]);
  });

  it.each(["\ufdd00;", "\ufdd1", "\ufdd20", "\ufdd0\ufdd1\ufdd2", "\ufdd0999;x\ufdd1"])(
    "cannot be forged by a text such as %j",
    (hostile) => {
      const value = code`${Code.trusted(hostile)}${Code.trusted(hostile).at(at("/own"))}`;
      const rendered = render("noncharacters", { value });
      expect(rendered.text).toBe(`\ufdd0 \ufdd1 \ufdd2 ${hostile}${hostile}\n`);
      expect(rendered.blocks).toEqual([{ start: 1, end: 1, origin: at("/own") }]);
    },
  );
});
