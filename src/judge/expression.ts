import type { BinaryOperator, Expression } from "../ir/expression.ts";
import type { Field } from "../ir/field.ts";
import type { Literal } from "../ir/literal.ts";
import { never } from "../text/bug.ts";
import { addExact, type Exact, exact, multiplyExact, negateExact, roundExact, toNumber } from "./exact.ts";
import { nanosOf } from "./moment.ts";
import { compareScalars, isExact, type Scalar, scalarReader, toFloat } from "./scalar.ts";
import { changeCase, isLike, lengthOf, trimSpaces } from "./string.ts";
import type { Row } from "./value.ts";

/** Computes an expression for a row. NULL is unknown, as in SQL. */
export type Evaluate = (row: Row) => Scalar;

type Known = Exclude<Scalar, null>;

/**
 * Compiles an expression over the columns of a table. The result of a condition is true, false, or NULL for unknown. A comparison with NaN is unknown.
 * Arithmetic on integers and decimals is exact, and arithmetic with a float is floating-point.
 */
export function compileExpression(expression: Expression, fields: readonly Field[]): Evaluate {
  const inner = (one: Expression) => compileExpression(one, fields);
  switch (expression.kind) {
    case "column":
      return columnReader(expression.name, fields);
    case "literal":
      return constant(literalScalar(expression.literal));
    case "date":
    case "timestamp":
      return constant(nanosOf(expression.value));
    case "binary":
      return binary(expression.operator, inner(expression.left), inner(expression.right));
    case "not":
      return not(inner(expression.operand));
    case "negate":
      return known(inner(expression.operand), negate);
    case "is_null": {
      const operand = inner(expression.operand);
      return (row) => (operand(row) === null) !== expression.negated;
    }
    case "in":
      return negated(isIn(inner(expression.operand), expression.values.map(inner)), expression.negated);
    case "between": {
      const [operand, low, high] = [expression.operand, expression.low, expression.high].map(inner);
      if (operand === undefined || low === undefined || high === undefined) return constant(null);
      return negated(and(binary(">=", operand, low), binary("<=", operand, high)), expression.negated);
    }
    case "like":
      return negated(
        known(inner(expression.operand), (text) => isLike(String(text), expression.pattern)),
        expression.negated,
      );
    case "call":
      return call(expression.name, expression.arguments.map(inner));
    case "case": {
      const branches = expression.branches.map(({ when, result }) => [inner(when), inner(result)] as const);
      const otherwise = expression.otherwise === undefined ? constant(null) : inner(expression.otherwise);
      return (row) => (branches.find(([when]) => when(row) === true)?.[1] ?? otherwise)(row);
    }
    default:
      return never(expression);
  }
}

function columnReader(name: string, fields: readonly Field[]): Evaluate {
  const index = fields.findIndex((field) => field.name === name);
  const field = fields[index];
  if (field === undefined) return constant(null);
  const read = scalarReader(field.type);
  return (row) => {
    const value = row[index] ?? null;
    return value === null ? null : read(value);
  };
}

/** A literal of a contract as a value. */
function literalScalar(literal: Literal): Scalar {
  if (literal.kind === "null") return null;
  return literal.kind === "number" ? exact(literal.value) : literal.value;
}

function constant(scalar: Scalar): Evaluate {
  return () => scalar;
}

function known(operand: Evaluate, change: (given: Known) => Scalar): Evaluate {
  return (row) => {
    const given = operand(row);
    return given === null ? null : change(given);
  };
}

function both(left: Evaluate, right: Evaluate, combine: (left: Known, right: Known) => Scalar): Evaluate {
  return (row) => {
    const a = left(row);
    if (a === null) return null;
    const b = right(row);
    return b === null ? null : combine(a, b);
  };
}

const COMPARISONS = {
  "=": (order: number) => order === 0,
  "<>": (order: number) => order !== 0,
  "<": (order: number) => order < 0,
  "<=": (order: number) => order <= 0,
  ">": (order: number) => order > 0,
  ">=": (order: number) => order >= 0,
} as const;

const ARITHMETIC = {
  "+": [(a: number, b: number) => a + b, addExact],
  "-": [(a: number, b: number) => a - b, (a: Exact, b: Exact) => addExact(a, negateExact(b))],
  "*": [(a: number, b: number) => a * b, multiplyExact],
} as const;

function binary(operator: BinaryOperator, left: Evaluate, right: Evaluate): Evaluate {
  switch (operator) {
    case "and":
      return and(left, right);
    case "or":
      return not(and(not(left), not(right)));
    case "||":
      return both(left, right, (a, b) => String(a) + String(b));
    case "+":
    case "-":
    case "*": {
      const [floats, exacts] = ARITHMETIC[operator];
      return both(left, right, (a, b) => (isExact(a) && isExact(b) ? exacts(a, b) : floats(toFloat(a), toFloat(b))));
    }
    default: {
      const decide = COMPARISONS[operator];
      return both(left, right, (a, b) => {
        const order = compareScalars(a, b);
        return order === undefined ? null : decide(order);
      });
    }
  }
}

function and(left: Evaluate, right: Evaluate): Evaluate {
  return (row) => {
    const a = left(row);
    if (a === false) return false;
    const b = right(row);
    return b === false ? false : a === null || b === null ? null : true;
  };
}

function not(operand: Evaluate): Evaluate {
  return known(operand, (given) => given === false);
}

function negated(operand: Evaluate, isNegated: boolean): Evaluate {
  return isNegated ? not(operand) : operand;
}

function isIn(operand: Evaluate, values: readonly Evaluate[]): Evaluate {
  const equal = values.map((value) => binary("=", operand, value));
  return equal.length === 0 ? constant(false) : equal.reduce((left, right) => binary("or", left, right));
}

function negate(given: Known): Scalar {
  return isExact(given) ? negateExact(given) : -toFloat(given);
}

type Call = Extract<Expression, { kind: "call" }>["name"];

function call(name: Call, given: readonly Evaluate[]): Evaluate {
  const [first = constant(null), second = constant(exact(0n))] = given;
  switch (name) {
    case "lower":
      return known(first, (text) => changeCase(String(text), (character) => character.toLowerCase()));
    case "upper":
      return known(first, (text) => changeCase(String(text), (character) => character.toUpperCase()));
    case "trim":
      return known(first, (text) => trimSpaces(String(text)));
    case "length":
      return known(first, (text) => exact(BigInt(lengthOf(String(text)))));
    case "abs":
      return known(first, (number) => {
        if (!isExact(number)) return Math.abs(toFloat(number));
        return number.digits < 0n ? negateExact(number) : number;
      });
    case "coalesce":
      return (row) => {
        for (const one of given) {
          const scalar = one(row);
          if (scalar !== null) return scalar;
        }
        return null;
      };
    case "round":
      return both(first, second, round);
    default:
      return never(name);
  }
}

function round(given: Known, places: Known): Scalar {
  if (isExact(given)) return roundExact(given, toFloat(places));
  const float = toFloat(given);
  return Number.isFinite(float) ? toNumber(roundExact(exact(float), toFloat(places))) : float;
}
