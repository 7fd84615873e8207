import { definitionOf } from "../../assertion/registry.ts";
import type { Report } from "../../diagnostics/diagnostic.ts";
import type { Expression } from "../../ir/expression.ts";
import type { ContractDocument, FieldDocument, RuleDocument } from "../../language/contract/contract-document.ts";
import { exactValue } from "../../language/contract/exact-value.ts";
import type { Located } from "../../language/located.ts";
import { type LinkedProject, mayHave, sureField } from "../../link/linked-project.ts";
import { parseExpression } from "../../sql/expression.ts";
import { unknownColumn } from "../columns/columns.ts";
import {
  boundType,
  constraintType,
  divisorReports,
  formatReports,
  listReports,
  order,
  outsideType,
  patternReports,
} from "../fields/fields.ts";
import { familyOf, isBoundOf, typeKindOf } from "../fields/value-kinds.ts";
import { diagnostics } from "./diagnostics.ts";
import { type Kind, kindOf, mismatches } from "./expression-kinds.ts";
import { violationReports } from "./on-violation.ts";

/** Checks quality rules: expressions, and the values that they compare columns with. */
export function checkRules({ contracts }: LinkedProject): readonly Report[] {
  return contracts.flatMap((contract) => [
    ...contract.quality.flatMap((rule) => [
      ...ruleReports(rule, contract),
      ...whereReports(rule, contract),
      ...violationReports(rule, contract),
    ]),
    ...nameReports(contract),
  ]);
}

/** The name of a rule is an id, so it must be unique. */
function nameReports({ quality, path }: ContractDocument): Report[] {
  const seen = new Map<string, string>();
  return quality.flatMap(({ name }) => {
    const first = name && seen.get(name.value);
    if (name === undefined) return [];
    if (first === undefined) seen.set(name.value, name.pointer);
    if (first === undefined) return [];
    const related = [{ at: { path, pointer: first }, message: "first here" }];
    return [
      { ...diagnostics.report("duplicate-rule", { path, pointer: name.pointer }, { name: name.value }), related },
    ];
  });
}

function whereReports({ where }: RuleDocument, contract: ContractDocument): Report[] {
  return where ? expressionReports(where, contract) : [];
}

function ruleReports(rule: RuleDocument, contract: ContractDocument): Report[] {
  const { path } = contract;
  switch (rule.rule) {
    case "expression":
      return expressionReports(rule.sql, contract);
    case "matches":
      return patternReports(rule.pattern, path);
    case "format":
      return formatReports(rule.format, path);
    case "in_set": {
      const field = sureField(contract.fields, rule.field.value.split("."));
      if (field === undefined) return [];
      const values = rule.values.map(({ value, pointer }) => ({ value: exactValue(value, field.type.value), pointer }));
      return listReports(field, values, path);
    }
    case "range":
      return rangeReports(rule, contract);
    case "multiple_of": {
      const field = sureField(contract.fields, rule.field.value.split("."));
      const isNumber = field !== undefined && familyOf(field) === "number";
      return isNumber ? divisorReports(rule.divisor, field, path) : typeReports(rule, contract);
    }
    default:
      return [...countReports(rule, path), ...typeReports(rule, contract)];
  }
}

/** Bounds of a number that the rule counts. */
function countReports(rule: RuleDocument, path: string): Report[] {
  if (rule.rule === "range" || !("minimum" in rule || "maximum" in rule)) return [];
  const { measure = "number" } = definitionOf({ kind: rule.rule });
  return order(rule.minimum, rule.maximum, { path, numeric: true, what: measure });
}

/** A column of a type that the rule cannot be about. */
function typeReports(rule: RuleDocument, { fields, path }: ContractDocument): Report[] {
  const field = "field" in rule ? sureField(fields, rule.field.value.split(".")) : undefined;
  if (!("field" in rule) || field === undefined) return [];
  const definition = definitionOf({ kind: rule.rule });
  const types = definition.scope === "table" ? definition.columnTypes : undefined;
  if (types === undefined || types.includes(typeKindOf(field))) return [];
  return [constraintType({ path, pointer: rule.field.pointer }, { constraint: rule.rule, type: field.type.value })];
}

function rangeReports(rule: Extract<RuleDocument, { rule: "range" }>, contract: ContractDocument): Report[] {
  const field = sureField(contract.fields, rule.field.value.split("."));
  if (field === undefined) return [];
  const family = familyOf(field);
  const bounds = [rule.minimum, rule.maximum, rule.exclusiveMinimum, rule.exclusiveMaximum].filter(
    (bound) => bound !== undefined,
  );
  const wrong = bounds.filter((bound) => !isBoundOf(family, bound.value));
  if (wrong.length > 0) {
    return wrong.map((bound) =>
      boundType({ path: contract.path, pointer: bound.pointer }, { bound: bound.value, type: field.type.value }),
    );
  }
  return [
    ...outsideType(rule, field, contract.path),
    ...order(rule.minimum ?? rule.exclusiveMinimum, rule.maximum ?? rule.exclusiveMaximum, {
      path: contract.path,
      numeric: family === "number",
      what: "value",
    }),
  ];
}

/** An expression must parse, read existing columns, compare values of one kind, and be a condition. */
function expressionReports(text: Located<string>, contract: ContractDocument): Report[] {
  const at = { path: contract.path, pointer: text.pointer };
  const parsed = parseExpression(text.value);
  if ("problem" in parsed) {
    const { message, start, end } = parsed.problem;
    const within = { start, end: Math.max(end, start + 1) };
    return [diagnostics.report("bad-expression", { ...at, within }, { problem: message })];
  }
  const unknown = [...parsed.firstUse].filter(([column]) => !mayHave(contract, [column]));
  if (unknown.length > 0) {
    return unknown.map(([name, within]) => unknownColumn({ ...at, within }, name, contract));
  }
  return conditionReports(parsed, contract, at);
}

function conditionReports(
  { expression, columns }: { readonly expression: Expression; readonly columns: readonly string[] },
  contract: ContractDocument,
  at: { path: string; pointer: string },
): Report[] {
  // An unknown type is compatible with every type.
  const kinds: Readonly<Record<string, Kind>> = Object.fromEntries(
    columns.map((name) => [name, kindOfColumn(sureField(contract.fields, [name]))]),
  );
  const wrong = mismatches(expression, kinds);
  if (wrong.length > 0) return wrong.map(([left, right]) => diagnostics.report("expression-type", at, { left, right }));
  return ["boolean", "null"].includes(kindOf(expression, kinds)) ? [] : [diagnostics.report("not-a-condition", at, {})];
}

function kindOfColumn(field: FieldDocument | undefined): Kind {
  return field === undefined ? "null" : familyOf(field);
}
