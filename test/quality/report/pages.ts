import { createHash } from "node:crypto";
import { expect } from "vitest";
import { type Element, elementsOf, parseXml, textOf } from "./xml.ts";

/** Elements that can show text, structure and drawings, and do nothing else. */
const INERT = new Set(
  "html head meta title style body a header main footer section article div p h1 h2 h3 h4 ul li dl dt dd strong span code time wbr table caption thead tbody tr th td details summary figure figcaption svg path rect".split(
    " ",
  ),
);

const ATTRIBUTES = new Set(
  "lang charset http-equiv content name class href id role aria-label aria-hidden tabindex scope open datetime viewBox preserveAspectRatio width height d".split(
    " ",
  ),
);

/** Reads a page strictly, and expects that it can do nothing, loads nothing, and has a sound structure. */
export function readPage(html: string): readonly Element[] {
  const elements = elementsOf(parseXml(html));
  expect([...new Set(elements.map(({ name }) => name))].filter((name) => !INERT.has(name))).toEqual([]);
  const attributes = elements.flatMap((element) => Object.entries(element.attributes));
  expect([...new Set(attributes.map(([name]) => name))].filter((name) => !ATTRIBUTES.has(name))).toEqual([]);
  const ids = attributes.filter(([name]) => name === "id").map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const links = attributes.filter(([name]) => name === "href").map(([, link]) => link);
  expect(links.filter((link) => !ids.includes(link.slice(1)))).toEqual([]);
  expectPolicy(elements);
  expectAccessible(elements);
  return elements;
}

function expectPolicy(elements: readonly Element[]): void {
  const policy = elements.find(({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy");
  const style = elements.filter(({ name }) => name === "style").map(textOf);
  const hash = createHash("sha256")
    .update(style[0] ?? "")
    .digest("base64");
  expect(style).toHaveLength(1);
  expect(style[0]).not.toMatch(/url\(|@import|@font-face|expression\(/);
  expect(policy?.attributes["content"]).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
  );
}

function expectAccessible(elements: readonly Element[]): void {
  const named = (name: string) => elements.filter((element) => element.name === name);
  expect(named("html")[0]?.attributes["lang"]).toBe("en");
  for (const landmark of ["main", "h1", "title", "header"]) expect(named(landmark)).toHaveLength(1);
  for (const table of named("table")) expect(elementsOf(table).map(({ name }) => name)).toContain("caption");
  for (const cell of named("th")) expect(["col", "row"]).toContain(cell.attributes["scope"]);
  for (const drawing of named("svg"))
    expect(drawing.attributes["aria-hidden"] === "true" || (drawing.attributes["aria-label"] ?? "") !== "").toBe(true);
  for (const region of elements.filter(({ attributes }) => attributes["class"] === "scroll"))
    expect(region.attributes).toMatchObject({
      role: "region",
      tabindex: "0",
      "aria-label": expect.stringMatching(/./),
    });
  const levels = elements.filter(({ name }) => /^h[1-6]$/.test(name)).map(({ name }) => Number(name[1]));
  for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
}

/** The texts of the elements with a name. */
export function textsOf(elements: readonly Element[], name: string): readonly string[] {
  return elements.filter((element) => element.name === name).map(textOf);
}
