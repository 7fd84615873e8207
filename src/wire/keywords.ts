import { entryFor, type PerKind } from "../assertion/per-kind.ts";
import type { ValueKind, ValueRule } from "../assertion/registry.ts";
import type { Bound, Rule } from "../ir/assertion.ts";
import type { Type } from "../ir/field.ts";
import type { Literal } from "../ir/literal.ts";
import { compareDecimals } from "../text/decimal.ts";
import { decimalSpellings, uuidSpellings } from "../text/grammars.ts";
import { Code } from "../text/quote/code.ts";
import { type JsonValue, numeral } from "../text/quote/json.ts";
import { jsonLiteral, type Schema } from "./json-type.ts";

/** The schema of a value, and the value's type. */
interface Narrowed {
  readonly schema: Schema;
  readonly type: Type;
}

/** Adds the keywords of a rule to a schema, for each kind of rule that has keywords. */
const keywords: Partial<PerKind<Narrowed, Schema, ValueKind>> = {
  not_null: (_rule, { schema }) => schema,
  in_set: ({ values, ofUuids }, { schema, type }) =>
    ofUuids ? add(schema, "pattern", uuidSpellings(values.map(spelled))) : inSet(schema, values, type),
  range: ({ minimum, maximum }, { schema }) =>
    [
      ...(minimum ? [boundKeyword("Minimum", minimum)] : []),
      ...(maximum ? [boundKeyword("Maximum", maximum)] : []),
    ].reduce((narrowed, [keyword, value]) => add(narrowed, keyword, value), schema),
  length: ({ of, minimum, maximum }, { schema }) => {
    const noun = of === "string" ? "Length" : "Items";
    const least = minimum === undefined ? schema : add(schema, `min${noun}`, minimum);
    return maximum === undefined ? least : add(least, `max${noun}`, maximum);
  },
  matches: ({ pattern }, { schema }) => add(schema, "pattern", pattern),
  format: ({ format, pattern }, { schema }) => add(add(schema, "format", format), "pattern", pattern),
  multiple_of: ({ divisor }, { schema }) => add(schema, "multipleOf", numeral(divisor)),
};

/** True for a rule that keywords can express about one value. */
export function hasKeywords({ kind }: Rule): boolean {
  return Object.hasOwn(keywords, kind);
}

/** Adds a rule about a value to the schema of the value. */
export function narrow(schema: Schema, rule: ValueRule, type: Type): Schema {
  return entryFor(keywords, rule)?.({ schema, type }) ?? schema;
}

function boundKeyword(name: "Minimum" | "Maximum", { value, exclusive }: Bound): readonly [string, Code] {
  return [exclusive ? `exclusive${name}` : name.toLowerCase(), numeral(value)];
}

/** Keywords whose stricter value is the greater one, and keywords whose stricter value is the smaller one. */
const LEAST = new Set(["minimum", "exclusiveMinimum", "minLength", "minItems"]);
const MOST = new Set(["maximum", "exclusiveMaximum", "maxLength", "maxItems"]);

/** Adds a keyword. The stricter one of two limits applies. Any other keyword that already exists is combined by `allOf`. */
function add(schema: Schema, keyword: string, value: JsonValue): Schema {
  const present = schema[keyword];
  if (present === undefined) return { ...schema, [keyword]: value };
  if (isSame(present, value)) return schema;
  const isLeast = LEAST.has(keyword);
  if (!isLeast && !MOST.has(keyword)) {
    const others = schema["allOf"];
    const parts: readonly JsonValue[] = Array.isArray(others) ? others : [];
    const part = { [keyword]: value };
    return parts.some((other) => isSame(other, part)) ? schema : { ...schema, allOf: [...parts, part] };
  }
  const isNarrower = compareDecimals(textOf(value), textOf(present)) > 0 === isLeast;
  return isNarrower ? { ...schema, [keyword]: value } : schema;
}

function isSame(one: JsonValue, other: JsonValue): boolean {
  return textOf(one) === textOf(other);
}

function textOf(value: JsonValue): string {
  return value instanceof Code ? value.text : JSON.stringify(value);
}

function spelled(literal: Literal): string {
  return literal.kind === "null" ? "" : String(literal.value);
}

function inSet(schema: Schema, values: readonly Literal[], type: Type): Schema {
  // The type of an enumeration already lists its values.
  if (type.kind === "enum") return schema;
  const known = values.filter((value) => value.kind !== "null");
  if (type.kind === "decimal") {
    return add(schema, "pattern", decimalSpellings(known.map(({ value }) => String(value))));
  }
  return add(
    schema,
    "enum",
    known.map((value) => jsonLiteral(value, type)),
  );
}

/** Allows null in the type and in an enumeration. */
export function nullableSchema(schema: Schema): Schema {
  const { type, enum: values, allOf } = schema;
  if (typeof type !== "string") return schema;
  // A second enumeration is in allOf. All other keywords ignore null.
  const parts = Array.isArray(allOf) ? allOf.map((part) => withNull(part as Schema)) : undefined;
  return {
    ...schema,
    type: [type, "null"],
    ...(Array.isArray(values) && { enum: [...values, null] }),
    ...(parts && { allOf: parts }),
  };
}

function withNull(part: Schema): Schema {
  const { enum: values } = part;
  return Array.isArray(values) ? { ...part, enum: [...values, null] } : part;
}
