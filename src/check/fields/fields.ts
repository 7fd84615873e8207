import { isDecidable } from "../../assertion/divisor.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import type { ContractDocument, FieldDocument, ScalarDocument } from "../../language/contract/contract-document.ts";
import { notNullPlace } from "../../language/contract/nulls.ts";
import { typeRange } from "../../language/contract/type-range.ts";
import type { Located } from "../../language/located.ts";
import type { LinkedProject } from "../../link/linked-project.ts";
import { allFields } from "../../link/references.ts";
import type { Place } from "../../source/origin.ts";
import { compareDecimals } from "../../text/decimal.ts";
import { FORMAT_NAMES } from "../../text/grammars.ts";
import { portablePattern } from "../../text/portable-regex.ts";
import { diagnostics } from "./diagnostics.ts";
import { violatedConstraint } from "./own-rules.ts";
import { familyOf, isBoundOf, isValueOf, numberInQuotes, show, typeKindOf } from "./value-kinds.ts";

/** Checks the constraints of fields against the types of the fields and against each other. */
export function checkFields({ contracts }: LinkedProject): readonly Report[] {
  return contracts.flatMap((contract) => [
    ...allFields(contract.fields).flatMap((field) => fieldReports(field, contract.path)),
    ...similarColumns(contract),
    ...reservedColumns(contract),
    ...renamed(contract),
  ]);
}

function fieldReports(field: FieldDocument, path: string): Report[] {
  if (field.faulty) return field.pattern ? patternReports(field.pattern, path) : [];
  return [
    ...typeReports(field, path),
    ...rangeReports(field, path),
    ...textReports(field, path),
    ...valueReports(field, path),
  ];
}

function at(path: string, { pointer }: { readonly pointer: string }) {
  return { path, pointer };
}

function typeReports(field: FieldDocument, path: string): Report[] {
  const { type, precision, scale } = field;
  if (type.value === "decimal" && precision === undefined)
    return [diagnostics.report("decimal-without-precision", at(path, type), {})];
  if (precision === undefined && scale === undefined) return [];
  if (type.value !== "decimal") {
    const cause = precision ?? scale ?? type;
    return [
      constraintType(at(path, cause), {
        constraint: precision ? "precision" : "scale",
        type: type.value,
      }),
    ];
  }
  const [digits, after] = [precision?.value ?? 38, scale?.value ?? 0];
  if (digits >= 1 && digits <= 38 && after <= digits) return [];
  return [diagnostics.report("decimal-digits", at(path, precision ?? type), { precision: digits, scale: after })];
}

function rangeReports(field: FieldDocument, path: string): Report[] {
  const bounds = {
    minimum: field.minimum,
    maximum: field.maximum,
    exclusive_minimum: field.exclusiveMinimum,
    exclusive_maximum: field.exclusiveMaximum,
  };
  const family = familyOf(field);
  const wrong = Object.entries(bounds).flatMap(([constraint, bound]) => {
    if (bound === undefined || isBoundOf(family, bound.value)) return [];
    const ordered = ["number", "date", "timestamp"].includes(family);
    const type = field.type.value;
    return [
      ordered
        ? boundType(at(path, bound), { bound: bound.value, type })
        : constraintType(at(path, bound), { constraint, type }),
    ];
  });
  if (wrong.length > 0) return wrong;
  return [
    ...outsideType(field, field, path),
    ...order(field.minimum ?? field.exclusiveMinimum, field.maximum ?? field.exclusiveMaximum, {
      path,
      numeric: family === "number",
      what: "value",
    }),
    ...order(field.minLength, field.maxLength, { path, numeric: true, what: "length" }),
    ...order(field.minItems, field.maxItems, { path, numeric: true, what: "number of items" }),
    ...multiple(field, path),
  ];
}

/** The report about a bound that cannot be compared with values of the type. */
export function boundType(place: Place, parameters: { readonly bound: string; readonly type: string }): Report {
  return diagnostics.report("bound-type", place, parameters);
}

/** The report about a constraint or rule that does not apply to the type. */
export function constraintType(
  place: Place,
  parameters: { readonly constraint: string; readonly type: string },
): Report {
  return diagnostics.report("constraint-type", place, parameters);
}

/** The bounds of a field, or of a rule about it. */
type WrittenBounds = Pick<FieldDocument, "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum">;

/** Reports a bound that no value of the field's type satisfies. */
export function outsideType(bounds: WrittenBounds, field: FieldDocument, path: string): Report[] {
  const range = typeRange(field);
  if (range === undefined) return [];
  const { least, most } = range;
  const sides = [
    { bound: bounds.minimum, limit: most, sign: 1, isMet: (order: number) => order <= 0 },
    { bound: bounds.exclusiveMinimum, limit: most, sign: 1, isMet: (order: number) => order < 0 },
    { bound: bounds.maximum, limit: least, sign: -1, isMet: (order: number) => order <= 0 },
    { bound: bounds.exclusiveMaximum, limit: least, sign: -1, isMet: (order: number) => order < 0 },
  ];
  return sides.flatMap(({ bound, limit, sign, isMet }) =>
    bound === undefined || isMet(compareDecimals(bound.value, limit) * sign)
      ? []
      : [diagnostics.report("bound-outside-type", at(path, bound), { bound: bound.value, least, most })],
  );
}

/** Reports a range with its lower end above its upper end. */
export function order(
  low: Located<string | number> | undefined,
  high: Located<string | number> | undefined,
  { path, numeric, what }: { readonly path: string; readonly numeric: boolean; readonly what: string },
): Report[] {
  if (low === undefined || high === undefined) return [];
  const [from, to] = [String(low.value), String(high.value)];
  const apart = numeric ? compareDecimals(from, to) > 0 : from > to;
  return apart ? [emptyRange(at(path, low), { low: from, high: to, what })] : [];
}

/** The report about a range with its lower end above its upper end. */
export function emptyRange(
  place: Place,
  parameters: { readonly low: string; readonly high: string; readonly what: string },
): Report {
  return diagnostics.report("empty-range", place, parameters);
}

function multiple({ multipleOf, type, ...field }: FieldDocument, path: string): Report[] {
  if (multipleOf === undefined) return [];
  if (familyOf({ ...field, type }) !== "number")
    return [constraintType(at(path, multipleOf), { constraint: "multiple_of", type: type.value })];
  return divisorReports(multipleOf, { ...field, type }, path);
}

/** Reports a divisor that is not above zero, or by which some target cannot divide exactly. */
export function divisorReports(divisor: Located<string>, field: FieldDocument, path: string): Report[] {
  const { value: text } = divisor;
  if (!/^\d+(\.\d+)?$/.test(text) || compareDecimals(text, "0") <= 0)
    return [diagnostics.report("bad-multiple", at(path, divisor), { text })];
  return isDecidable(text, typeKindOf(field))
    ? []
    : [diagnostics.report("inexact-multiple", at(path, divisor), { type: field.type.value })];
}

function textReports(field: FieldDocument, path: string): Report[] {
  const texts = {
    pattern: field.pattern,
    format: field.format,
    min_length: field.minLength,
    max_length: field.maxLength,
  };
  const type = field.type.value;
  const misplaced =
    type === "string"
      ? []
      : Object.entries(texts).flatMap(([constraint, value]) =>
          value ? [constraintType(at(path, value), { constraint, type })] : [],
        );
  const items = type === "array" ? undefined : (field.minItems ?? field.maxItems);
  const listed = items ? [constraintType(at(path, items), { constraint: "min_items", type })] : [];
  return [
    ...misplaced,
    ...listed,
    ...patternReports(field.pattern, path),
    ...formatReports(type === "string" ? field.format : undefined, path),
  ];
}

/** Reports a pattern that is not portable, or can take too long. */
export function patternReports(pattern: Located<string> | undefined, path: string): Report[] {
  const portable = pattern && portablePattern(pattern.value);
  if (pattern === undefined || portable === undefined || !("problem" in portable)) return [];
  const parameters = { pattern: pattern.value, problem: portable.problem };
  return "faster" in portable
    ? [diagnostics.report("slow-pattern", at(path, pattern), { ...parameters, faster: portable.faster })]
    : [diagnostics.report("bad-pattern", at(path, pattern), parameters)];
}

/** Reports a format without a grammar. */
export function formatReports(format: Located<string> | undefined, path: string): Report[] {
  if (format === undefined || FORMAT_NAMES.includes(format.value)) return [];
  return [diagnostics.report("unknown-format", at(path, format), { name: format.value, names: FORMAT_NAMES })];
}

function valueReports(field: FieldDocument, path: string): Report[] {
  const values = field.enum?.value ?? [];
  return [...listReports(field, values, path), ...defaultReports(field, path), ...exampleReports(field, path)];
}

/** Reports values of another type than the field's, and duplicate values. */
export function listReports(field: FieldDocument, values: readonly Located<ScalarDocument>[], path: string): Report[] {
  const seen = new Set<string>();
  return values.flatMap((item) => {
    const value = show(item.value);
    const wrong = typeReport(field, item, path);
    if (wrong.length > 0) return wrong;
    if (seen.has(value)) return [duplicateValue(at(path, item), value)];
    seen.add(value);
    return [];
  });
}

/** Reports a value that is not of the field's type. */
function typeReport(field: FieldDocument, item: Located<ScalarDocument>, path: string): Report[] {
  if (isValueOf(field, item.value)) return [];
  const number = numberInQuotes(field, item.value);
  const parameters = { value: show(item.value), type: field.type.value, number };
  return [diagnostics.report("value-type", at(path, item), parameters)];
}

/** The report about a duplicate value in a list; `value` as the message shows it. */
export function duplicateValue(place: Place, value: string): Report {
  return diagnostics.report("duplicate-value", place, { value });
}

function defaultReports(field: FieldDocument, path: string): Report[] {
  const given = field.default;
  if (given === undefined) return [];
  const wrong = typeReport(field, given, path);
  if (wrong.length > 0) return wrong;
  const why = violatedConstraint(field, given.value);
  const parameters = { value: show(given.value), why: why ?? "" };
  return why === undefined ? [] : [diagnostics.report("default-not-allowed", at(path, given), parameters)];
}

/** Reports examples that are not values of the field. */
function exampleReports(field: FieldDocument, path: string): Report[] {
  const isNotNull = field.primaryKey?.value === true || notNullPlace(field) !== undefined;
  return (field.examples ?? []).flatMap((item) => {
    const value = show(item.value);
    const report = (why: string) => diagnostics.report("bad-example", at(path, item), { value, why });
    if (item.value.kind === "null" && isNotNull) return [report("the field is never NULL")];
    if (!isValueOf(field, item.value)) return [report(`it is not a value of type ${field.type.value}`)];
    const why = violatedConstraint(field, item.value);
    return why === undefined ? [] : [report(why)];
  });
}

function similarColumns({ fields, path }: ContractDocument): Report[] {
  const seen = new Map<string, FieldDocument>();
  return fields.flatMap((field) => {
    const key = field.name.toLowerCase();
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, field);
      return [];
    }
    return [
      diagnostics.report(
        "similar-columns",
        { ...at(path, field), part: "key" },
        { one: first.name, other: field.name },
      ),
    ];
  });
}

/** The names of columns that dex adds to rows begin with this. */
const RESERVED = "_dex_";

function reservedColumns({ fields, path }: ContractDocument): Report[] {
  return fields
    .filter(({ name }) => name.toLowerCase().startsWith(RESERVED))
    .map((field) => diagnostics.report("reserved-column", { ...at(path, field), part: "key" }, { name: field.name }));
}

function renamed({ fields, path }: ContractDocument): Report[] {
  const names = new Set(fields.map(({ name }) => name));
  return fields.flatMap(({ renamedFrom }) =>
    renamedFrom && names.has(renamedFrom.value)
      ? [diagnostics.report("renamed-from-present", at(path, renamedFrom), { name: renamedFrom.value })]
      : [],
  );
}
