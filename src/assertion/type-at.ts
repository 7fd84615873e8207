import type { FieldPath } from "../ir/assertion.ts";
import type { Field, Type } from "../ir/field.ts";

/** The type of the value at a path inside a row. Undefined if the row has no such value. */
export function typeAt(fields: readonly Field[], path: FieldPath): Type | undefined {
  const [name, ...rest] = path;
  let type = fields.find((field) => field.name === name)?.type;
  for (const step of rest) {
    if (type?.kind === "array" && step === "[]") type = type.items;
    else if (type?.kind === "map" && step === "{}") type = type.values;
    else type = type?.kind === "struct" ? type.fields.find((field) => field.name === step)?.type : undefined;
  }
  return type;
}
