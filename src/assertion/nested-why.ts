import type { Field } from "../ir/field.ts";

/** The reason why a check of a schema is partial: it does not check the values inside nested columns. Empty if no column is nested. */
export function nestedWhy(fields: readonly Field[]): { readonly why?: string } {
  const nested = fields.filter(({ type: { kind } }) => NESTED.has(kind)).map(({ name }) => name);
  return nested.length === 0 ? {} : { why: `the values inside ${nested.join(", ")} are not checked` };
}

const NESTED: ReadonlySet<string> = new Set(["array", "map", "struct", "vector"]);
