import type { RuleOf, Surroundings } from "../../assertion/define.ts";
import type { PerKind } from "../../assertion/per-kind.ts";
import { typeAt } from "../../assertion/type-at.ts";
import type { Bound } from "../../ir/assertion.ts";
import type { Field, Type, TypeKind } from "../../ir/field.ts";
import type { Literal } from "../../ir/literal.ts";
import { isUuid } from "../../ir/uuid.ts";
import { type JsonValue, numeral } from "../../text/quote/json.ts";
import type { Expectation } from "./expectation.ts";
import type { Source } from "./options.ts";
import { pythonPattern } from "./pattern.ts";

/** The facts that decide whether a GX expectation has exactly the meaning of a rule. */
export interface NativeContext extends Surroundings {
  readonly source: Source;
}

/** GX's built-in expectations for rules without a tolerance, by kind. Undefined if the meaning on the source differs. */
export const nativeForms: Partial<PerKind<NativeContext, Expectation | undefined>> = {
  not_null: ({ field }) => about("expect_column_values_to_not_be_null", field, {}),
  unique: (rule, { fields }) => uniqueness(rule.fields, fields),
  in_set: (rule, { fields }) => membership(rule, typeAt(fields, rule.field)),
  range: between,
  length: ({ field, of, minimum, maximum }) =>
    of === "string"
      ? about("expect_column_value_lengths_to_be_between", field, { min_value: minimum, max_value: maximum })
      : undefined,
  matches: patternMatch,
  format: patternMatch,
  distinct_count: distinctness,
  row_count: ({ minimum, maximum }) => ({
    type: "expect_table_row_count_to_be_between",
    kwargs: { min_value: minimum, max_value: maximum },
  }),
};

function about(type: string, field: readonly string[], kwargs: Expectation["kwargs"]): Expectation {
  return { type, kwargs: { column: field[0] ?? "", ...kwargs } };
}

/** Undefined for UUIDs, whose spellings GX treats as different values, and for floats, since pandas does so with 0 and -0. */
function uniqueness(fields: readonly string[], known: readonly Field[]): Expectation | undefined {
  const types = fields.map((name) => typeAt(known, [name]));
  if (types.some((type) => isUuid(type) || type?.kind === "float")) return undefined;
  if (fields.length === 1) return about("expect_column_values_to_be_unique", fields, {});
  const kwargs = { column_list: fields, ignore_row_if: "any_value_is_missing" };
  return { type: "expect_compound_columns_to_be_unique", kwargs };
}

/** The types whose distinct values pandas counts as SQL does. pandas treats NaN as missing, and cannot count bytes. */
const COUNTED_BY_PANDAS: readonly TypeKind[] = ["string", "enum", "int", "decimal", "bool", "date"];

function distinctness(
  { field, minimum, maximum }: RuleOf<"distinct_count">,
  { fields, source }: NativeContext,
): Expectation | undefined {
  const type = typeAt(fields, field);
  if (isUuid(type)) return undefined;
  if (source === "pandas" && (type === undefined || !COUNTED_BY_PANDAS.includes(type.kind))) return undefined;
  const given = { min_value: minimum, max_value: maximum };
  return about("expect_column_unique_value_count_to_be_between", field, given);
}

/** Strings, integers and booleans compare alike in Python and SQL. Decimals and dates do not, because the suite stores them as JSON. */
function membership({ field, values, ofUuids }: RuleOf<"in_set">, type: Type | undefined): Expectation | undefined {
  if (ofUuids) return undefined;
  const literals = values.filter((value) => value.kind !== "null");
  const kind = type?.kind === "enum" ? "string" : type?.kind;
  if (kind === undefined || !literals.every((literal) => isOf(literal, kind))) return undefined;
  return about("expect_column_values_to_be_in_set", field, { value_set: literals.map(jsonOf) });
}

function isOf(literal: Literal, kind: Type["kind"]): boolean {
  if (literal.kind === "number") return kind === "int" && /^-?\d{1,18}$/.test(literal.value);
  return (literal.kind === "string" && kind === "string") || (literal.kind === "boolean" && kind === "bool");
}

function jsonOf(literal: Literal): JsonValue {
  if (literal.kind === "null") return null;
  return literal.kind === "number" ? numeral(literal.value) : literal.value;
}

/**
 * GX reads bounds as floating-point numbers. They are exact for small integers and binary fractions. Compared with a PostgreSQL decimal or a
 * floating-point column in SQL, they are exact for all numbers with few digits. NaN violates every bound in dex. Most databases order NaN above all
 * numbers, so GX finds it in SQL if there is a maximum. On pandas, GX accepts NaN.
 */
function between(rule: RuleOf<"range">, { fields, source }: NativeContext): Expectation | undefined {
  const type = typeAt(fields, rule.field);
  const bounds = [rule.minimum, rule.maximum].filter((bound) => bound !== undefined);
  if (!bounds.every(({ value }) => isExact(value, type, source))) return undefined;
  if (type?.kind === "float" && rule.maximum === undefined) return undefined;
  const isNumber = type?.kind === "int" || type?.kind === "decimal" || type?.kind === "float";
  const value = (bound: Bound | undefined) => bound && (isNumber ? numeral(bound.value) : bound.value);
  return about("expect_column_values_to_be_between", rule.field, {
    min_value: value(rule.minimum),
    max_value: value(rule.maximum),
    strict_min: rule.minimum?.exclusive ? true : undefined,
    strict_max: rule.maximum?.exclusive ? true : undefined,
  });
}

function isExact(value: string, type: Type | undefined, source: Source): boolean {
  switch (type?.kind) {
    case "int":
      return /^-?\d{1,15}$/.test(value);
    case "decimal":
      return isBinary(value) || (source === "postgres" && FEW_DIGITS.test(value));
    case "float":
      // A 32-bit column is compared with 0.1 as a 64-bit number.
      return source !== "pandas" && FEW_DIGITS.test(value) && (type.bits === 64 || isShort(value));
    // GX reads these values as Python dates, and psycopg2 sends them with their offset.
    case "date":
      return source === "postgres" && /^\d{4}-\d{2}-\d{2}$/.test(value);
    default:
      return false;
  }
}

const FEW_DIGITS = /^-?(?:\d{1,15}|\d{1,9}\.\d{1,6})$/;

/** True if a floating-point number represents the decimal exactly: 0.25, but not 0.05. */
function isBinary(value: string): boolean {
  if (!FEW_DIGITS.test(value)) return false;
  const digits = value.split(".")[1]?.length ?? 0;
  return Number(value).toFixed(60) === `${value}${digits === 0 ? "." : ""}${"0".repeat(60 - digits)}`;
}

/** True if a 32-bit floating-point number represents the decimal exactly. */
function isShort(value: string): boolean {
  return isBinary(value) && Math.fround(Number(value)) === Number(value);
}

function patternMatch(
  { field, pattern }: RuleOf<"matches" | "format">,
  { source }: NativeContext,
): Expectation | undefined {
  const regex = regexFor(pattern, source);
  return regex === undefined ? undefined : about("expect_column_values_to_match_regex", field, { regex });
}

/** The pattern, if GX's expectation matches as dex does. GX has no pattern match on Snowflake, and POSIX patterns on Redshift. */
function regexFor(pattern: string, source: Source): string | undefined {
  if (source === "pandas") return pythonPattern(pattern);
  return source === "postgres" || source === "bigquery" ? pattern : undefined;
}
