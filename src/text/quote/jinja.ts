import { Bug } from "../bug.ts";
import { Code } from "./code.ts";

/**
 * Finds the part of a string that Jinja would evaluate: a delimiter, or a string that looks like a call of `ref`, `source`, `var`, `env_var` or `doc`,
 * since dbt adds braces to such strings. Undefined if there is none.
 */
export function findJinja(text: string): string | undefined {
  if (!text.includes("{") && !text.includes("(")) return undefined;
  const delimiter = /\{[{%#]/.exec(text)?.[0];
  if (delimiter !== undefined) return delimiter;
  // Stricter than dbt's test, since engines differ in whether a dot matches a line break.
  return /^\s*(?:env_var|ref|var|source|doc)\s*\(/.exec(text)?.[0].trim();
}

/** A call with names as arguments: `{{ ref('orders') }}`. */
export function call(name: "ref" | "source", ...given: readonly string[]): Code {
  return Code.trusted(`{{ ${callText(name, given)} }}`);
}

/** A call without braces, for dbt's property files: `ref('orders')`. */
export function bareCall(name: "ref" | "source", ...given: readonly string[]): string {
  return callText(name, given);
}

/** A string literal for an expression. */
export function string(text: string): Code {
  return Code.trusted(`'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`);
}

function callText(name: string, given: readonly string[]): string {
  for (const text of given) {
    if (!/^\w+$/.test(text)) throw new Bug(`"${text}" is not a valid name for ${name}()`);
  }
  return `${name}(${given.map((text) => `'${text}'`).join(", ")})`;
}
