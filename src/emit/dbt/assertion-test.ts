import { arithmeticRefusal } from "../../assertion/arithmetic.ts";
import { rowKey } from "../../assertion/columns.ts";
import { keyValue } from "../../assertion/compared.ts";
import type { Refusal, RuleOf } from "../../assertion/define.ts";
import { exactDivisor, oddPart } from "../../assertion/divisor.ts";
import { misfitOf } from "../../assertion/fit.ts";
import { sureMoment } from "../../assertion/moment.ts";
import { NESTED } from "../../assertion/nested-limits.ts";
import { entryFor, type PerKind } from "../../assertion/per-kind.ts";
import { refusalOf } from "../../assertion/refusal.ts";
import { sidesOf } from "../../assertion/sides.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import { printExpression } from "../../dialect/expression.ts";
import { printComparable } from "../../dialect/literals.ts";
import { enginePattern } from "../../dialect/pattern.ts";
import { dialects } from "../../dialect/registry.ts";
import { isUuidText } from "../../dialect/uuid.ts";
import type { Assertion, Bound } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Field, Type } from "../../ir/field.ts";
import type { Literal } from "../../ir/literal.ts";
import { isUuid } from "../../ir/uuid.ts";
import { Bug } from "../../text/bug.ts";
import { code } from "../../text/quote/code.ts";
import { bareCall } from "../../text/quote/jinja.ts";
import type { YamlMap, YamlValue } from "../../text/quote/yaml.ts";
import { contractType } from "./contract-type.ts";
import { listed } from "./meta.ts";
import type { Adapter, DbtOptions } from "./options.ts";
import { dataType } from "./types.ts";

/** What decides, besides a contract, which tests the project of one adapter has. */
export interface AdapterProject {
  readonly adapter: Adapter;
  readonly tests: DbtOptions["tests"];
  /** The name of the model that has a contract's rows, by the contract's id. */
  readonly modelOf: ReadonlyMap<string, string>;
}

/** What a test is chosen by. */
export interface TestContext extends AdapterProject {
  readonly contract: Contract;
}

/** A generic test with its arguments: under a column, on the model, or on the source table. */
export interface ChosenTest {
  readonly on: "model" | "source" | { readonly column: string };
  readonly name: string;
  readonly given: YamlMap;
  /** True for dex's own tests, which take a tolerance and a filter as arguments. */
  readonly own: boolean;
  /** How the failures are counted. Tests of dbt that group rows count groups by default, and Great Expectations counts rows. */
  readonly failCalc?: string;
}

/** The reason why no test on an adapter can check an assertion. Undefined if one can. */
export function refusalOfTest(
  assertion: Assertion,
  { contract, modelOf, adapter }: Pick<TestContext, "contract" | "modelOf" | "adapter">,
): Refusal | undefined {
  const { fields } = contract.dataset;
  return (
    refusalOf(assertion, { fields, tables: modelOf }) ??
    arithmeticRefusal(assertion, { fields, dialect: dialects[adapter] })
  );
}

/** Chooses the generic test that checks an assertion: a test of dbt or dbt_utils if it has the same meaning, else a test of dex. */
export function chooseTest(assertion: Assertion, context: TestContext): ChosenTest | undefined {
  const { rule, tolerance, where } = assertion;
  if (refusalOfTest(assertion, context) !== undefined) return undefined;
  // dbt writes a filter into a Jinja string without escaping backslashes; only an argument keeps them.
  const dialect = dialects[context.adapter];
  const filter =
    where === undefined ? undefined : printExpression(where, dialect, context.contract.dataset.fields).text;
  const plain = tolerance === undefined && !filter?.includes("\\");
  const choose = entryFor(TESTS, rule);
  if (choose === undefined) throw new Bug(`no test for ${rule.kind}`);
  return choose({ ...context, plain, dialect });
}

/** `plain`: no tolerance and no awkward filter, so that a test of dbt or of dbt_utils would do. */
type RuleContext = TestContext & { readonly plain: boolean; readonly dialect: Dialect };

/** The test of each kind of rule. A rule that SQL cannot check does not get here. */
const TESTS: PerKind<RuleContext, ChosenTest> = {
  not_null: ({ field }, { plain }) => (plain ? core("not_null", field, {}) : own("dex_not_null", field, {})),
  unique: ({ fields }, context) => uniqueTest(fields, context),
  in_set: inSetTest,
  range: rangeTest,
  length: ({ field, of, minimum, maximum }) =>
    own("dex_length", field, { minimum, maximum, of: of === "items" ? "items" : undefined }),
  matches: ({ field, pattern }, { dialect }) => own("dex_matches", field, { pattern: enginePattern(pattern, dialect) }),
  format: ({ field, format, pattern }, { dialect }) =>
    own("dex_format", field, { format, pattern: enginePattern(pattern, dialect) }),
  multiple_of: ({ field, divisor }, context) => {
    const type = fieldOf(context, field[0])?.type;
    const odd = type?.kind === "float" ? numeral(oddPart(divisor)) : undefined;
    return own("dex_multiple_of", field, { divisor: numeral(exactDivisor(divisor, type)), odd });
  },
  reference: referenceTest,
  distinct_count: ({ field, minimum, maximum }, context) =>
    own("dex_distinct_count", field, { compared_value: keyArgument(field[0] ?? "", context), minimum, maximum }),
  row_count: ({ minimum, maximum }) => onModel("dex_row_count", { minimum, maximum }),
  volume: ({ column, minimum, maximum, days }, context) =>
    onModel("dex_volume", { ...moment(column, context), minimum, maximum, last_days: days }),
  row_count_equals: ({ dataset }, context) => {
    const compared = refTo(dataset, context);
    return usesPackage(context)
      ? { on: "model", name: "dbt_utils.equal_rowcount", given: { compare_model: compared }, own: false }
      : onModel("dex_equal_row_count", { compare_to: compared });
  },
  freshness: ({ column, maxSeconds }, context) =>
    onModel("dex_freshness", { ...moment(column, context), max_seconds: maxSeconds }),
  expression: (rule, context) => {
    const expression = printExpression(rule.expression, context.dialect, context.contract.dataset.fields).text;
    return usesPackage(context)
      ? { on: "model", name: "dbt_utils.expression_is_true", given: { expression }, own: false }
      : onModel("dex_expression", { expression });
  },
  schema: ({ closed }, { contract, dialect }) => {
    const { fields } = contract.dataset;
    const columns = Object.fromEntries(fields.map(({ name, type }) => [name, contractType(type)]));
    const given = { columns, nested: nestedMisfits(fields, dialect), key: listed(rowKey(contract)) };
    return { on: "source", name: "dex_schema", given: { ...given, closed: closed || undefined }, own: true };
  },
};

/** The conditions under which values of JSON columns do not fit. The macros read only values of columns that are not nested. */
function nestedMisfits(fields: readonly Field[], dialect: Dialect): YamlMap | undefined {
  const misfits = fields.flatMap(({ name, type }) => {
    const misfit = NESTED.has(type.kind) ? misfitOf(type, { column: dialect.identifier(name), dialect }) : undefined;
    return misfit === undefined ? [] : [[name, misfit.text]];
  });
  return misfits.length === 0 ? undefined : (Object.fromEntries(misfits) as YamlMap);
}

const SUM_OF_ROWS = "coalesce(sum(n_records), 0)";

function core(name: string, field: readonly string[], given: YamlMap): ChosenTest {
  return { on: { column: field[0] ?? "" }, name, given, own: false };
}

function own(name: string, field: readonly string[], given: YamlMap): ChosenTest {
  return { on: { column: field[0] ?? "" }, name, given, own: true };
}

function onModel(name: string, given: YamlMap): ChosenTest {
  return { on: "model", name, given, own: true };
}

function usesPackage({ plain, tests }: RuleContext): boolean {
  return plain && tests === "dbt_utils";
}

function fieldOf({ contract }: TestContext, name: string | undefined): Field | undefined {
  return contract.dataset.fields.find((field) => field.name === name);
}

/** The model of another contract. */
function refTo(dataset: string, { modelOf }: TestContext): YamlValue {
  const model = modelOf.get(dataset);
  if (model === undefined) throw new Bug(`"${dataset}" has no model`);
  return bareCall("ref", model);
}

/** A column of dates or timestamps, as arguments. */
function moment(name: string | undefined, { contract, dialect }: RuleContext): YamlMap {
  const { name: column, kind } = sureMoment(name, contract.dataset.fields);
  return { column: dialect.identifier(column).text, kind };
}

function referenceTest({ field, to, toType }: RuleOf<"reference">, context: RuleContext): ChosenTest {
  const { dialect, plain } = context;
  const type = fieldOf(context, field[0])?.type;
  const isSame = isEqualInWarehouse(type, toType, context);
  const sides = isSame ? undefined : sidesOf({ own: type, other: toType, dialect });
  const other = dialect.identifier(to.field);
  const given = { to: refTo(to.dataset, context), field: sides?.other(other).text ?? other.text };
  if (sides === undefined) return plain ? core("relationships", field, given) : own("dex_reference", field, given);
  const value = sides.own(code`looked_at.${dialect.identifier(field[0] ?? "")}`).text;
  return own("dex_reference", field, { ...given, compared_value: value });
}

/** True for two UUID columns in a warehouse with a UUID type, since the models cast both to it. */
function isEqualInWarehouse(one: Type | undefined, other: Type | undefined, { adapter }: RuleContext): boolean {
  if (one?.kind !== "uuid" || other?.kind !== "uuid") return false;
  return dataType(one, adapter).text !== dataType({ kind: "string" }, adapter).text;
}

function uniqueTest(fields: readonly string[], context: RuleContext): ChosenTest {
  const columns = fields.map((field) => context.dialect.identifier(field).text);
  const keys = fields.map((field) => keyArgument(field, context) ?? context.dialect.identifier(field).text);
  if (keys.join() !== columns.join()) return onModel("dex_unique", { columns, keys });
  if (fields.length === 1 && context.plain) return { ...core("unique", fields, {}), failCalc: SUM_OF_ROWS };
  return onModel("dex_unique", { columns });
}

/** The key expression of a column, if engines treat equal values of its type as different. */
function keyArgument(name: string, context: RuleContext): string | undefined {
  const { dialect } = context;
  const type = fieldOf(context, name)?.type;
  if (isUuid(type) && !isUuidText(type, dialect)) return undefined;
  const column = dialect.identifier(name);
  const key = keyValue({ column, type, dialect });
  return key === column ? undefined : key.text;
}

function inSetTest(rule: RuleOf<"in_set">, context: RuleContext): ChosenTest {
  const literals = rule.values.filter((value) => value.kind !== "null");
  const type = fieldOf(context, rule.field[0])?.type;
  const values = literals.map(argument);
  if (rule.ofUuids && isUuidText(type, context.dialect))
    return own("dex_in_set", rule.field, { values, compared_value: keyArgument(rule.field[0] ?? "", context) });
  const isText = type?.kind === "string" || type?.kind === "enum";
  const accepted = (given: YamlMap) => ({ ...core("accepted_values", rule.field, given), failCalc: SUM_OF_ROWS });
  if (context.plain && isText && literals.every(isHarmless)) return accepted({ values });
  if (context.plain && type?.kind === "int" && values.every((value) => typeof value === "number"))
    return accepted({ values, quote: false });
  const data_type =
    type === undefined || isText || type.kind === "bool" ? undefined : dataType(type, context.adapter).text;
  return own("dex_in_set", rule.field, { values, data_type });
}

const HARMLESS = /^[\p{L}\p{N} _.,:;/+@#&()-]*$/u;

/** True for a string without special characters: accepted_values writes its values between quotes without escaping them. */
function isHarmless(literal: Literal): boolean {
  return literal.kind === "string" && HARMLESS.test(literal.value);
}

/** A literal as a test's argument: a string, a boolean, or a number (as a string when the file's reader might round it). */
function argument(literal: Literal): YamlValue {
  return literal.kind === "number" ? numeral(literal.value) : literal.kind === "null" ? null : literal.value;
}

/** A number that every YAML reader and Jinja pass on digit by digit, else a string. Python writes numbers below 0.0001 with an exponent. */
function numeral(text: string): YamlValue {
  const number = Number(text);
  const isPlain = /^-?\d{1,9}\.\d{1,6}$/.test(text) && String(number) === text && Math.abs(number) >= 0.0001;
  return isPlain || /^-?\d{1,15}$/.test(text) ? number : text;
}

function rangeTest({ field, minimum, maximum }: RuleOf<"range">, context: RuleContext): ChosenTest {
  const type = fieldOf(context, field[0])?.type;
  const bound = (end: Bound | undefined, exclusive: boolean) =>
    end !== undefined && end.exclusive === exclusive ? boundArgument(end.value, type, context.dialect) : undefined;
  const ends = [minimum, maximum].filter((end) => end !== undefined);
  const [first] = ends;
  const isUniform = ends.every((end) => end.exclusive === first?.exclusive);
  // The package's test takes NaN for the greatest number.
  if (isUniform && type?.kind !== "float" && usesPackage(context)) {
    const inclusive = first?.exclusive ? false : undefined;
    const given = { min_value: bound(minimum, inclusive === false), max_value: bound(maximum, inclusive === false) };
    return core("dbt_utils.accepted_range", field, { ...given, inclusive });
  }
  return own("dex_range", field, {
    minimum: bound(minimum, false),
    maximum: bound(maximum, false),
    exclusive_minimum: bound(minimum, true),
    exclusive_maximum: bound(maximum, true),
    float_bits: type?.kind === "float" ? type.bits : undefined,
  });
}

/** A bound as an argument: a number, or a date or time as SQL. */
function boundArgument(value: string, type: Type | undefined, dialect: Dialect): YamlValue {
  const bound = printComparable(value, type, dialect).text;
  return type?.kind === "date" || type?.kind === "time" || type?.kind === "timestamp" ? bound : numeral(bound);
}
