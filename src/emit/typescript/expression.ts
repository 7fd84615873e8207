import { childrenOf } from "../../assertion/expression-children.ts";
import type { Expression } from "../../ir/expression.ts";
import type { Field, TypeKind } from "../../ir/field.ts";
import { isUuid } from "../../ir/uuid.ts";
import { never } from "../../text/bug.ts";
import type { Layout } from "../../text/layout.ts";
import { Code } from "../../text/quote/code.ts";
import * as typescript from "../../text/quote/typescript.ts";
import { call } from "./layout.ts";

/** The runtime function that reads a column of each type. None for types whose values cannot be compared. */
const READERS: Readonly<Record<TypeKind, string | undefined>> = {
  string: "column",
  enum: "column",
  uuid: "column",
  date: "column",
  bool: "column",
  int: "exact",
  decimal: "exact",
  float: "float",
  timestamp: "moment",
  time: "clock",
  duration: undefined,
  bytes: undefined,
  json: undefined,
  array: undefined,
  map: undefined,
  struct: undefined,
  vector: undefined,
};

/** Finds the first column that an expression compares, although values of its type cannot be compared. Null checks are allowed. */
export function incomparable(expression: Expression, fields: readonly Field[]): Field | undefined {
  if (expression.kind === "is_null" && expression.operand.kind === "column") return undefined;
  if (expression.kind === "column") {
    const field = fields.find(({ name }) => name === expression.name);
    return field !== undefined && READERS[field.type.kind] === undefined ? field : undefined;
  }
  for (const child of childrenOf(expression)) {
    const found = incomparable(child, fields);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Prints an expression as calls of the runtime's `sql` module. The result is a function from a row to true, false or null. */
export function printExpression(expression: Expression, fields: readonly Field[]): Layout {
  const print = (inner: Expression) => printExpression(inner, fields);
  switch (expression.kind) {
    case "column": {
      const type = fields.find(({ name }) => name === expression.name)?.type;
      const reader = (type && READERS[type.kind]) ?? "column";
      if (isUuid(type)) return call("$.sql.lower", call(`$.sql.${reader}`, typescript.string(expression.name)));
      return call(`$.sql.${reader}`, typescript.string(expression.name));
    }
    case "literal":
      return printLiteral(expression.literal);
    case "date":
      return call("$.sql.value", typescript.string(expression.value));
    case "timestamp":
      return call("$.sql.timestamp", typescript.string(expression.value));
    case "binary":
      return call(`$.sql.${OPERATORS[expression.operator]}`, print(expression.left), print(expression.right));
    case "not":
    case "negate":
      return call(`$.sql.${expression.kind}`, print(expression.operand));
    case "call":
      return call(`$.sql.${expression.name}`, ...expression.arguments.map(print));
    case "case": {
      const branches = expression.branches.flatMap(({ when, result }) => [print(when), print(result)]);
      const otherwise: Expression = expression.otherwise ?? { kind: "literal", literal: { kind: "null" } };
      return call("$.sql.choose", ...branches, print(otherwise));
    }
    default:
      return negated(printPredicate(expression, print), expression.negated);
  }
}

type Predicate = Extract<Expression, { kind: "is_null" | "in" | "between" | "like" }>;

function printPredicate(expression: Predicate, print: (inner: Expression) => Layout): Layout {
  const operand = print(expression.operand);
  switch (expression.kind) {
    case "is_null":
      return call("$.sql.isNull", operand);
    case "in":
      return call("$.sql.isIn", operand, ...expression.values.map(print));
    case "between":
      return call("$.sql.between", operand, print(expression.low), print(expression.high));
    case "like":
      return call("$.sql.like", operand, typescript.string(expression.pattern));
    default:
      return never(expression);
  }
}

function negated(layout: Layout, isNegated: boolean): Layout {
  return isNegated ? call("$.sql.not", layout) : layout;
}

const OPERATORS = {
  "=": "eq",
  "<>": "ne",
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
  and: "and",
  or: "or",
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "||": "concat",
} as const satisfies Record<Extract<Expression, { kind: "binary" }>["operator"], string>;

function printLiteral(literal: Extract<Expression, { kind: "literal" }>["literal"]): Layout {
  switch (literal.kind) {
    case "number":
      return call("$.sql.number", typescript.string(literal.value));
    case "string":
      return call("$.sql.value", typescript.string(literal.value));
    case "boolean":
      return call("$.sql.value", Code.trusted(String(literal.value)));
    case "null":
      return call("$.sql.value", Code.trusted("null"));
    default:
      return never(literal);
  }
}
