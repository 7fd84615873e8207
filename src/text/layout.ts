import { Bug } from "./bug.ts";
import { Code, code, join } from "./quote/code.ts";

/** Code whose line breaks are not chosen yet. `Code` itself is never broken. */
export type Layout = Code | Bracketed | Pair | Operation;

interface Brackets {
  readonly open: string;
  readonly close: string;
  /** Whether each item has a line of its own, even if all fit on one line. */
  readonly isAlwaysBroken?: boolean;
  /** What separates the items, and ends the last one when broken; defaults to a comma. */
  readonly separator?: "," | ";";
  /** Whether the separator also ends the last item when broken; defaults to true. */
  readonly hasTrailingSeparator?: boolean;
}

/** Items between two marks: a call, a list, an object, a type. On one line if it fits, else one item a line. */
export class Bracketed {
  readonly items: readonly Layout[];
  readonly brackets: Brackets;
  constructor(items: readonly Layout[], brackets: Brackets) {
    this.items = items;
    this.brackets = brackets;
  }
}

/** A key and its value: a member, a keyword argument, an assignment. A line never breaks before the value, except within an operation. */
export class Pair {
  readonly key: Code;
  readonly sign: ": " | "=" | " = ";
  readonly value: Layout;
  constructor(key: Code, sign: Pair["sign"], value: Layout) {
    this.key = key;
    this.sign = sign;
    this.value = value;
  }
}

/** Operands with one operator between them: on one line if they fit, else broken before each operator. */
export class Operation {
  readonly operator: string;
  readonly operands: readonly Layout[];
  constructor(operator: string, operands: readonly Layout[]) {
    this.operator = operator;
    this.operands = operands;
  }
}

/** How the formatter of a language breaks lines. */
export interface CodeStyle {
  readonly width: number;
  readonly indent: number;
  /** Whether braces have blanks inside when on one line: `{ a }`. */
  readonly padsBraces: boolean;
  /** Whether an object that is the last argument opens on the line of its call: `struct({`. */
  readonly hugsLastArgument: boolean;
  /** How a broken operation begins: with a parenthesis, or with its operator on a new line. */
  readonly opensOperation: "parenthesis" | "operator";
}

/** As Biome and Prettier format by default. */
export const typescriptStyle: CodeStyle = {
  width: 80,
  indent: 2,
  padsBraces: true,
  hugsLastArgument: true,
  opensOperation: "operator",
};

/** As Ruff formats; dex gives Ruff this width. */
export const pythonStyle: CodeStyle = {
  width: 100,
  indent: 4,
  padsBraces: false,
  hugsLastArgument: false,
  opensOperation: "parenthesis",
};

/** Where code begins: the indentation of its line, its first column (defaults to the indentation), and the columns that must stay free after it. */
export interface LinePosition {
  readonly indent?: number;
  readonly column?: number;
  readonly tail?: number;
}

/** The layout on one line, however long. */
export function printOnOneLine(layout: Layout, style: CodeStyle): Code {
  const flat = inOneLine(layout, style);
  if (flat === undefined) throw new Bug("a layout that is always broken has no form on one line");
  return flat;
}

/** Breaks the lines of a layout as the formatter of the language does, so that the formatter changes nothing. */
export function print(layout: Layout, style: CodeStyle, position: LinePosition = {}): Code {
  const { indent = 0, column = indent, tail = 0 } = position;
  if (layout instanceof Code) return layout;
  const flat = inOneLine(layout, style);
  if (flat !== undefined && column + flat.text.length + tail <= style.width) return flat;
  if (layout instanceof Pair) return printPair(layout, style, { indent, column, tail });
  if (layout instanceof Operation) return printOperation(layout, style, { indent, column, tail });
  return printBracketed(layout, style, indent);
}

/** The layout on one line, however long; undefined if a part of it is always broken. */
function inOneLine(layout: Layout, style: CodeStyle): Code | undefined {
  if (layout instanceof Code) return layout;
  if (layout instanceof Pair) {
    const value = inOneLine(layout.value, style);
    return value && code`${layout.key}${raw(layout.sign)}${value}`;
  }
  if (layout instanceof Operation) {
    const operands = allInOneLine(layout.operands, style);
    return operands && join(operands, ` ${layout.operator} `);
  }
  const { open, close, separator = ",", isAlwaysBroken = false } = layout.brackets;
  if (layout.items.length === 0) return raw(open + close);
  const items = isAlwaysBroken ? undefined : allInOneLine(layout.items, style);
  const pad = raw(style.padsBraces && open.endsWith("{") ? " " : "");
  return items && code`${raw(open)}${pad}${join(items, `${separator} `)}${pad}${raw(close)}`;
}

function allInOneLine(layouts: readonly Layout[], style: CodeStyle): readonly Code[] | undefined {
  const lines: Code[] = [];
  for (const layout of layouts) {
    const line = inOneLine(layout, style);
    if (line === undefined) return undefined;
    lines.push(line);
  }
  return lines;
}

function printPair({ key, sign, value }: Pair, style: CodeStyle, position: Required<LinePosition>): Code {
  const start = key.text.length + sign.length;
  const printed = print(value, style, { ...position, column: position.column + start });
  return code`${key}${raw(printed.text.startsWith("\n") ? sign.trimEnd() : sign)}${printed}`;
}

function printBracketed(layout: Bracketed, style: CodeStyle, indent: number): Code {
  const { items, brackets } = layout;
  const { open, close, separator = ",", hasTrailingSeparator = true } = brackets;
  if (items.length === 0) return raw(open + close);
  const hugged = style.hugsLastArgument ? hugLastArgument(layout, style, indent) : undefined;
  if (hugged !== undefined) return hugged;
  const inner = indent + style.indent;
  const lines = items.map((item, index) => {
    const end = index < items.length - 1 || hasTrailingSeparator ? separator : "";
    return code`${margin(inner)}${print(item, style, { indent: inner, tail: 1 })}${raw(end)}`;
  });
  return join([raw(open), ...lines, code`${margin(indent)}${raw(close)}`], "\n");
}

function hugLastArgument({ items, brackets }: Bracketed, style: CodeStyle, indent: number): Code | undefined {
  const last = items.at(-1);
  if (!(last instanceof Bracketed && last.brackets.isAlwaysBroken && brackets.open.endsWith("("))) return undefined;
  const before = allInOneLine(items.slice(0, -1), style);
  if (before === undefined) return undefined;
  const list = join([...before, printBracketed(last, style, indent)], ", ");
  return code`${raw(brackets.open)}${list}${raw(brackets.close)}`;
}

function printOperation(layout: Operation, style: CodeStyle, position: Required<LinePosition>): Code {
  const [first, ...rest] = layout.operands;
  if (first === undefined) return raw("");
  if (rest.length === 0) return print(first, style, position);
  const { tail } = position;
  const inner = position.indent + style.indent;
  if (style.opensOperation === "operator")
    return join([raw(""), ...operandLines(layout, style, { indent: inner, tail })], "\n");
  const end = allInOneLine(rest, style);
  if (first instanceof Bracketed && end !== undefined) {
    // Brackets at the start take the line breaks; the operation needs no parentheses.
    const after = join([raw(""), ...end], ` ${layout.operator} `);
    return code`${print(first, style, { ...position, tail: tail + after.text.length })}${after}`;
  }
  const flat = inOneLine(layout, style);
  const fits = flat !== undefined && inner + flat.text.length <= style.width;
  const lines = fits ? [code`${margin(inner)}${flat}`] : operandLines(layout, style, { indent: inner, tail: 0 });
  return join([raw("("), ...lines, code`${margin(position.indent)})`], "\n");
}

/** One operand a line. The operator comes before each; before the first only if nothing else opens the operation. */
function operandLines(
  { operator, operands }: Operation,
  style: CodeStyle,
  { indent, tail }: { readonly indent: number; readonly tail: number },
): readonly Code[] {
  return operands.map((operand, index) => {
    const start = index === 0 && style.opensOperation === "parenthesis" ? "" : `${operator} `;
    const printed = print(operand, style, { indent: indent + start.length, tail });
    return code`${margin(indent)}${raw(start)}${printed}`;
  });
}

function margin(width: number): Code {
  return raw(" ".repeat(width));
}

function raw(text: string): Code {
  return Code.trusted(text);
}
