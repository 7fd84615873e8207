import * as sql from "../../dialect/quote.ts";
import type { Assertion, Bound, Rule } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Field, Type } from "../../ir/field.ts";
import type { Literal } from "../../ir/literal.ts";
import { never } from "../../text/bug.ts";
import { bareCall } from "../../text/quote/jinja.ts";
import type { YamlMap, YamlValue } from "../../text/quote/yaml.ts";
import { comparable, enginePattern } from "../assertion-sql.ts";
import { printExpression } from "../sql-expression.ts";
import type { ModelNode } from "./models/model-kind.ts";
import type { Adapter, DbtOptions } from "./options.ts";
import { dataType } from "./types.ts";

/** What a test is chosen by. */
export interface TestContext {
  readonly adapter: Adapter;
  readonly tests: DbtOptions["tests"];
  readonly contract: Contract;
  /** The model on which another contract's rows can be found. */
  readonly nodeOf: ReadonlyMap<string, ModelNode>;
}

/** A generic test with its arguments: under a column, on the model, or on the source table. */
export interface ChosenTest {
  readonly on: "model" | "source" | { readonly column: string };
  readonly name: string;
  readonly given: YamlMap;
  /** True for dex's own tests, which take a tolerance and a filter as arguments. */
  readonly own: boolean;
}

/** The test, or why there is none; `expected` when nobody would look for it in a warehouse. */
export type Choice = ChosenTest | { readonly why: string; readonly expected?: boolean };

/** Chooses the generic test that holds an assertion. dbt's own tests are taken where they mean the same; dex's own everywhere else. */
export function chooseTest(assertion: Assertion, context: TestContext): Choice {
  const { rule, tolerance, where } = assertion;
  // dbt writes a filter into a Jinja string without escaping backslashes; only an argument carries one unharmed.
  const filter = where === undefined ? undefined : printExpression(where, context.adapter).text;
  const plain = tolerance === undefined && !filter?.includes("\\");
  const nested = "field" in rule && rule.field.length > 1;
  if (nested) return { why: "the value lies inside a struct, a list or a map, and dbt's tests look at columns" };
  return choose(rule, { ...context, plain });
}

/** `plain`: no tolerance and no awkward filter, so that a test of dbt or of dbt_utils would do. */
type RuleContext = TestContext & { readonly plain: boolean };

function choose(rule: Rule, context: RuleContext): Choice {
  switch (rule.kind) {
    case "not_null":
      return context.plain ? core("not_null", rule.field, {}) : own("dex_not_null", rule.field, {});
    case "unique":
      return uniqueTest(rule.fields, context);
    case "in_set":
      return inSetTest(rule, context);
    case "range":
      return rangeTest(rule, context);
    case "length":
      return lengthTest(rule, context);
    case "matches":
      return own("dex_matches", rule.field, { pattern: enginePattern(rule.pattern, context.adapter) });
    case "format":
      return own("dex_format", rule.field, {
        format: rule.format,
        pattern: enginePattern(rule.pattern, context.adapter),
      });
    case "multiple_of":
      return own("dex_multiple_of", rule.field, {
        divisor: numeral(rule.divisor),
        via_text: fieldOf(context, rule.field[0])?.type.kind === "float" ? true : undefined,
      });
    case "reference":
      return referenceTest(rule, context);
    default:
      return chooseForTable(rule, context);
  }
}

type TableRule = Extract<
  Rule,
  { kind: "row_count" | "volume" | "row_count_equals" | "freshness" | "expression" | "schema" }
>;

function chooseForTable(rule: TableRule, context: RuleContext): Choice {
  switch (rule.kind) {
    case "row_count":
      return onModel("dex_row_count", { minimum: rule.minimum, maximum: rule.maximum });
    case "volume": {
      const column = momentOf(rule.column, context);
      if ("why" in column) return column;
      return onModel("dex_volume", { ...column, minimum: rule.minimum, maximum: rule.maximum });
    }
    case "freshness": {
      const column = momentOf(rule.column, context);
      if ("why" in column) return column;
      return onModel("dex_freshness", { ...column, max_seconds: rule.maxSeconds });
    }
    case "row_count_equals": {
      const other = context.nodeOf.get(rule.dataset);
      if (other === undefined) return { why: `"${rule.dataset}" is no table of the warehouse` };
      const compared = bareCall("ref", other.name);
      if (context.plain && context.tests === "dbt_utils") {
        return { on: "model", name: "dbt_utils.equal_rowcount", given: { compare_model: compared }, own: false };
      }
      return onModel("dex_equal_row_count", { compare_to: compared });
    }
    case "expression": {
      const expression = printExpression(rule.expression, context.adapter).text;
      if (context.plain && context.tests === "dbt_utils") {
        return { on: "model", name: "dbt_utils.expression_is_true", given: { expression }, own: false };
      }
      return onModel("dex_expression", { expression });
    }
    case "schema": {
      const columns = context.contract.dataset.fields.map(({ name }) => name);
      return { on: "source", name: "dex_closed_columns", given: { columns }, own: true };
    }
    default:
      return never(rule);
  }
}

function core(name: string, field: readonly string[], given: YamlMap): ChosenTest {
  return { on: { column: field[0] ?? "" }, name, given, own: false };
}

function own(name: string, field: readonly string[], given: YamlMap): ChosenTest {
  return { on: { column: field[0] ?? "" }, name, given, own: true };
}

function onModel(name: string, given: YamlMap): ChosenTest {
  return { on: "model", name, given, own: true };
}

function fieldOf({ contract }: TestContext, name: string | undefined): Field | undefined {
  return contract.dataset.fields.find((field) => field.name === name);
}

function uniqueTest(fields: readonly string[], context: RuleContext): Choice {
  if (fields.length === 0) return { why: "it names no columns, and the contract has no key", expected: true };
  if (fields.length === 1 && context.plain) return core("unique", fields, {});
  const columns = fields.map((field) => sql.identifier(field, context.adapter).text);
  // The package's test compares NULLs too, so it means the same only where there are none.
  const neverNull = fields.every((field) => fieldOf(context, field)?.nullable === false);
  if (context.plain && neverNull && context.tests === "dbt_utils") {
    const name = "dbt_utils.unique_combination_of_columns";
    return { on: "model", name, given: { combination_of_columns: columns }, own: false };
  }
  return onModel("dex_unique", { columns });
}

function inSetTest(rule: Extract<Rule, { kind: "in_set" }>, context: RuleContext): Choice {
  const literals = rule.values.filter((value) => value.kind !== "null");
  if (literals.length === 0) return { why: "its set of values is empty" };
  const type = fieldOf(context, rule.field[0])?.type;
  const values = literals.map(argument);
  const isText = type?.kind === "string" || type?.kind === "enum";
  // accepted_values writes its values between quotes as they are.
  const harmless = literals.every(({ kind, ...literal }) => kind !== "string" || HARMLESS.test(String(literal.value)));
  if (context.plain && harmless && isText && literals.every(({ kind }) => kind === "string")) {
    return core("accepted_values", rule.field, { values });
  }
  if (context.plain && type?.kind === "int" && values.every((value) => typeof value === "number")) {
    return core("accepted_values", rule.field, { values, quote: false });
  }
  const data_type =
    type === undefined || isText || type.kind === "bool" ? undefined : dataType(type, context.adapter).text;
  return own("dex_in_set", rule.field, { values, data_type });
}

const HARMLESS = /^[\p{L}\p{N} _.,:;/+@#&()-]*$/u;

/** A literal as a test's argument: text, a flag, or a number (as text when the reader of the file might round it). */
function argument(literal: Literal): YamlValue {
  return literal.kind === "number" ? numeral(literal.value) : literal.kind === "null" ? null : literal.value;
}

/** A number that every YAML reader and Jinja hand on digit by digit, else its text. */
function numeral(text: string): YamlValue {
  const number = Number(text);
  const exact = /^-?\d{1,15}$/.test(text) || (/^-?\d{1,9}\.\d{1,6}$/.test(text) && String(number) === text);
  return exact ? number : text;
}

function rangeTest(rule: Extract<Rule, { kind: "range" }>, context: RuleContext): Choice {
  const type = fieldOf(context, rule.field[0])?.type;
  const bound = (end: Bound | undefined, exclusive: boolean) =>
    end !== undefined && end.exclusive === exclusive ? boundArgument(end.value, type, context.adapter) : undefined;
  const { minimum, maximum } = rule;
  const ends = [minimum, maximum].filter((end) => end !== undefined);
  const inclusive = ends.every((end) => !end.exclusive);
  // The package's test takes NaN for the greatest number.
  const comparesPlainly = context.plain && type?.kind !== "float";
  if (comparesPlainly && context.tests === "dbt_utils" && (inclusive || ends.every((end) => end.exclusive))) {
    const given = { min_value: bound(minimum, !inclusive), max_value: bound(maximum, !inclusive) };
    return core("dbt_utils.accepted_range", rule.field, { ...given, inclusive: inclusive ? undefined : false });
  }
  return own("dex_range", rule.field, {
    minimum: bound(minimum, false),
    maximum: bound(maximum, false),
    exclusive_minimum: bound(minimum, true),
    exclusive_maximum: bound(maximum, true),
    float_bits: type?.kind === "float" ? type.bits : undefined,
  });
}

/** An end of a range: a number, or a date or time as SQL. */
function boundArgument(value: string, type: Type | undefined, adapter: Adapter): YamlValue {
  const bound = comparable(value, { type, dialect: adapter }).text;
  return type?.kind === "date" || type?.kind === "time" || type?.kind === "timestamp" ? bound : numeral(bound);
}

function lengthTest(rule: Extract<Rule, { kind: "length" }>, { contract }: RuleContext): Choice {
  const type = contract.dataset.fields.find((field) => field.name === rule.field[0])?.type;
  if (rule.of === "items" && type?.kind !== "array") return { why: "the column holds no list that SQL could count" };
  return own("dex_length", rule.field, {
    minimum: rule.minimum,
    maximum: rule.maximum,
    of: rule.of === "items" ? "items" : undefined,
  });
}

function referenceTest(rule: Extract<Rule, { kind: "reference" }>, context: RuleContext): Choice {
  const other = context.nodeOf.get(rule.to.dataset);
  if (other === undefined) return { why: `"${rule.to.dataset}" is no table of the warehouse`, expected: true };
  const given = { to: bareCall("ref", other.name), field: sql.identifier(rule.to.field, context.adapter).text };
  return context.plain ? core("relationships", rule.field, given) : own("dex_reference", rule.field, given);
}

/** A column that tells time, and what it holds. */
function momentOf(
  name: string | undefined,
  context: RuleContext,
): { readonly column: string; readonly kind: string } | { readonly why: string; readonly expected?: boolean } {
  // Check has warned of a missing column already.
  if (name === undefined) return { why: "it names no column that tells the time", expected: true };
  const type = fieldOf(context, name)?.type;
  const column = sql.identifier(name, context.adapter).text;
  if (type?.kind === "date") return { column, kind: "date" };
  if (type?.kind === "timestamp") return { column, kind: type.zone };
  return { why: `"${name}" is neither a date nor a timestamp` };
}
