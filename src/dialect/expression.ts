import type { BinaryOperator, Expression } from "../ir/expression.ts";
import type { Field } from "../ir/field.ts";
import type { Literal } from "../ir/literal.ts";
import { isUuid } from "../ir/uuid.ts";
import { never } from "../text/bug.ts";
import { scaleOf } from "../text/decimal.ts";
import { Code, join } from "../text/quote/code.ts";
import type { Dialect, ExactType } from "./dialect.ts";
import { floatNumber, printDate, printLiteral, printTimestamp } from "./literals.ts";
import { columnTypes, type NumberType, numberTypeOf, type TypeOfColumn } from "./number-types.ts";
import { uuidSpelling } from "./uuid.ts";

/**
 * Prints an expression for a dialect: every name and literal through its quoter, with parentheses wherever the precedence is not obvious. With the
 * fields of the contract, the expression has the same meaning in every engine: a comparison with NaN is unknown, integers do not overflow, and a 32-bit
 * float has the value of its decimal spelling. Without the fields, the result is plain SQL for people to read.
 */
export function printExpression(expression: Expression, dialect: Dialect, fields?: readonly Field[]): Code {
  const typeOf = fields && columnTypes(fields);
  return print(expression, { dialect, level: 0, numbers: "plain", digits: 0, ...(typeOf && { typeOf }) });
}

/** The dialect, and the precedence of the operator around an expression. */
interface Context {
  readonly dialect: Dialect;
  readonly level: number;
  readonly typeOf?: TypeOfColumn;
  /**
   * The form of numbers that the surrounding operator needs. `wide`: with room for an exact result. `float`: as floating-point numbers. `stored`: as
   * the engine stores them. `plain`: no special form.
   */
  readonly numbers: "plain" | "wide" | "float" | "stored";
  /** The maximum number of digits of the surrounding arithmetic. */
  readonly digits: number;
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
      return printColumn(expression.name, context);
    case "literal":
      return printOperand(expression.literal, context);
    case "date":
      return printDate(expression.value, dialect);
    case "timestamp":
      return printTimestamp(expression.value, dialect);
    case "call":
      return printCall(expression, context);
    case "case":
      return printCase(expression, context);
    default:
      return printOperator(expression, context);
  }
}

function printColumn(name: string, { dialect, typeOf, numbers, digits }: Context): Code {
  const column = dialect.identifier(name);
  const type = typeOf?.(name);
  if (isUuid(type)) return uuidSpelling(column, dialect);
  if (numbers === "wide" && (type?.kind === "int" || type?.kind === "decimal"))
    return dialect.widened(column, type, digits);
  return type?.kind === "float" && type.bits === 32 && numbers !== "stored" ? dialect.spelled(column) : column;
}

/** The kind of number that an expression is. Undefined without the types of columns. */
function numberType(expression: Expression, { typeOf }: Context): NumberType | undefined {
  return typeOf && numberTypeOf(expression, typeOf);
}

/** The form of an operator's numbers, by the type of its result. */
function operandForm(type: NumberType | undefined): Context["numbers"] {
  return type === undefined ? "plain" : type.kind === "float" ? "float" : "wide";
}

/** The maximum number of digits of a result and of the surrounding arithmetic. */
function mostDigits(type: NumberType | undefined, { digits }: Context): number {
  return type?.kind === "exact" ? Math.max(digits, type.whole + type.scale) : digits;
}

function printCall({ name, arguments: given }: Extract<Expression, { kind: "call" }>, context: Context): Code {
  const [first] = given;
  const inner = { ...context, level: 0, numbers: "plain" as const };
  if (name === "coalesce") {
    const numbers = valueNumbers(given, context);
    return call(
      name,
      given.map((one) => print(one, { ...inner, numbers })),
    );
  }
  const type = first && numberType(first, context);
  const numbers = name === "abs" ? operandForm(type) : "plain";
  const [operand, ...rest] = given.map((one, index) => print(one, index === 0 ? { ...inner, numbers } : inner));
  if (operand !== undefined && name === "round" && type?.kind === "float")
    return context.dialect.roundFloat(operand, rest);
  if (operand !== undefined && name === "trim") return context.dialect.trimmed(operand);
  const called = name === "length" ? context.dialect.stringLength : name;
  return call(called, operand === undefined ? rest : [operand, ...rest]);
}

/** The form of numbers if an expression returns one of several values, such as the arguments of `coalesce`. */
function valueNumbers(values: readonly Expression[], context: Context): Context["numbers"] {
  if (context.numbers === "wide") return "wide";
  return values.some((value) => numberType(value, context)?.kind === "float") ? "float" : "plain";
}

/** A literal inside an expression. A negative number gets parentheses, because two minus signs begin a comment. */
function printOperand(literal: Literal, { dialect, level, numbers }: Context): Code {
  const isFloat = numbers === "float" && literal.kind === "number";
  const printed = isFloat ? floatNumber(literal.value, dialect) : printLiteral(literal, dialect);
  return wrap(printed.text, printed.text.startsWith("-") ? UNARY : UNARY + 2, level);
}

type Operator = Exclude<Expression, { kind: "column" | "literal" | "date" | "timestamp" | "call" | "case" }>;

function printOperator(expression: Operator, context: Context): Code {
  const { dialect, level } = context;
  switch (expression.kind) {
    case "binary":
      return printBinary(expression, context);
    case "not":
      return wrap(`not ${print(expression.operand, { ...context, level: UNARY }).text}`, NOT, level);
    case "negate": {
      const numbers = operandForm(numberType(expression.operand, context));
      return wrap(`-${print(expression.operand, { ...context, level: UNARY + 1, numbers }).text}`, UNARY, level);
    }
    case "is_null": {
      const operand = print(expression.operand, { ...context, level: COMPARISON + 1, numbers: "stored" }).text;
      return wrap(`${operand} is ${expression.negated ? "not " : ""}null`, COMPARISON, level);
    }
    case "in": {
      const [operand, ...values] = compared([expression.operand, ...expression.values], context);
      return wrap(`${operand?.text} ${negation(expression)}in (${join(values, ", ").text})`, COMPARISON, level);
    }
    case "between": {
      const operands = compared([expression.operand, expression.low, expression.high], context);
      const [operand, low, high] = operands.map(({ text }) => text);
      return wrap(`${operand} ${negation(expression)}between ${low} and ${high}`, COMPARISON, level);
    }
    case "like": {
      const operand = print(expression.operand, { ...context, level: COMPARISON + 1 }).text;
      const pattern = likePattern(expression.pattern, dialect).text;
      return wrap(`${operand} ${negation(expression)}like ${pattern}`, COMPARISON, level);
    }
    default:
      return never(expression);
  }
}

/** Prints values that are compared with each other. NaN becomes NULL, because a comparison with NaN is unknown. */
function compared(values: readonly Expression[], context: Context): readonly Code[] {
  const types = values.map((value) => numberType(value, context));
  const numbers = types.some((type) => type?.kind === "float") ? "float" : "plain";
  return values.map((value, index) =>
    types[index]?.kind === "float"
      ? context.dialect.withoutNan(print(value, { ...context, level: 0, numbers }))
      : print(value, { ...context, level: COMPARISON + 1, numbers }),
  );
}

type Binary = Extract<Expression, { kind: "binary" }>;

function printBinary(expression: Binary, context: Context): Code {
  const { dialect, level } = context;
  const { operator, left, right } = expression;
  if (operator === "||" && dialect.concatenation === "function") {
    return call(
      "concat",
      [left, right].map((side) => print(side, { ...context, level: 0 })),
    );
  }
  const own = LEVELS[operator];
  if (own === COMPARISON) {
    const sides = compared([left, right], context).map(({ text }) => text);
    return wrap(sides.join(` ${operator} `), own, level);
  }
  // Only `and`, `or`, `+`, `*` and `||` chain without parentheses; dialects rank `||` and `+` differently, so those two never mix bare.
  const chains = (side: Expression) => side.kind === "binary" && side.operator === operator;
  const type = numberType(expression, context);
  const inner = { ...context, numbers: operandForm(type), digits: mostDigits(type, context) };
  const leftText =
    widenedLiteral(expression, inner) ?? print(left, { ...inner, level: chains(left) ? own : own + 1 }).text;
  const rightText = print(right, { ...inner, level: chains(right) && operator !== "-" ? own : own + 1 }).text;
  return wrap(`${leftText} ${operator} ${rightText}`, own, level);
}

/** Widens the first of two literals. Otherwise the engine would compute in the type of the literals. */
function widenedLiteral({ left, right }: Binary, { dialect, numbers, digits }: Context): string | undefined {
  if (numbers !== "wide" || left.kind !== "literal" || right.kind !== "literal") return undefined;
  if (left.literal.kind !== "number") return undefined;
  const scale = scaleOf(left.literal.value);
  const type: ExactType = scale === 0 ? { kind: "int", bits: 64 } : { kind: "decimal", precision: 18, scale };
  return dialect.widened(printLiteral(left.literal, dialect), type, digits).text;
}

function wrap(text: string, own: number, around: number): Code {
  return Code.trusted(own < around ? `(${text})` : text);
}

function negation({ negated }: { readonly negated: boolean }): string {
  return negated ? "not " : "";
}

function printCase(expression: Extract<Expression, { kind: "case" }>, context: Context): Code {
  const { branches, otherwise } = expression;
  const results = [...branches.map(({ result }) => result), ...(otherwise ? [otherwise] : [])];
  const numbers = valueNumbers(results, context);
  const condition = (inner: Expression) => print(inner, { ...context, level: 0, numbers: "plain", digits: 0 }).text;
  const value = (inner: Expression) => print(inner, { ...context, level: 0, numbers }).text;
  const whens = branches.map(({ when, result }) => `when ${condition(when)} then ${value(result)}`);
  const last = otherwise === undefined ? [] : [`else ${value(otherwise)}`];
  return Code.trusted(["case", ...whens, ...last, "end"].join(" "));
}

function call(name: string, given: readonly Code[]): Code {
  return Code.trusted(`${name}(${join(given, ", ").text})`);
}

/** A pattern whose only wildcards are `%` and `_`. If the dialect escapes with a backslash, backslashes are doubled. */
function likePattern(pattern: string, dialect: Dialect): Code {
  return dialect.exact(dialect.string(dialect.likeEscapes ? pattern.replaceAll("\\", "\\\\") : pattern));
}
