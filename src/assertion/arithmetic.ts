import type { Dialect } from "../dialect/dialect.ts";
import { columnTypes, numberTypeOf, type TypeOfColumn } from "../dialect/number-types.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Expression } from "../ir/expression.ts";
import type { Field } from "../ir/field.ts";
import type { Refusal } from "./define.ts";
import { childrenOf } from "./expression-children.ts";

/** The default precision of a decimal. Values rarely have that many digits. */
const NO_PRECISION = 38;
/** The digits before the point that arithmetic assumes for the default precision. A larger value is also computed exactly, or is an error. */
const ASSUMED_WHOLE = 10;

/**
 * Why an engine cannot compute the arithmetic of an assertion exactly. Integers are widened, so the only reason is a result with more digits than the
 * engine's decimals.
 */
export function arithmeticRefusal(
  { rule, where }: Assertion,
  { fields, dialect }: { readonly fields: readonly Field[]; readonly dialect: Dialect },
): Refusal | undefined {
  const expressions = [...(rule.kind === "expression" ? [rule.expression] : []), ...(where ? [where] : [])];
  if (expressions.length === 0) return undefined;
  const { arithmeticPrecision, overflow, productScale = Number.POSITIVE_INFINITY } = dialect.limits;
  const typeOf = columnTypes(fields);
  const scale = Math.max(...expressions.map((expression) => roundedScale(expression, { typeOf, productScale })));
  if (scale > 0)
    return {
      why: `its product can have ${scale} digits after the point, and ${dialect.name} rounds it to fewer: declare decimals with a smaller scale`,
    };
  const digits = (types: TypeOfColumn) => Math.max(...expressions.map((expression) => mostDigits(expression, types)));
  if (digits(overflow === "error" ? assumed(typeOf) : typeOf) <= arithmeticPrecision) return undefined;
  return {
    why: `its arithmetic can have ${digits(typeOf)} digits, and ${dialect.name} computes with ${arithmeticPrecision}: declare smaller integers (bits: 32) or decimals (precision: 18)`,
  };
}

/** The types that arithmetic assumes in an engine that reports every result with too many digits as an error. */
function assumed(typeOf: TypeOfColumn): TypeOfColumn {
  return (name) => {
    const type = typeOf(name);
    if (type?.kind !== "decimal" || type.precision !== NO_PRECISION) return type;
    return { ...type, precision: Math.min(type.precision, ASSUMED_WHOLE + type.scale) };
  };
}

interface Products {
  readonly typeOf: TypeOfColumn;
  /** The maximum number of digits after the point of a product, if no factor has more. */
  readonly productScale: number;
}

/** The most digits after the point of a product that the engine rounds. 0 if it does not round any product. */
function roundedScale(expression: Expression, products: Products): number {
  const inner = childrenOf(expression).map((child) => roundedScale(child, products));
  if (expression.kind !== "binary" || expression.operator !== "*") return Math.max(0, ...inner);
  const left = scaleOf(expression.left, products.typeOf);
  const right = scaleOf(expression.right, products.typeOf);
  const rounds = left + right > Math.max(left, right, products.productScale);
  return Math.max(rounds ? left + right : 0, ...inner);
}

function scaleOf(expression: Expression, typeOf: TypeOfColumn): number {
  const type = numberTypeOf(expression, typeOf);
  return type?.kind === "exact" ? type.scale : 0;
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
