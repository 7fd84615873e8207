import type { ValueAssertion } from "../../assertion/row.ts";
import { printExpression as printSql } from "../../dialect/expression.ts";
import { dialects } from "../../dialect/registry.ts";
import type { Assertion, FieldPath } from "../../ir/assertion.ts";
import type { Field, Type } from "../../ir/field.ts";
import { Bug } from "../../text/bug.ts";
import type { Layout } from "../../text/layout.ts";
import { Code } from "../../text/quote/code.ts";
import * as typescript from "../../text/quote/typescript.ts";
import { checkLayouts } from "./check-forms.ts";
import { printExpression } from "./expression.ts";
import { array, call, object } from "./layout.ts";
import type { TypescriptOptions } from "./options.ts";
import type { RowChecks } from "./row-checks.ts";
import { plainType } from "./types.ts";

/** The input for the tables of a validator. */
export interface ValidatorContext {
  readonly checks: RowChecks;
  readonly int64: TypescriptOptions["int64"];
}

/** A column or member for the runtime: its type, whether it may be null or missing, and the checks of its value. */
export function fieldLayout(field: Field, path: FieldPath, context: ValidatorContext): Layout {
  const { checks } = context;
  const held = checks.at(path);
  const type = typeLayout(field.type, path, context);
  const plain = checks.isNullable(field, path) ? nullable(type, held) : required(type, held, checks.schema);
  const guarded = isSecret(field) ? call("$.secret", plain) : plain;
  return field.presence === "optional" ? call("$.optional", guarded) : guarded;
}

/** True for a field whose values must not appear in error messages. */
function isSecret({ privacy }: Field): boolean {
  return privacy.pii || privacy.classification === "confidential" || privacy.classification === "restricted";
}

function nullable(type: Layout, held: readonly ValueAssertion[]): Layout {
  return call("$.nullable", type, ...held.flatMap(checkLayouts));
}

function required(type: Layout, held: readonly ValueAssertion[], schema: string): Layout {
  const ids = held.filter(({ rule }) => rule.kind === "not_null").map(({ id }) => typescript.string(id));
  const [id = typescript.string(schema), ...others] = ids;
  const violated = others.length === 0 ? id : array([id, ...others]);
  return call("$.required", type, violated, ...held.flatMap(checkLayouts));
}

function typeLayout(type: Type, path: FieldPath, context: ValidatorContext): Layout {
  switch (type.kind) {
    case "enum":
      return Code.trusted("$.text");
    case "array":
      return call("$.list", innerLayout(type.items, [...path, "[]"], { ...context, isNullable: type.itemsNullable }));
    case "map":
      return call("$.map", innerLayout(type.values, [...path, "{}"], { ...context, isNullable: type.valuesNullable }));
    case "struct":
      return call(type.closed ? "$.closed" : "$.struct", fieldsLayout(type.fields, path, context));
    default:
      return plainType(type).value(context.int64);
  }
}

/** The members of a struct. */
function fieldsLayout(fields: readonly Field[], path: FieldPath, context: ValidatorContext): Layout {
  return object(
    fields.map((field) => [typescript.key(field.name), fieldLayout(field, [...path, field.name], context)]),
  );
}

function innerLayout(
  type: Type,
  path: FieldPath,
  context: ValidatorContext & { readonly isNullable: boolean },
): Layout {
  const held = context.checks.at(path);
  const layout = typeLayout(type, path, context);
  return context.isNullable ? nullable(layout, held) : required(layout, held, context.checks.schema);
}

/** A rule about rows: an expression, or a rule about a value with a condition on the row. */
export function ruleLayout(assertion: Assertion, context: ValidatorContext): Layout {
  const { contract, schema, verdicts } = context.checks;
  const { fields } = contract.dataset;
  const { id, rule, where, description } = assertion;
  const condition = where === undefined ? [] : [printExpression(where, fields)];
  if (rule.kind === "expression") {
    const said = description ?? `is not true of the row: ${printSql(rule.expression, dialects.duckdb).text}`;
    const message = typescript.string(said.replace(/\s+/g, " ").trim());
    return call("$.holds", printExpression(rule.expression, fields), typescript.string(id), message, ...condition);
  }
  const verdict = verdicts.get(assertion);
  if (verdict?.by !== "value") throw new Bug(`"${id}" is not a rule about rows`);
  const path = verdict.rule.field;
  const checked = [{ id, rule: verdict.rule }];
  // The rule includes the type of the value, but not the other assertions about it.
  const bare = typeLayout(verdict.type, path, { ...context, checks: { ...context.checks, at: () => [] } });
  const field = verdict.rule.kind === "not_null" ? required(bare, checked, schema) : nullable(bare, checked);
  const when = condition.length === 0 ? [Code.trusted("undefined")] : condition;
  return call("$.when", ...when, typescript.string(path.join("/")), field);
}
