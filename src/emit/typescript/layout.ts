import {
  Bracketed,
  type Layout,
  type LinePosition,
  Pair,
  print as printLayout,
  printOnOneLine,
  typescriptStyle,
} from "../../text/layout.ts";
import { Code, code } from "../../text/quote/code.ts";

/** A call. */
export function call(name: string, ...items: readonly Layout[]): Layout {
  return new Bracketed(items, { open: `${name}(`, close: ")" });
}

/** An array. */
export function array(items: readonly Layout[]): Layout {
  return new Bracketed(items, { open: "[", close: "]" });
}

/** The type of an array that cannot be changed. */
export function tuple(items: readonly Layout[]): Layout {
  return new Bracketed(items, { open: "readonly [", close: "]" });
}

/** A type with arguments: `Record<string, number>`. */
export function generic(name: string, items: readonly Layout[]): Layout {
  return new Bracketed(items, { open: `${name}<`, close: ">", hasTrailingSeparator: false });
}

/** A member of an object or of a type. */
type Member = readonly [key: Code, value: Layout];

/** An object with one member a line. */
export function object(members: readonly Member[]): Layout {
  const pairs = members.map(([key, value]) => new Pair(key, ": ", value));
  return new Bracketed(pairs, { open: "{", close: "}", isAlwaysBroken: true });
}

/** The type of an object that cannot be changed, with one member a line. */
export function objectType(members: readonly Member[]): Layout {
  const pairs = members.map(([key, value]) => new Pair(code`readonly ${key}`, ": ", value));
  return new Bracketed(pairs, { open: "{", close: "}", isAlwaysBroken: true, separator: ";" });
}

/** Prints a layout as Biome and Prettier do. */
export function print(layout: Layout, position?: LinePosition): Code {
  return printLayout(layout, typescriptStyle, position);
}

/** Prints a layout on one line, however long. */
export function onOneLine(layout: Layout): Code {
  return printOnOneLine(layout, typescriptStyle);
}

/** `import type { A, B } from "x";`, or an export of that form, broken if it does not fit. */
export function importFrom(verb: string, names: readonly string[], path: string): Code {
  const items = names.map((name) => Code.trusted(name));
  return print(new Bracketed(items, { open: `${verb} {`, close: `} from "${path}";` }));
}
