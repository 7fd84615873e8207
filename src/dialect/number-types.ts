import type { Expression } from "../ir/expression.ts";
import type { Field, Type } from "../ir/field.ts";

/** The digits of integers, by their bits. */
export const DIGITS = { 16: 5, 32: 10, 64: 19 } as const;

/** The kind of a number in an expression: a floating-point number, or an exact one with the most digits that it can have. */
export type NumberType =
  | { readonly kind: "float" }
  | { readonly kind: "exact"; readonly whole: number; readonly scale: number };

/** The type of a column. Undefined if the contract does not have it. */
export type TypeOfColumn = (name: string) => Type | undefined;

/** Looks up the types of a contract's columns by name. */
export function columnTypes(fields: readonly Field[]): TypeOfColumn {
  return (name) => fields.find((field) => field.name === name)?.type;
}

const FLOAT: NumberType = { kind: "float" };

/** The kind of number that an expression is. Undefined if it is not a number, or if its columns are unknown. */
export function numberTypeOf(expression: Expression, typeOf: TypeOfColumn): NumberType | undefined {
  const inner = (one: Expression) => numberTypeOf(one, typeOf);
  switch (expression.kind) {
    case "column":
      return ofColumn(typeOf(expression.name));
    case "literal":
      return expression.literal.kind === "number" ? ofLiteral(expression.literal.value) : undefined;
    case "negate":
      return inner(expression.operand);
    case "binary":
      return ofBinary(expression.operator, inner(expression.left), inner(expression.right));
    case "call":
      return ofCall(expression, inner);
    case "case": {
      const { branches, otherwise } = expression;
      return widest([...branches.map(({ result }) => result), ...(otherwise ? [otherwise] : [])].map(inner));
    }
    default:
      return undefined;
  }
}

function ofColumn(type: Type | undefined): NumberType | undefined {
  switch (type?.kind) {
    case "int":
      return { kind: "exact", whole: DIGITS[type.bits], scale: 0 };
    case "decimal":
      return { kind: "exact", whole: type.precision - type.scale, scale: type.scale };
    case "float":
      return FLOAT;
    default:
      return undefined;
  }
}

function ofLiteral(text: string): NumberType {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  return { kind: "exact", whole: whole === "0" ? 0 : whole.length, scale: fraction.length };
}

function ofBinary(
  operator: string,
  left: NumberType | undefined,
  right: NumberType | undefined,
): NumberType | undefined {
  if (!["+", "-", "*"].includes(operator) || left === undefined || right === undefined) return undefined;
  if (left.kind === "float" || right.kind === "float") return FLOAT;
  if (operator === "*") return { kind: "exact", whole: left.whole + right.whole, scale: left.scale + right.scale };
  return { kind: "exact", whole: Math.max(left.whole, right.whole) + 1, scale: Math.max(left.scale, right.scale) };
}

function ofCall(
  { name, arguments: given }: Extract<Expression, { kind: "call" }>,
  inner: (one: Expression) => NumberType | undefined,
): NumberType | undefined {
  const [first] = given;
  switch (name) {
    case "length":
      return { kind: "exact", whole: DIGITS[32], scale: 0 };
    case "coalesce":
      return widest(given.map(inner));
    case "abs":
      return first && inner(first);
    case "round": {
      const type = first && inner(first);
      return type?.kind === "exact" ? { ...type, whole: type.whole + 1 } : type;
    }
    default:
      return undefined;
  }
}

/** The type that all of several values fit. Ignores values that are not numbers, such as NULL. */
function widest(types: readonly (NumberType | undefined)[]): NumberType | undefined {
  const numbers = types.filter((type) => type !== undefined);
  if (numbers.some(({ kind }) => kind === "float")) return FLOAT;
  const exact = numbers.filter((type) => type.kind === "exact");
  if (exact.length === 0) return undefined;
  return {
    kind: "exact",
    whole: Math.max(...exact.map(({ whole }) => whole)),
    scale: Math.max(...exact.map(({ scale }) => scale)),
  };
}
