import type { Assertion, AssertionOf, Bound, Rule } from "../../ir/assertion.ts";
import type { Type } from "../../ir/field.ts";
import type { Literal } from "../../ir/literal.ts";
import { never } from "../../text/bug.ts";
import { Code } from "../../text/quote/code.ts";
import { type JsonValue, numeral } from "../../text/quote/json.ts";
import type { Expectation } from "./expectation.ts";
import type { Source } from "./options.ts";
import { pythonPattern } from "./pattern.ts";
import { type QueryContext, type Refusal, violationsQuery } from "./query.ts";
import { queryText } from "./query-text.ts";
import { rowCondition } from "./row-condition.ts";
import { schemaExpectations } from "./schema-expectations.ts";

/** What expectations are chosen by. */
export interface ExpectationContext extends QueryContext {
  readonly source: Source;
}

/** The expectations that together hold an assertion, or why there are none. */
export type Choice = readonly Expectation[] | Refusal;

/**
 * Chooses the expectations that hold an assertion: those of GX where they mean exactly the same on that source, else a query that must find no
 * rows.
 */
export function chooseExpectations(assertion: Assertion, context: ExpectationContext): Choice {
  const { rule } = assertion;
  if (context.contract.dataset.physical === "file" && context.source !== "pandas")
    return { why: "its rows are in files, which only pandas reads", expected: true };
  if ("field" in rule && rule.field.length > 1)
    return { why: "the value lies inside a struct, a list or a map, and expectations look at columns" };
  const character = unfit({ rule, where: assertion.where });
  if (character !== undefined) return { why: `it holds ${character}, which no database takes` };
  if (rule.kind === "schema") return schemaExpectations({ ...assertion, rule }, context);
  const own = ownExpectation(assertion, context);
  return own === undefined ? queried(assertion, context) : [own];
}

function queried(assertion: Assertion, context: ExpectationContext): Choice {
  const query = violationsQuery(assertion, context);
  if (!(query instanceof Code)) return query;
  const text = queryText(query.text, { viaSqlAlchemy: context.source !== "pandas" });
  if ("why" in text) return text;
  return [{ type: "unexpected_rows_expectation", kwargs: { unexpected_rows_query: text.query }, queried: true }];
}

/** The first character that neither SQL nor a connection takes: U+0000, or a half of a character. */
function unfit(value: unknown): string | undefined {
  if (typeof value === "string") {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    const found = /\u0000|\p{Cs}/u.exec(value)?.[0];
    return found && `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (const member of Object.values(value)) {
    const found = unfit(member);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** GX's own expectation, where it means exactly the same. */
function ownExpectation(assertion: Assertion, context: ExpectationContext): Expectation | undefined {
  const { where, tolerance, rule } = assertion;
  const filter = where && rowCondition(where, (column) => typeOf(column, context));
  if (where !== undefined && filter === undefined) return undefined;
  // `mostly` is a share of the values that are not NULL, and for not_null of all rows, whatever the filter: only there it is our fraction.
  if (tolerance !== undefined && (rule.kind !== "not_null" || tolerance.unit !== "fraction" || where !== undefined))
    return undefined;
  const made = chosen(rule, context);
  if (made === undefined) return undefined;
  const mostly = tolerance && numeral(complement(tolerance.max));
  return { type: made.type, kwargs: { ...made.kwargs, mostly, row_condition: filter } };
}

/** One less a fraction, in decimal digits. */
function complement(fraction: string): string {
  const [whole = "0", digits = ""] = fraction.split(".");
  const scale = 10n ** BigInt(digits.length);
  const left = scale - BigInt(`${whole}${digits}`);
  if (left <= 0n) return "0";
  const text = left.toString().padStart(digits.length + 1, "0");
  const point = text.length - digits.length;
  return `${text.slice(0, point)}.${text.slice(point)}`.replace(/\.?0*$/, "");
}

function typeOf(name: string | undefined, { contract }: ExpectationContext): Type | undefined {
  return contract.dataset.fields.find((field) => field.name === name)?.type;
}

function chosen(rule: Rule, context: ExpectationContext): Expectation | undefined {
  switch (rule.kind) {
    case "not_null":
      return about("expect_column_values_to_not_be_null", rule.field, {});
    case "unique":
      return uniqueness(rule.fields);
    case "in_set":
      return membership(rule, typeOf(rule.field[0], context));
    case "range":
      return between(rule, context);
    case "length": {
      const given = { min_value: rule.minimum, max_value: rule.maximum };
      return rule.of === "string" ? about("expect_column_value_lengths_to_be_between", rule.field, given) : undefined;
    }
    case "matches":
    case "format": {
      const regex = regexFor(rule.pattern, context.source);
      return regex === undefined ? undefined : about("expect_column_values_to_match_regex", rule.field, { regex });
    }
    case "row_count":
      return {
        type: "expect_table_row_count_to_be_between",
        kwargs: { min_value: rule.minimum, max_value: rule.maximum },
      };
    case "multiple_of":
    case "reference":
    case "volume":
    case "row_count_equals":
    case "freshness":
    case "expression":
    case "schema":
      return undefined;
    default:
      return never(rule);
  }
}

function about(type: string, field: readonly string[], kwargs: Expectation["kwargs"]): Expectation {
  return { type, kwargs: { column: field[0] ?? "", ...kwargs } };
}

function uniqueness(fields: readonly string[]): Expectation | undefined {
  if (fields.length === 0) return undefined;
  if (fields.length === 1) return about("expect_column_values_to_be_unique", fields, {});
  const kwargs = { column_list: fields, ignore_row_if: "any_value_is_missing" };
  return { type: "expect_compound_columns_to_be_unique", kwargs };
}

/** Texts, whole numbers and flags are equal in Python and in SQL; decimals and dates are not once they have been through JSON. */
function membership(rule: AssertionOf<"in_set">["rule"], type: Type | undefined): Expectation | undefined {
  const literals = rule.values.filter((value) => value.kind !== "null");
  const kind = type?.kind === "enum" ? "string" : type?.kind;
  const values = literals.flatMap((literal) => (kind !== undefined && isOf(literal, kind) ? [jsonOf(literal)] : []));
  if (values.length < literals.length || values.length === 0) return undefined;
  return about("expect_column_values_to_be_in_set", rule.field, { value_set: values });
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
 * GX makes floating-point numbers of bounds. Those are exact for small whole numbers and binary fractions; beside a decimal of PostgreSQL, and
 * beside a floating-point column in SQL, so are all with few digits. NaN, which lies outside all bounds, is greater than all numbers to most
 * databases, and so outside for them where there is a maximum; for GX on pandas it is in all bounds.
 */
function between(rule: AssertionOf<"range">["rule"], context: ExpectationContext): Expectation | undefined {
  const type = typeOf(rule.field[0], context);
  const bounds = [rule.minimum, rule.maximum].filter((bound) => bound !== undefined);
  if (!bounds.every(({ value }) => isExact(value, type, context.source))) return undefined;
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
      // A number of 32 bits compares with 0.1 as the one of 64 bits that it is.
      return source !== "pandas" && FEW_DIGITS.test(value) && (type.bits === 64 || isShort(value));
    // GX reads these as Python's dates, which psycopg2 hands on with their offset.
    case "date":
      return source === "postgres" && /^\d{4}-\d{2}-\d{2}$/.test(value);
    default:
      return false;
  }
}

const FEW_DIGITS = /^-?(?:\d{1,15}|\d{1,9}\.\d{1,6})$/;

/** True for a number whose digits are those of a floating-point number exactly: 0.25, but not 0.05. */
function isBinary(value: string): boolean {
  if (!FEW_DIGITS.test(value)) return false;
  const digits = value.split(".")[1]?.length ?? 0;
  return Number(value).toFixed(60) === `${value}${digits === 0 ? "." : ""}${"0".repeat(60 - digits)}`;
}

/** True for a number that 32 bits hold exactly. */
function isShort(value: string): boolean {
  return isBinary(value) && Math.fround(Number(value)) === Number(value);
}

/** The pattern where GX's own expectation searches as ours does; it has none for Snowflake, and POSIX's for Redshift. */
function regexFor(pattern: string, source: Source): string | undefined {
  if (source === "pandas") return pythonPattern(pattern);
  return source === "postgres" || source === "bigquery" ? pattern : undefined;
}
