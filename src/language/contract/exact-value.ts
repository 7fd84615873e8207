import type { ScalarDocument } from "../scalar-kinds.ts";
import { decimalText } from "../scalars.ts";
import type { TypeName } from "./field-types.ts";

const EXACT: ReadonlySet<TypeName> = new Set(["integer", "bigint", "smallint", "decimal"]);

/**
 * Reads a string as a number if the type is exact and a double cannot store the number: `"9007199254740993"` becomes a number, `"5"` remains a
 * string.
 */
export function exactValue(scalar: ScalarDocument, type: TypeName): ScalarDocument {
  if (scalar.kind !== "string" || !EXACT.has(type)) return scalar;
  const text = decimalText(scalar.value);
  return text === undefined || isDouble(text) ? scalar : { kind: "number", value: text };
}

/** True if a double stores the decimal exactly. Integers must be safe integers of JavaScript. */
function isDouble(text: string): boolean {
  const number = Number(text);
  return decimalText(number) === text && (!Number.isInteger(number) || Number.isSafeInteger(number));
}
