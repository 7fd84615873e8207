import type { Field } from "../ir/field.ts";

/** What a check of a schema leaves out: it reads columns, not the values inside them. Empty if no column has values inside. */
export function nestedLimits(fields: readonly Field[]): readonly string[] {
  const nested = fields.filter(({ type: { kind } }) => NESTED.has(kind)).map(({ name }) => name);
  return nested.length === 0 ? [] : [`the values inside ${nested.join(", ")} are not checked`];
}

const NESTED: ReadonlySet<string> = new Set(["array", "map", "struct", "vector"]);
