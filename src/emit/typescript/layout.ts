import { Code } from "../../text/quote/code.ts";

/**
 * A piece of a script before its lines are broken: text, a list between two marks, or an object, which always has a line per member.
 * Broken as Biome and Prettier do by default, so that a formatter run over the output changes nothing.
 */
export type Layout = Code | List | Members;

/** `open item, item close` on one line where it fits, else one item a line. */
interface List {
  readonly open: string;
  readonly items: readonly Layout[];
  readonly close: string;
  /** A blank inside the marks when on one line: `{ a, b }`. */
  readonly padded?: boolean;
  /** What ends the last item when broken. */
  readonly last?: "," | "";
}

/** `{ key: value, … }`, each on its own line. */
interface Members {
  readonly members: readonly (readonly [Code, Layout])[];
  /** What ends a member: a comma in an object, a semicolon in a type. */
  readonly end: "," | ";";
  readonly prefix?: string;
}

const WIDTH = 80;

/** A call. */
export function call(name: string, ...items: readonly Layout[]): Layout {
  return { open: `${name}(`, items, close: ")" };
}

/** An array. */
export function array(items: readonly Layout[]): Layout {
  return { open: "[", items, close: "]" };
}

/** An object. */
export function object(members: readonly (readonly [Code, Layout])[]): Layout {
  return { members, end: "," };
}

/** Prints a piece that begins at a column of a line with that indentation; `tail` is what follows it on its last line. */
export function print(layout: Layout, place: { indent: number; column: number; tail: number }): Code {
  return Code.trusted(printText(layout, place));
}

interface Place {
  readonly indent: number;
  readonly column: number;
  readonly tail: number;
}

function printText(layout: Layout, place: Place): string {
  if (layout instanceof Code) return layout.text;
  if ("members" in layout) return printMembers(layout, place.indent);
  const flat = flatText(layout);
  if (flat !== undefined && place.column + flat.length + place.tail <= WIDTH) return flat;
  const hugged = hugObject(layout, place);
  if (hugged !== undefined) return hugged;
  const inner = place.indent + 2;
  const margin = " ".repeat(inner);
  const items = layout.items.map((item) => printText(item, { indent: inner, column: inner, tail: 1 }));
  const last = layout.last ?? ",";
  return `${layout.open.trimEnd()}\n${items.map((item) => margin + item).join(",\n")}${last}\n${" ".repeat(place.indent)}${layout.close}`;
}

/** An object that is the last of a list stays on the line that opens the list: `struct({`. */
function hugObject({ open, items, close }: List, { indent }: Place): string | undefined {
  const last = items.at(-1);
  if (last === undefined || last instanceof Code || !("members" in last) || !open.endsWith("(")) return undefined;
  const before = items.slice(0, -1).map(flatText);
  if (before.includes(undefined)) return undefined;
  return `${open}${before.map((item) => `${item}, `).join("")}${printMembers(last, indent)}${close}`;
}

function printMembers({ members, end, prefix = "" }: Members, indent: number): string {
  if (members.length === 0) return "{}";
  const margin = " ".repeat(indent + 2);
  const lines = members.map(([key, value]) => {
    const start = `${prefix}${key.text}: `;
    const text = printText(value, { indent: indent + 2, column: indent + 2 + start.length, tail: 1 });
    return `${margin}${start}${text}${end}\n`;
  });
  return `{\n${lines.join("")}${" ".repeat(indent)}}`;
}

/** The piece on one line; undefined when it has an object in it. */
function flatText(layout: Layout): string | undefined {
  if (layout instanceof Code) return layout.text;
  if ("members" in layout) return layout.members.length === 0 ? "{}" : undefined;
  const pad = layout.padded === true && layout.items.length > 0 ? " " : "";
  let text = layout.open + pad;
  for (const [index, item] of layout.items.entries()) {
    const flat = flatText(item);
    if (flat === undefined) return undefined;
    text += (index === 0 ? "" : ", ") + flat;
  }
  return text + pad + layout.close;
}

/** `import type { A, B } from "x";`, or an export of that form, broken where it does not fit. */
export function importFrom(verb: string, names: readonly string[], path: string): Code {
  const items = names.map((name) => Code.trusted(name));
  const layout: Layout = { open: `${verb} {`, items, close: `} from "${path}";`, padded: true };
  return print(layout, { indent: 0, column: 0, tail: 0 });
}
