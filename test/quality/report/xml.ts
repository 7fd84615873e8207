/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

// The characters that XML 1.0 allows.
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const TOKEN =
  /<\?xml[^?]*\?>|<!doctype html>|<\/([a-zA-Z][\w-]*)>|<([a-zA-Z][\w-]*)((?:\s+[a-zA-Z][\w:-]*="[^"<]*")*)\s*(\/?)>|[^<]+/gy;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** Reads XML 1.0 strictly, in the subset that reports use: no comments, no CDATA, attributes in double quotes, five entities. */
export function parseXml(text: string): Element {
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden !== null) throw new Error(`forbidden character at ${forbidden.index}`);
  const root = { name: "", attributes: {}, children: [] as (Element | string)[] };
  const open = [root];
  let end = 0;
  for (const token of text.matchAll(TOKEN)) {
    const [whole, closed, opened, attributes = "", isEmpty] = token;
    const parent = open.at(-1) ?? root;
    end += whole.length;
    if (closed !== undefined) {
      if (parent.name !== closed) throw new Error(`</${closed}> closes <${parent.name}> at ${token.index}`);
      open.pop();
    } else if (opened !== undefined) {
      const element = { name: opened, attributes: attributesOf(attributes), children: [] };
      parent.children.push(element);
      if (isEmpty === "") open.push(element);
    } else if (!whole.startsWith("<")) parent.children.push(decoded(whole));
  }
  if (end !== text.length) throw new Error(`no XML at ${end}: ${text.slice(end, end + 80)}`);
  const [only, ...others] = root.children.filter((child) => typeof child !== "string" || child.trim() !== "");
  if (open.length !== 1 || only === undefined || typeof only === "string" || others.length > 0)
    throw new Error("not one whole element");
  return only;
}

/** All elements of a document, in order. */
export function elementsOf(element: Element): readonly Element[] {
  return [element, ...element.children.flatMap((child) => (typeof child === "string" ? [] : elementsOf(child)))];
}

/** The text of an element and of those inside it. */
export function textOf(element: Element): string {
  return element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = "", value = ""] of text.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (Object.hasOwn(found, name)) throw new Error(`the attribute ${name} twice`);
    found[name] = decoded(value);
  }
  return found;
}

function decoded(text: string): string {
  return text.replace(/&([^;\s]*;?)/g, (whole, name: string) => {
    const character = ENTITIES[name.replace(/;$/, "")];
    if (character === undefined || !name.endsWith(";")) throw new Error(`not an entity: ${whole}`);
    return character;
  });
}
