import { definitionOf, isRowRule, isValueRule } from "../assertion/registry.ts";
import { typeAt } from "../assertion/type-at.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Field } from "../ir/field.ts";
import { compileExpression } from "./expression.ts";
import type { Row } from "./value.ts";
import { compileValueRule, violatesAt } from "./value-rule.ts";

/** A condition on a row. */
export type RowTest = (row: Row) => boolean;

const ALWAYS: RowTest = () => true;

/** True for the rows that an assertion applies to. */
export function compileWhere({ where }: Pick<Assertion, "where">, fields: readonly Field[]): RowTest {
  if (where === undefined) return ALWAYS;
  const evaluate = compileExpression(where, fields);
  return (row) => evaluate(row) === true;
}

/** True for the rows that violate an assertion about the values of one row, without its `where`. Undefined for any other assertion. */
export function compileRowRule({ rule }: Pick<Assertion, "rule">, fields: readonly Field[]): RowTest | undefined {
  if (isRowRule(rule)) {
    const evaluate = compileExpression(rule.expression, fields);
    return (row) => evaluate(row) === false;
  }
  if (!isValueRule(rule)) return undefined;
  const type = typeAt(fields, rule.field);
  const definition = definitionOf(rule);
  const takes = definition.scope === "value" ? definition.takes(rule) : undefined;
  if (type === undefined || (takes !== undefined && !takes.includes(type.kind))) return undefined;
  const [column, ...path] = rule.field;
  const index = fields.findIndex(({ name }) => name === column);
  const violates = compileValueRule(rule, type);
  return (row) => violatesAt(row[index] ?? null, path, violates);
}
