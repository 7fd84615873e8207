import { Bug } from "../bug.ts";
import { Code } from "./code.ts";

/**
 * The part of a text that a Jinja engine would evaluate, or undefined: a delimiter, or, because dbt adds braces to such
 * strings itself, a text that looks like a call of `ref`, `source`, `var`, `env_var` or `doc`.
 */
export function findJinja(text: string): string | undefined {
  if (!text.includes("{") && !text.includes("(")) return undefined;
  const delimiter = /\{[{%#]/.exec(text)?.[0];
  if (delimiter !== undefined) return delimiter;
  // Broader than dbt's own test, because engines disagree on whether a dot matches a line break.
  return /^\s*(?:env_var|ref|var|source|doc)\s*\(/.exec(text)?.[0].trim();
}

/** `{{ ref('orders') }}`: a call with names as its arguments. */
export function call(name: "ref" | "source", ...given: readonly string[]): Code {
  return Code.trusted(`{{ ${callText(name, given)} }}`);
}

/** `ref('orders')`: a call without braces, for dbt's property files. */
export function bareCall(name: "ref" | "source", ...given: readonly string[]): string {
  return callText(name, given);
}

/** A string literal for the inside of an expression. */
export function string(text: string): Code {
  return Code.trusted(`'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`);
}

function callText(name: string, given: readonly string[]): string {
  for (const text of given) {
    if (!/^\w+$/.test(text)) throw new Bug(`"${text}" is no name to call ${name}() with`);
  }
  return `${name}(${given.map((text) => `'${text}'`).join(", ")})`;
}
