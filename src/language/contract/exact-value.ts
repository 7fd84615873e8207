import type { ScalarDocument } from "../scalar-kinds.ts";
import { decimalText } from "../scalars.ts";
import type { TypeName } from "./field-types.ts";

const EXACT: ReadonlySet<TypeName> = new Set(["integer", "bigint", "smallint", "decimal"]);

/**
 * A value of a type. A number is in quotes only if a double cannot store it, so `"9007199254740993"` is a number and `"5"` is a string.
 * A type that is not exact has no such values.
 */
export function exactValue(scalar: ScalarDocument, type: TypeName): ScalarDocument {
  if (scalar.kind !== "string" || !EXACT.has(type)) return scalar;
  const text = decimalText(scalar.value);
  return text === undefined || isDouble(text) ? scalar : { kind: "number", value: text };
}

/** True if a double stores the decimal, and an integer is one of those that JavaScript counts exactly. */
function isDouble(text: string): boolean {
  const number = Number(text);
  return decimalText(number) === text && (!Number.isInteger(number) || Number.isSafeInteger(number));
}
