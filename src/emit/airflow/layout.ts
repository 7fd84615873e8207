import { Bracketed, type Layout, Operation, Pair } from "../../text/layout.ts";
import { Code, code } from "../../text/quote/code.ts";
import * as python from "../../text/quote/python.ts";

/** An argument of a call: its name and its value. An argument without a value is left out. */
export type Argument = readonly [name: string, value: python.PythonValue | undefined];

/** Python's own spelling of a piece of dex's own text. */
export function raw(text: string): Code {
  return Code.trusted(text);
}

/** A call with one argument a line, and a comment behind its opening bracket. */
export function call(callee: string, given: readonly Argument[], remark?: string): Layout {
  const open = remark === undefined ? `${callee}(` : `${callee}(  # ${remark}`;
  const keywords = given.flatMap(([name, value]) => (value === undefined ? [] : [keyword(name, value)]));
  return new Bracketed(keywords, { open, close: ")", isAlwaysBroken: true });
}

/** A call on one line if it fits; its arguments are values, or keywords. */
export function shortCall(callee: string, given: readonly python.PythonValue[]): Layout {
  return new Bracketed(given.map(python.layout), { open: `${callee}(`, close: ")" });
}

/** `name=value`. */
export function keyword(name: string, value: python.PythonValue): Layout {
  return new Pair(raw(name), "=", python.layout(value));
}

/** A dictionary with one member a line. */
export function dictionary(given: readonly Argument[]): Layout {
  const members = given.flatMap(([key, value]) =>
    value === undefined ? [] : [new Pair(python.string(key), ": ", python.layout(value))],
  );
  return new Bracketed(members, { open: "{", close: "}", isAlwaysBroken: true });
}

/** `NAME = value`. */
export function assignment(name: string, value: python.PythonValue): Layout {
  return new Pair(raw(name), " = ", python.layout(value));
}

/** The concatenation of strings. */
export function sum(parts: readonly Code[]): Layout {
  return parts.length === 0 ? python.string("") : new Operation("+", parts);
}

/** Tasks in order, the first of them perhaps a list: `[a, b] >> c`. */
export function sequence(tasks: readonly python.PythonValue[]): Layout {
  return new Operation(">>", tasks.map(python.layout));
}

/** A length of time in the largest unit that expresses it exactly. */
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
