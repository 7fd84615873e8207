import type { FieldDocument, ScalarDocument } from "../../language/contract/contract-document.ts";
import type { Located } from "../../language/located.ts";
import { compareDecimals, isMultiple } from "../../text/decimal.ts";
import { hasFormat, isFormatName } from "../../text/grammars.ts";
import { portablePattern } from "../../text/portable-regex.ts";
import { familyOf, isBoundOf, show } from "./value-kinds.ts";

/** Returns the constraint that a value of the field's type violates, as written; undefined if it violates none. Skips invalid constraints, which have their own reports. */
export function violatedConstraint(field: FieldDocument, value: ScalarDocument): string | undefined {
  if (value.kind === "null") return undefined;
  return notInEnum(field, value) ?? outOfRange(field, value) ?? wrongNumber(field, value) ?? wrongString(field, value);
}

function notInEnum(field: FieldDocument, value: ScalarDocument): string | undefined {
  const allowed = field.enum?.value.map((item) => show(item.value));
  return allowed === undefined || allowed.includes(show(value)) ? undefined : `"enum" has ${allowed.join(", ")}`;
}

function outOfRange(field: FieldDocument, value: ScalarDocument): string | undefined {
  if (value.kind !== "number" && value.kind !== "string") return undefined;
  const order = (bound: Located<string>) => compare(field, value.value, bound.value);
  const limits = [
    ["minimum", field.minimum, (found: number) => found < 0],
    ["maximum", field.maximum, (found: number) => found > 0],
    ["exclusive_minimum", field.exclusiveMinimum, (found: number) => found <= 0],
    ["exclusive_maximum", field.exclusiveMaximum, (found: number) => found >= 0],
  ] as const;
  const violated = limits.find(
    ([, bound, isViolated]) => bound !== undefined && isViolated(order(bound) ?? Number.NaN),
  );
  return violated && `"${violated[0]}" is ${violated[1]?.value}`;
}

/** Compares a value with a bound. Undefined if the bound is not valid for the type. */
function compare(field: FieldDocument, value: string, bound: string): number | undefined {
  const family = familyOf(field);
  if (!isBoundOf(family, bound)) return undefined;
  if (family === "number") return compareDecimals(value, bound);
  return instantOf(value) - instantOf(bound);
}

/** The milliseconds of a date or timestamp. Without an offset, it is in UTC. */
function instantOf(text: string): number {
  const [date = "", clock = "00:00"] = text.split(/[Tt ]/);
  const hasOffset = /(?:[zZ]|[+-]\d\d:\d\d)$/.test(clock);
  return Date.parse(`${date}T${clock.toUpperCase()}${hasOffset ? "" : "Z"}`);
}

function wrongNumber({ multipleOf }: FieldDocument, value: ScalarDocument): string | undefined {
  if (multipleOf === undefined || value.kind !== "number" || isMultiple(value.value, multipleOf.value))
    return undefined;
  return `"multiple_of" is ${multipleOf.value}`;
}

function wrongString(field: FieldDocument, value: ScalarDocument): string | undefined {
  if (value.kind !== "string" || field.type.value !== "string") return undefined;
  const { minLength, maxLength, pattern, format } = field;
  const length = [...value.value].length;
  if (minLength !== undefined && length < minLength.value) return `"min_length" is ${minLength.value}`;
  if (maxLength !== undefined && length > maxLength.value) return `"max_length" is ${maxLength.value}`;
  const portable = pattern && portablePattern(pattern.value);
  if (pattern && portable && "normalised" in portable && !new RegExp(portable.normalised, "u").test(value.value))
    return `"pattern" is ${pattern.value}`;
  const isWrong = format && isFormatName(format.value) && !hasFormat(value.value, format.value);
  return isWrong ? `"format" is ${format.value}` : undefined;
}
