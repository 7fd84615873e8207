import type { Field } from "../ir/field.ts";

/** What a check of a schema leaves out: it does not check the values inside nested columns. Empty if no column is nested. */
export function nestedLimits(fields: readonly Field[]): readonly string[] {
  const nested = fields.filter(({ type: { kind } }) => NESTED.has(kind)).map(({ name }) => name);
  return nested.length === 0 ? [] : [`the values inside ${nested.join(", ")} are not checked`];
}

const NESTED: ReadonlySet<string> = new Set(["array", "map", "struct", "vector"]);
