import type { Rule } from "../ir/assertion.ts";
import type { Expression } from "../ir/expression.ts";
import type {
  ContractDocument,
  FieldDocument,
  RuleDocument,
  ScalarDocument,
} from "../language/contract/contract-document.ts";
import { exactValue } from "../language/contract/exact-value.ts";
import { typeRange } from "../language/contract/type-range.ts";
import type { Located } from "../language/located.ts";
import { findField, splitReference } from "../link/linked-project.ts";
import { parseExpression } from "../sql/expression.ts";
import { never } from "../text/bug.ts";
import { portablePattern } from "../text/portable-regex.ts";
import { nameOf, type UnnamedAssertion } from "./assertion-ids.ts";
import { boundsWithin } from "./bounds-within-type.ts";
import { boundsOf, formatRules } from "./constraints.ts";
import { isFormat } from "./formats.ts";
import { consequence } from "./on-violation.ts";
import { timeColumn, volumeColumn } from "./sla.ts";

/** The assertions of a contract's quality rules. A rule about several columns gives one assertion per column. */
export function qualityAssertions(contract: ContractDocument): readonly UnnamedAssertion[] {
  return contract.quality.flatMap((document) => {
    const where = document.where && expressionOf(document.where.value);
    const rules = rulesOf(document, contract);
    const called = document.name?.value;
    return rules.map(
      ({ rule, name }, index): UnnamedAssertion => ({
        name:
          called === undefined ? name : (nameWithin(document, { called, name, index, count: rules.length }) ?? called),
        given: called !== undefined,
        rule,
        ...consequence(rule, { onViolation: document.onViolation?.value, severity: document.severity }, contract),
        ...("tolerance" in document && document.tolerance && { tolerance: document.tolerance.value }),
        ...(where && { where }),
        ...(document.description !== undefined && { description: document.description }),
        origin: { path: contract.path, pointer: document.pointer },
      }),
    );
  });
}

/** One of several assertions of a rule with a name: their names start with the name of the rule. */
function nameWithin(
  { rule }: RuleDocument,
  { called, name, index, count }: { called: string; name: string; index: number; count: number },
): string | undefined {
  if (count === 1) return undefined;
  if (rule !== "format") return `${called}.${name}`;
  // The first assertion of a format is its grammar.
  return index === 0 ? undefined : `${called}.length`;
}

interface Named {
  readonly rule: Rule;
  readonly name: string;
}

/** The parsed expression; `check` has reported one that cannot be parsed. */
function expressionOf(text: string): Expression | undefined {
  const parsed = parseExpression(text);
  return "problem" in parsed ? undefined : parsed.expression;
}

function rulesOf(document: RuleDocument, contract: ContractDocument): readonly Named[] {
  if ("field" in document) return columnRule(document, contract);
  switch (document.rule) {
    case "not_null":
      return document.fields.map(({ value }) => about(value, (field) => ({ kind: "not_null", field })));
    case "unique":
      return [uniqueRule(document.fields.map(({ value }) => value))];
    case "freshness":
      return [freshnessRule(document, contract)];
    case "volume":
      return [volumeRule(document, contract)];
    case "row_count":
      return [{ name: "row_count", rule: { kind: "row_count", ...countsOf(document) } }];
    case "equal_row_count":
      return [
        {
          name: `row_count_equals_${document.dataset.value}`,
          rule: { kind: "row_count_equals", dataset: document.dataset.value },
        },
      ];
    case "expression":
      return expressionRule(document.sql.value);
    default:
      return never(document);
  }
}

function about(field: string, rule: (path: readonly string[]) => Rule): Named {
  const path = field.split(".");
  const made = rule(path);
  return { name: nameOf(path, made.kind), rule: made };
}

/** The rule that several columns together are unique. */
export function uniqueRule(fields: readonly string[]): Named {
  const name =
    fields.length === 1 ? `${fields[0]}.unique` : fields.length === 0 ? "unique" : `${fields.join("_")}.unique`;
  return { name, rule: { kind: "unique", fields } };
}

function countsOf({
  minimum,
  maximum,
}: Extract<RuleDocument, { rule: "row_count" | "volume" | "length" | "distinct_count" }>) {
  return { ...(minimum && { minimum: minimum.value }), ...(maximum && { maximum: maximum.value }) };
}

function freshnessRule(document: Extract<RuleDocument, { rule: "freshness" }>, contract: ContractDocument): Named {
  const column = document.column?.value ?? timeColumn(contract);
  return {
    name: "freshness",
    rule: { kind: "freshness", maxSeconds: document.maxSeconds.value, ...(column !== undefined && { column }) },
  };
}

function volumeRule(document: Extract<RuleDocument, { rule: "volume" }>, contract: ContractDocument): Named {
  const column = document.column?.value ?? volumeColumn(contract);
  return {
    name: "volume",
    rule: {
      kind: "volume",
      ...countsOf(document),
      ...(document.window && { days: document.window.value }),
      ...(column !== undefined && { column }),
    },
  };
}

function expressionRule(sql: string): readonly Named[] {
  const parsed = parseExpression(sql);
  if ("problem" in parsed) return [];
  const { expression, columns } = parsed;
  return [{ name: `${columns.join("_") || "rows"}.expression`, rule: { kind: "expression", expression, columns } }];
}

/** The values of a set. Numbers of an exact type may be in quotes. */
function valuesOf(values: readonly Located<ScalarDocument>[], field: FieldDocument | undefined) {
  return values.map(({ value }) => (field === undefined ? value : exactValue(value, field.type.value)));
}

/** A rule about one column. */
type ColumnRule = Extract<RuleDocument, { field: unknown }>;

function columnRule(document: ColumnRule, contract: ContractDocument): readonly Named[] {
  const rule = (field: readonly string[]): Rule | readonly Rule[] | undefined => {
    switch (document.rule) {
      case "in_set":
        return { kind: "in_set", field, values: valuesOf(document.values, findField(contract.fields, field)) };
      case "range": {
        const of = findField(contract.fields, field);
        return { kind: "range", field, ...boundsWithin(boundsOf(document)?.bounds ?? {}, of && typeRange(of)) };
      }
      case "length": {
        const of = findField(contract.fields, field)?.type.value === "array" ? "items" : "string";
        return { kind: "length", field, of, ...countsOf(document) };
      }
      case "distinct_count":
        return { kind: "distinct_count", field, ...countsOf(document) };
      case "matches": {
        const portable = portablePattern(document.pattern.value);
        return "problem" in portable ? undefined : { kind: "matches", field, pattern: portable.normalised };
      }
      case "format": {
        const format = document.format.value;
        return isFormat(format) ? formatRules(field, format) : [];
      }
      case "multiple_of":
        return { kind: "multiple_of", field, divisor: document.divisor.value };
      case "reference": {
        const to = splitReference(document.to.value);
        return to && { kind: "reference", field, to: { dataset: to.contract, field: to.field } };
      }
      default:
        return never(document);
    }
  };
  const path = document.field.value.split(".");
  return [rule(path) ?? []].flat().map((made) => ({ name: nameOf(path, made.kind), rule: made }));
}
