import type { Dialect } from "../dialect/dialect.ts";
import { columnTypes, numberTypeOf, type TypeOfColumn } from "../dialect/number-types.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Expression } from "../ir/expression.ts";
import type { Field } from "../ir/field.ts";
import type { Refusal } from "./define.ts";
import { childrenOf } from "./expression-children.ts";

/**
 * Why an engine cannot compute the arithmetic of an assertion exactly. Integers are widened, so this is only about results that have more digits than
 * its decimals.
 */
export function arithmeticRefusal(
  { rule, where }: Assertion,
  { fields, dialect }: { readonly fields: readonly Field[]; readonly dialect: Dialect },
): Refusal | undefined {
  const expressions = [...(rule.kind === "expression" ? [rule.expression] : []), ...(where ? [where] : [])];
  if (expressions.length === 0) return undefined;
  const typeOf = columnTypes(fields);
  const digits = Math.max(...expressions.map((expression) => mostDigits(expression, typeOf)));
  const { arithmeticPrecision } = dialect.limits;
  if (digits <= arithmeticPrecision) return undefined;
  return {
    why: `its arithmetic can have ${digits} digits, and ${dialect.name} computes with ${arithmeticPrecision}: declare smaller integers (bits: 32) or decimals (precision: 18)`,
  };
}

/** The most digits that a result of arithmetic in an expression can have. 0 without arithmetic. */
function mostDigits(expression: Expression, typeOf: TypeOfColumn): number {
  const inner = childrenOf(expression).map((child) => mostDigits(child, typeOf));
  return Math.max(0, ...inner, isArithmetic(expression) ? digitsOf(expression, typeOf) : 0);
}

function isArithmetic(expression: Expression): boolean {
  return expression.kind === "binary" && ["+", "-", "*"].includes(expression.operator);
}

function digitsOf(expression: Expression, typeOf: TypeOfColumn): number {
  const type = numberTypeOf(expression, typeOf);
  return type?.kind === "exact" ? type.whole + type.scale : 0;
}
