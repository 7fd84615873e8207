import type { Replacement } from "../diagnostics/diagnostic.ts";

/** What to write instead of a type of another system: `varchar(20)` is a string with `max_length: 20`. Undefined if that would lose something. */
export function sizedType(written: string, meant: string): Replacement | undefined {
  const [, word, size] = /^\s*([A-Za-z]\w*)\s*(?:\(([\d\s,]{1,12})\)\s*)?$/.exec(written) ?? [];
  if (word === undefined) return undefined;
  // A decimal needs a precision and a scale.
  if (size === undefined) return meant === "decimal" ? undefined : { to: meant };
  const [first = "", second, third] = size.split(",").map((part) => part.trim());
  if (third !== undefined || first === "") return undefined;
  if (meant === "string" && second === undefined) return { to: meant, beside: [`max_length: ${first}`] };
  if (meant === "decimal") return { to: meant, beside: [`precision: ${first}`, `scale: ${second || "0"}`] };
  return undefined;
}
