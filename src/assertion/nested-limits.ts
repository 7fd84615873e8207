import type { Dialect } from "../dialect/dialect.ts";
import type { Field } from "../ir/field.ts";

/** What a check of a schema leaves out: on most engines it does not check the values inside nested columns. Empty if no column is nested. */
export function nestedLimits(fields: readonly Field[], { documents }: Pick<Dialect, "documents">): readonly string[] {
  if (documents !== undefined) return [];
  const nested = fields.filter(({ type: { kind } }) => NESTED.has(kind)).map(({ name }) => name);
  return nested.length === 0 ? [] : [`the values inside ${nested.join(", ")} are not checked`];
}

/** The kinds of types that have values inside them. */
export const NESTED: ReadonlySet<string> = new Set(["array", "map", "struct", "vector"]);
