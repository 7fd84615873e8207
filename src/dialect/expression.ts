import type { BinaryOperator, Expression } from "../ir/expression.ts";
import type { Literal } from "../ir/literal.ts";
import { never } from "../text/bug.ts";
import { Code, join } from "../text/quote/code.ts";
import type { Dialect } from "./dialect.ts";
import { printDate, printLiteral, printTimestamp } from "./literals.ts";

/** Prints an expression for a dialect: every name and literal through its quoter, with parentheses wherever the precedence is not obvious. */
export function printExpression(expression: Expression, dialect: Dialect): Code {
  return print(expression, { dialect, level: 0 });
}

/** The dialect, and the precedence of the operator around an expression. */
interface Context {
  readonly dialect: Dialect;
  readonly level: number;
}

const OR = 1;
const AND = 2;
const NOT = 3;
const COMPARISON = 4;
const ADDITIVE = 5;
const MULTIPLICATIVE = 6;
const UNARY = 7;

const LEVELS: Readonly<Record<BinaryOperator, number>> = {
  or: OR,
  and: AND,
  "=": COMPARISON,
  "<>": COMPARISON,
  "<": COMPARISON,
  "<=": COMPARISON,
  ">": COMPARISON,
  ">=": COMPARISON,
  "+": ADDITIVE,
  "-": ADDITIVE,
  "||": ADDITIVE,
  "*": MULTIPLICATIVE,
};

function print(expression: Expression, context: Context): Code {
  const { dialect } = context;
  switch (expression.kind) {
    case "column":
      return dialect.identifier(expression.name);
    case "literal":
      return printOperand(expression.literal, context);
    case "date":
      return printDate(expression.value, dialect);
    case "timestamp":
      return printTimestamp(expression.value, dialect);
    case "call":
      return call(
        expression.name === "length" ? dialect.stringLength : expression.name,
        expression.arguments.map((argument) => print(argument, { dialect, level: 0 })),
      );
    case "case":
      return printCase(expression, dialect);
    default:
      return printOperator(expression, context);
  }
}

/** A literal inside an expression. A negative number gets parentheses, because two minus signs begin a comment. */
function printOperand(literal: Literal, { dialect, level }: Context): Code {
  const printed = printLiteral(literal, dialect);
  return wrap(printed.text, printed.text.startsWith("-") ? UNARY : UNARY + 2, level);
}

type Operator = Exclude<Expression, { kind: "column" | "literal" | "date" | "timestamp" | "call" | "case" }>;

function printOperator(expression: Operator, { dialect, level }: Context): Code {
  const operand = (inner: Expression) => print(inner, { dialect, level: COMPARISON + 1 }).text;
  switch (expression.kind) {
    case "binary":
      return printBinary(expression, { dialect, level });
    case "not":
      return wrap(`not ${print(expression.operand, { dialect, level: UNARY }).text}`, NOT, level);
    case "negate":
      return wrap(`-${print(expression.operand, { dialect, level: UNARY + 1 }).text}`, UNARY, level);
    case "is_null":
      return wrap(`${operand(expression.operand)} is ${expression.negated ? "not " : ""}null`, COMPARISON, level);
    case "in": {
      const values = join(
        expression.values.map((value) => print(value, { dialect, level: 0 })),
        ", ",
      ).text;
      return wrap(`${operand(expression.operand)} ${negation(expression)}in (${values})`, COMPARISON, level);
    }
    case "between": {
      const range = `${operand(expression.low)} and ${operand(expression.high)}`;
      return wrap(`${operand(expression.operand)} ${negation(expression)}between ${range}`, COMPARISON, level);
    }
    case "like": {
      const pattern = likePattern(expression.pattern, dialect).text;
      return wrap(`${operand(expression.operand)} ${negation(expression)}like ${pattern}`, COMPARISON, level);
    }
    default:
      return never(expression);
  }
}

function printBinary(expression: Extract<Expression, { kind: "binary" }>, { dialect, level }: Context): Code {
  const { operator, left, right } = expression;
  if (operator === "||" && dialect.concatenation === "function") {
    return call(
      "concat",
      [left, right].map((side) => print(side, { dialect, level: 0 })),
    );
  }
  const own = LEVELS[operator];
  // Only `and`, `or`, `+`, `*` and `||` chain without parentheses; dialects rank `||` and `+` differently, so those two never mix bare.
  const chains = (side: Expression) => side.kind === "binary" && side.operator === operator && own !== COMPARISON;
  const leftText = print(left, { dialect, level: chains(left) ? own : own + 1 }).text;
  const rightText = print(right, { dialect, level: chains(right) && operator !== "-" ? own : own + 1 }).text;
  return wrap(`${leftText} ${operator} ${rightText}`, own, level);
}

function wrap(text: string, own: number, around: number): Code {
  return Code.trusted(own < around ? `(${text})` : text);
}

function negation({ negated }: { readonly negated: boolean }): string {
  return negated ? "not " : "";
}

function printCase(expression: Extract<Expression, { kind: "case" }>, dialect: Dialect): Code {
  const top = (inner: Expression) => print(inner, { dialect, level: 0 }).text;
  const branches = expression.branches.map(({ when, result }) => `when ${top(when)} then ${top(result)}`);
  const otherwise = expression.otherwise === undefined ? [] : [`else ${top(expression.otherwise)}`];
  return Code.trusted(["case", ...branches, ...otherwise, "end"].join(" "));
}

function call(name: string, given: readonly Code[]): Code {
  return Code.trusted(`${name}(${join(given, ", ").text})`);
}

/** A pattern whose only wildcards are `%` and `_`. If the dialect escapes with a backslash, backslashes are doubled. */
function likePattern(pattern: string, dialect: Dialect): Code {
  return dialect.exact(dialect.string(dialect.likeEscapes ? pattern.replaceAll("\\", "\\\\") : pattern));
}
