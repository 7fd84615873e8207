import type { BinaryOperator, Expression, PortableFunction } from "../ir/expression.ts";
import type { Literal } from "../ir/literal.ts";
import { never } from "../text/bug.ts";
import { Code, join } from "../text/quote/code.ts";
import * as sql from "../text/quote/sql.ts";

/** Prints an expression for a dialect: every name and literal through its quoter, parentheses wherever precedence could be read twice. */
export function printExpression(expression: Expression, dialect: sql.SqlDialect): Code {
  return print(expression, { dialect, level: 0 });
}

/** Prints a literal. */
function printLiteral(literal: Literal, dialect: sql.SqlDialect): Code {
  switch (literal.kind) {
    case "string":
      return sql.string(literal.value, dialect);
    case "number":
      return sql.number(literal.value);
    case "boolean":
      return Code.trusted(String(literal.value));
    case "null":
      return Code.trusted("null");
    default:
      return never(literal);
  }
}

/** A point in time as a literal; one without an offset is local time. */
export function printTimestamp(value: string, dialect: sql.SqlDialect): Code {
  const zone = /(?:z|[+-]\d{2}(?::?\d{2})?)$/i.test(value.slice(11)) ? "instant" : "local";
  // A blank between date and time, and +00:00 for Z, are what all engines read.
  const text = value.replace(/^(\d{4}-\d{2}-\d{2})[Tt]/, "$1 ").replace(/[zZ]$/, "+00:00");
  return call("cast", [Code.trusted(`${sql.string(text, dialect).text} as ${TIMESTAMPS[dialect][zone]}`)]);
}

const TIMESTAMPS: Readonly<Record<sql.SqlDialect, { readonly instant: string; readonly local: string }>> = {
  duckdb: { instant: "timestamptz", local: "timestamp" },
  postgres: { instant: "timestamptz", local: "timestamp" },
  redshift: { instant: "timestamptz", local: "timestamp" },
  snowflake: { instant: "timestamp_tz", local: "timestamp_ntz" },
  bigquery: { instant: "timestamp", local: "datetime" },
  databricks: { instant: "timestamp", local: "timestamp_ntz" },
};

/** The dialect, and how tightly the place binds that an expression is printed into. */
interface Place {
  readonly dialect: sql.SqlDialect;
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

function print(expression: Expression, place: Place): Code {
  const { dialect } = place;
  switch (expression.kind) {
    case "column":
      return sql.identifier(expression.name, dialect);
    case "literal":
      return printOperand(expression.literal, place);
    case "date":
      return call("cast", [Code.trusted(`${sql.string(expression.value, dialect).text} as date`)]);
    case "timestamp":
      return printTimestamp(expression.value, dialect);
    case "call":
      return call(
        functionName(expression.name, dialect),
        expression.arguments.map((argument) => print(argument, { dialect, level: 0 })),
      );
    case "case":
      return printCase(expression, dialect);
    default:
      return printOperator(expression, place);
  }
}

/** A literal as part of an expression: a negative number is fenced, since two minus signs begin a comment. */
function printOperand(literal: Literal, { dialect, level }: Place): Code {
  const printed = printLiteral(literal, dialect);
  return wrap(printed.text, printed.text.startsWith("-") ? UNARY : UNARY + 2, level);
}

type Operator = Exclude<Expression, { kind: "column" | "literal" | "date" | "timestamp" | "call" | "case" }>;

function printOperator(expression: Operator, { dialect, level }: Place): Code {
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

function printBinary(expression: Extract<Expression, { kind: "binary" }>, { dialect, level }: Place): Code {
  const { operator, left, right } = expression;
  const own = LEVELS[operator];
  // Only `and`, `or`, `+`, `*` and `||` may stand beside themselves bare; dialects rank `||` and `+` differently, so those never mix bare.
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

function printCase(expression: Extract<Expression, { kind: "case" }>, dialect: sql.SqlDialect): Code {
  const top = (inner: Expression) => print(inner, { dialect, level: 0 }).text;
  const branches = expression.branches.map(({ when, result }) => `when ${top(when)} then ${top(result)}`);
  const otherwise = expression.otherwise === undefined ? [] : [`else ${top(expression.otherwise)}`];
  return Code.trusted(["case", ...branches, ...otherwise, "end"].join(" "));
}

function call(name: string, given: readonly Code[]): Code {
  return Code.trusted(`${name}(${join(given, ", ").text})`);
}

/** `length` counts code points under this name. */
const LENGTHS: Readonly<Record<sql.SqlDialect, string>> = {
  duckdb: "length",
  postgres: "char_length",
  redshift: "len",
  snowflake: "length",
  bigquery: "char_length",
  databricks: "char_length",
};

function functionName(name: PortableFunction, dialect: sql.SqlDialect): string {
  return name === "length" ? LENGTHS[dialect] : name;
}

const LIKE_ESCAPES: ReadonlySet<sql.SqlDialect> = new Set(["postgres", "redshift", "bigquery", "databricks"]);

/** A pattern whose only wildcards are `%` and `_`: where a backslash would escape, it is doubled. */
function likePattern(pattern: string, dialect: sql.SqlDialect): Code {
  return sql.string(LIKE_ESCAPES.has(dialect) ? pattern.replaceAll("\\", "\\\\") : pattern, dialect);
}
