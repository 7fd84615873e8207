import type { Assertion, FieldPath } from "../../ir/assertion.ts";
import type { Field, Type } from "../../ir/field.ts";
import type { Literal } from "../../ir/literal.ts";
import { Bug } from "../../text/bug.ts";
import { Code } from "../../text/quote/code.ts";
import * as typescript from "../../text/quote/typescript.ts";
import { printExpression as printSql } from "../sql-expression.ts";
import { typeAt } from "../type-at.ts";
import { printExpression } from "./expression.ts";
import { array, call, type Layout, object } from "./layout.ts";
import type { TypescriptOptions } from "./options.ts";
import { heldBy, type Promises, type ValuePromise } from "./promises.ts";
import { plainType } from "./types.ts";

/** What the validator's tables are made from. */
export interface SpecContext {
  readonly promises: Promises;
  readonly int64: TypescriptOptions["int64"];
}

/** A column or member as the runtime takes it: its type, whether it may be null or missing, and what its value must keep. */
export function fieldLayout(field: Field, path: FieldPath, context: SpecContext): Layout {
  const { promises } = context;
  const held = promises.at(path);
  const type = typeLayout(field.type, path, context);
  const plain = promises.isNullable(field, path) ? nullable(type, held) : required(type, held, promises.schema);
  const guarded = isSecret(field) ? call("$.secret", plain) : plain;
  return field.presence === "optional" ? call("$.optional", guarded) : guarded;
}

/** True for a field whose values must not stand in an error message. */
function isSecret({ privacy }: Field): boolean {
  return privacy.pii || privacy.classification === "confidential" || privacy.classification === "restricted";
}

function nullable(type: Layout, held: readonly ValuePromise[]): Layout {
  return call("$.nullable", type, ...held.flatMap(checkLayouts));
}

function required(type: Layout, held: readonly ValuePromise[], schema: string): Layout {
  const id = held.find(({ rule }) => rule.kind === "not_null")?.id ?? schema;
  return call("$.required", type, typescript.string(id), ...held.flatMap(checkLayouts));
}

function typeLayout(type: Type, path: FieldPath, context: SpecContext): Layout {
  switch (type.kind) {
    case "enum":
      return Code.trusted("$.text");
    case "array":
      return call("$.list", innerLayout(type.items, [...path, "[]"], { ...context, isNullable: type.itemsNullable }));
    case "map":
      return call("$.map", innerLayout(type.values, [...path, "{}"], { ...context, isNullable: type.valuesNullable }));
    case "struct":
      return call("$.struct", fieldsLayout(type.fields, path, context));
    default:
      return plainType(type).value(context.int64);
  }
}

/** The members of a struct. */
function fieldsLayout(fields: readonly Field[], path: FieldPath, context: SpecContext): Layout {
  return object(
    fields.map((field) => [typescript.key(field.name), fieldLayout(field, [...path, field.name], context)]),
  );
}

function innerLayout(type: Type, path: FieldPath, context: SpecContext & { readonly isNullable: boolean }): Layout {
  const held = context.promises.at(path);
  const layout = typeLayout(type, path, context);
  return context.isNullable ? nullable(layout, held) : required(layout, held, context.promises.schema);
}

function checkLayouts({ id, rule }: ValuePromise): readonly Layout[] {
  const name = typescript.string(id);
  switch (rule.kind) {
    case "not_null":
      return [];
    case "in_set": {
      const values = rule.values.flatMap(literalText);
      return [call("$.oneOf", array(values.map(typescript.string)), name)];
    }
    case "range": {
      const { minimum, maximum } = rule;
      return [
        ...(minimum ? [call(minimum.exclusive ? "$.above" : "$.atLeast", typescript.string(minimum.value), name)] : []),
        ...(maximum ? [call(maximum.exclusive ? "$.below" : "$.atMost", typescript.string(maximum.value), name)] : []),
      ];
    }
    case "length":
      return [
        ...(rule.minimum === undefined ? [] : [call("$.minLength", Code.trusted(String(rule.minimum)), name)]),
        ...(rule.maximum === undefined ? [] : [call("$.maxLength", Code.trusted(String(rule.maximum)), name)]),
      ];
    case "matches":
      return [call("$.matches", typescript.regex(rule.pattern), name)];
    case "format":
      return [call("$.format", typescript.string(rule.format), typescript.regex(rule.pattern), name)];
    case "multiple_of":
      return [call("$.multipleOf", typescript.string(rule.divisor), name)];
  }
}

/** A value of a set as text; the runtime compares it as the column's type does. */
function literalText(literal: Literal): readonly string[] {
  return literal.kind === "null" ? [] : [String(literal.value)];
}

/** A rule about rows: an expression, or a promise about a value in the rows that meet a condition. */
export function ruleLayout(assertion: Assertion, context: SpecContext): Layout {
  const { contract, schema } = context.promises;
  const { fields } = contract.dataset;
  const { id, rule, where, description } = assertion;
  const condition = where === undefined ? [] : [printExpression(where, fields)];
  if (rule.kind === "expression") {
    const said = description ?? `is not true of the row: ${printSql(rule.expression, "duckdb").text}`;
    const message = typescript.string(said.replace(/\s+/g, " ").trim());
    return call("$.holds", printExpression(rule.expression, fields), typescript.string(id), message, ...condition);
  }
  const held = heldBy(assertion, contract);
  const path = "field" in rule ? rule.field : [];
  const type = typeAt(fields, path);
  if (held.by !== "value" || type === undefined) throw new Bug(`"${id}" is no rule about rows`);
  const promise = [{ id, rule: held.rule }];
  // Inside the rule the value's own promises are not repeated, only its type.
  const bare = typeLayout(type, path, { ...context, promises: { ...context.promises, at: () => [] } });
  const field = held.rule.kind === "not_null" ? required(bare, promise, schema) : nullable(bare, promise);
  return call("$.when", ...condition, typescript.string(path.join("/")), field);
}
