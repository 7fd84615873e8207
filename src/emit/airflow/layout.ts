import { Code, code, join } from "../../text/quote/code.ts";
import * as python from "../../text/quote/python.ts";

/** An argument of a call: its name and its value; one without a value is left out. */
export type Argument = readonly [name: string, value: python.PythonValue | undefined];

/** Python's own spelling of a piece of dex's own text. */
export function raw(text: string): Code {
  return Code.trusted(text);
}

/** A function to call, and a comment for the line of its opening bracket. */
interface RemarkedCallee {
  readonly callee: string;
  readonly remark: string;
}

/** A call with one argument a line, as Ruff's formatter leaves it. `indent` is that of the line it begins on. */
export function call(callee: string | RemarkedCallee, given: readonly Argument[], indent: number): Code {
  const open = typeof callee === "string" ? `${callee}(` : `${callee.callee}(  # ${callee.remark}`;
  const margin = " ".repeat(indent + 4);
  const lines = given.flatMap(([name, value]) =>
    value === undefined
      ? []
      : [`${margin}${name}=${python.value(value, { indent: indent + 4, taken: name.length + 2 }).text},\n`],
  );
  return raw(`${open}\n${lines.join("")}${" ".repeat(indent)})`);
}

/** A call in one line. */
export function shortCall(callee: string, given: readonly Argument[]): Code {
  const words = given.flatMap(([name, value]) =>
    value === undefined ? [] : [code`${raw(name)}=${python.value(value, { indent: -10_000 })}`],
  );
  return code`${raw(callee)}(${join(words, ", ")})`;
}

/** A list with one item a line, each laid out by `item` for the indent it gets. */
export function list(items: readonly ((indent: number) => Code)[], indent: number): Code {
  const margin = " ".repeat(indent + 4);
  return raw(`[\n${items.map((item) => `${margin}${item(indent + 4).text},\n`).join("")}${" ".repeat(indent)}]`);
}

/** Texts one after another: in one line where they fit, else in brackets with one a line. `taken` are the columns before and after on the line. */
export function sum(
  parts: readonly Code[],
  { indent, taken }: { readonly indent: number; readonly taken: number },
): Code {
  const [first, ...rest] = parts;
  if (first === undefined || rest.length === 0) return first ?? python.string("");
  const flat = join(parts, " + ");
  if (indent + taken + flat.text.length <= python.lineLength) return flat;
  const margin = " ".repeat(indent + 4);
  const isShort = margin.length + flat.text.length <= python.lineLength;
  const lines = isShort ? [flat.text] : [first.text, ...rest.map((part) => `+ ${part.text}`)];
  return raw(`(\n${lines.map((line) => `${margin}${line}\n`).join("")}${" ".repeat(indent)})`);
}

/** A length of time in the largest unit that says it exactly. */
export function timedelta(seconds: number): Code {
  const units = [
    ["days", 86_400],
    ["hours", 3_600],
    ["minutes", 60],
  ] as const;
  const unit = units.find(([, size]) => seconds >= size && seconds % size === 0);
  const [name, size] = unit ?? ["seconds", 1];
  return code`timedelta(${raw(name)}=${python.number(String(seconds / size))})`;
}
