import type { Assertion } from "../ir/assertion.ts";
import type { Refusal, Surroundings } from "./define.ts";
import { definitionOf } from "./registry.ts";

/** Why SQL cannot check an assertion, in any dialect and with any tool. Undefined if it can. */
export function refusalOf({ rule, where }: Assertion, surroundings: Surroundings): Refusal | undefined {
  if ("field" in rule && rule.field.length > 1)
    return { why: "the value is inside a struct, a list or a map, and SQL checks read only columns" };
  const character = unstorableIn(rule) ?? (where && unstorableIn(where));
  if (character !== undefined) return { why: `it contains ${character}, which databases cannot store` };
  return definitionOf(rule).refusal?.(rule, surroundings);
}

/** A cache of `unstorable`, because every target and dialect checks the same rules and conditions. */
const searched = new WeakMap<object, string | false>();

function unstorableIn(part: object): string | undefined {
  const known = searched.get(part) ?? unstorable(part) ?? false;
  searched.set(part, known);
  return known === false ? undefined : known;
}

/** The first character that no database stores: U+0000, or a lone surrogate. */
function unstorable(value: unknown): string | undefined {
  if (typeof value === "string") {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    const found = /\u0000|\p{Cs}/u.exec(value)?.[0];
    return found && `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (const member of Object.values(value)) {
    const found = unstorable(member);
    if (found !== undefined) return found;
  }
  return undefined;
}
