import type { BinaryOperator, Expression, PortableFunction } from "../ir/expression.ts";
import { withoutEnd } from "../text/trim.ts";
import { attempt, type SqlProblem, SqlRefusal } from "./problem.ts";
import { type Token, tokenize } from "./tokens.ts";

/** An expression, the columns that it reads (sorted) and the first use of each; or the problem with its text. */
export type ParsedExpression =
  | {
      readonly expression: Expression;
      readonly columns: readonly string[];
      readonly firstUse: ReadonlyMap<string, Pick<SqlProblem, "start" | "end">>;
    }
  | { readonly problem: SqlProblem };

const LONGEST = 8192;
const DEEPEST = 50;
const FUNCTIONS: Readonly<Record<PortableFunction, readonly [number, number]>> = {
  lower: [1, 1],
  upper: [1, 1],
  trim: [1, 1],
  length: [1, 1],
  abs: [1, 1],
  coalesce: [2, 20],
  round: [1, 2],
};
const COMPARISONS: readonly BinaryOperator[] = ["=", "<>", "<", "<=", ">", ">="];
const SUMS: readonly BinaryOperator[] = ["+", "-", "||"];

/**
 * Parses the portable subset of SQL expressions (see ir/expression.ts) by precedence climbing. The result is a tree without SQL text.
 * Syntax outside the subset is a problem with its place; it never reaches a target.
 */
export function parseExpression(text: string): ParsedExpression {
  return attempt(() => {
    if (text.length > LONGEST) throw new SqlRefusal(`an expression has at most ${LONGEST} characters`, 0, text.length);
    const parser: Parser = { tokens: tokenize(text), index: 0, depth: 0, columns: new Map() };
    const expression = disjunction(parser);
    const rest = peek(parser);
    if (rest.kind !== "end") throw unexpected(rest);
    return { expression, columns: [...parser.columns.keys()].sort(), firstUse: parser.columns };
  });
}

interface Parser {
  readonly tokens: readonly Token[];
  index: number;
  depth: number;
  readonly columns: Map<string, Pick<Token, "start" | "end">>;
}

function peek(parser: Parser, ahead = 0): Token {
  const token = parser.tokens[Math.min(parser.index + ahead, parser.tokens.length - 1)];
  return token ?? { kind: "end", text: "", start: 0, end: 0 };
}

function next(parser: Parser): Token {
  const token = peek(parser);
  parser.index++;
  return token;
}

/** Consumes the next token when it is this keyword or symbol. */
function take(parser: Parser, text: string): boolean {
  const token = peek(parser);
  const matches =
    (token.kind === "symbol" && token.text === text) || (token.kind === "word" && token.text.toLowerCase() === text);
  if (matches) parser.index++;
  return matches;
}

/** Consumes the next token when it is one of these operators. */
function takeOperator(parser: Parser, operators: readonly BinaryOperator[]): BinaryOperator | undefined {
  const { kind, text } = peek(parser);
  const operator = kind === "symbol" ? operators.find((one) => one === text) : undefined;
  if (operator !== undefined) parser.index++;
  return operator;
}

function expect(parser: Parser, text: string): void {
  if (!take(parser, text)) throw unexpected(peek(parser), `expected "${text}"`);
}

function unexpected({ kind, text, start, end }: Token, wanted?: string): SqlRefusal {
  const found = kind === "end" ? "the expression ends too early" : `unexpected "${text}"`;
  return new SqlRefusal(wanted === undefined ? found : `${found}; ${wanted}`, start, end);
}

function disjunction(parser: Parser): Expression {
  if (++parser.depth > DEEPEST)
    throw new SqlRefusal("the expression is nested too deep", peek(parser).start, peek(parser).end);
  let left = conjunction(parser);
  while (take(parser, "or")) left = { kind: "binary", operator: "or", left, right: conjunction(parser) };
  parser.depth--;
  return left;
}

function conjunction(parser: Parser): Expression {
  let left = negation(parser);
  while (take(parser, "and")) left = { kind: "binary", operator: "and", left, right: negation(parser) };
  return left;
}

function negation(parser: Parser): Expression {
  if (!take(parser, "not")) return predicate(parser);
  if (++parser.depth > DEEPEST)
    throw new SqlRefusal("the expression is nested too deep", peek(parser).start, peek(parser).end);
  const operand = negation(parser);
  parser.depth--;
  return { kind: "not", operand };
}

/** A comparison, `is null`, `in`, `between` or `like` after a sum. */
function predicate(parser: Parser): Expression {
  const operand = sum(parser);
  const comparison = takeOperator(parser, COMPARISONS);
  if (comparison !== undefined) return { kind: "binary", operator: comparison, left: operand, right: sum(parser) };
  if (take(parser, "is")) {
    const negated = take(parser, "not");
    expect(parser, "null");
    return { kind: "is_null", operand, negated };
  }
  const negated = /^(in|between|like)$/i.test(peek(parser, 1).text) && take(parser, "not");
  if (take(parser, "in")) return { kind: "in", operand, values: list(parser), negated };
  if (take(parser, "between")) {
    const low = sum(parser);
    expect(parser, "and");
    return { kind: "between", operand, low, high: sum(parser), negated };
  }
  if (take(parser, "like")) {
    const pattern = next(parser);
    if (pattern.kind !== "string" || pattern.text.includes("\\"))
      throw unexpected(pattern, "like takes a quoted string without a backslash");
    return { kind: "like", operand, pattern: pattern.text, negated };
  }
  return operand;
}

function list(parser: Parser): Expression[] {
  expect(parser, "(");
  const items = [disjunction(parser)];
  while (take(parser, ",")) items.push(disjunction(parser));
  expect(parser, ")");
  return items;
}

function sum(parser: Parser): Expression {
  let left = product(parser);
  for (;;) {
    const operator = takeOperator(parser, SUMS);
    if (operator === undefined) return left;
    left = { kind: "binary", operator, left, right: product(parser) };
  }
}

function product(parser: Parser): Expression {
  let left = unary(parser);
  while (take(parser, "*")) left = { kind: "binary", operator: "*", left, right: unary(parser) };
  return left;
}

function unary(parser: Parser): Expression {
  if (!take(parser, "-")) return primary(parser);
  const operand = primary(parser);
  if (operand.kind === "literal" && operand.literal.kind === "number") {
    return { kind: "literal", literal: { kind: "number", value: `-${operand.literal.value}` } };
  }
  return { kind: "negate", operand };
}

function primary(parser: Parser): Expression {
  const token = next(parser);
  if (token.kind === "number") return { kind: "literal", literal: { kind: "number", value: canonical(token) } };
  if (token.kind === "string") return { kind: "literal", literal: { kind: "string", value: token.text } };
  if (token.kind === "name") return column(parser, token);
  if (token.kind === "symbol" && token.text === "(") {
    const inside = disjunction(parser);
    expect(parser, ")");
    return inside;
  }
  if (token.kind === "word") return word(parser, token);
  throw unexpected(token);
}

const RESERVED =
  /^(and|or|not|in|is|like|between|when|then|else|end|select|from|where|group|order|by|union|exists|any|all|some|over|as|join|on|having|limit|distinct|cast|interval)$/;

function word(parser: Parser, token: Token): Expression {
  const name = token.text.toLowerCase();
  if (name === "true" || name === "false")
    return { kind: "literal", literal: { kind: "boolean", value: name === "true" } };
  if (name === "null") return { kind: "literal", literal: { kind: "null" } };
  if (name === "case") return caseOf(parser);
  if ((name === "date" || name === "timestamp") && peek(parser).kind === "string") return temporal(name, next(parser));
  if (peek(parser).text === "(" && peek(parser).kind === "symbol") return call(parser, token);
  if (RESERVED.test(name))
    throw unexpected(token, "write columns, values, comparisons, and, or, not, in, between, like, is null or case");
  return column(parser, token);
}

function column(parser: Parser, { text: name, start, end }: Token): Expression {
  if (!parser.columns.has(name)) parser.columns.set(name, { start, end });
  return { kind: "column", name };
}

function call(parser: Parser, token: Token): Expression {
  const name = token.text.toLowerCase();
  if (!isPortable(name)) {
    const known = Object.keys(FUNCTIONS).join(", ");
    throw new SqlRefusal(`it calls "${token.text}"; write one of ${known}`, token.start, token.end);
  }
  const items = list(parser);
  const [fewest, most] = FUNCTIONS[name];
  if (items.length < fewest || items.length > most)
    throw new SqlRefusal(`"${name}" takes ${fewest} to ${most} arguments`, token.start, token.end);
  return { kind: "call", name, arguments: items };
}

function isPortable(name: string): name is PortableFunction {
  return Object.hasOwn(FUNCTIONS, name);
}

function temporal(kind: "date" | "timestamp", { text, start, end }: Token): Expression {
  const form =
    kind === "date"
      ? /^\d{4}-\d{2}-\d{2}$/
      : /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?$/;
  if (!form.test(text)) throw new SqlRefusal(`'${text}' is not a ${kind}; write it in ISO 8601`, start, end);
  return { kind, value: text };
}

function caseOf(parser: Parser): Expression {
  const branches: { when: Expression; result: Expression }[] = [];
  while (take(parser, "when")) {
    const when = disjunction(parser);
    expect(parser, "then");
    branches.push({ when, result: disjunction(parser) });
  }
  if (branches.length === 0) throw unexpected(peek(parser), 'expected "when"');
  const otherwise = take(parser, "else") ? disjunction(parser) : undefined;
  expect(parser, "end");
  return { kind: "case", branches, ...(otherwise && { otherwise }) };
}

/** Canonical decimal text: no digit is lost, and every target can print it. */
function canonical({ text }: Token): string {
  const [whole = "", fraction = ""] = text.split(".");
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  const rest = withoutEnd(fraction, /0/);
  return rest === "" ? digits : `${digits}.${rest}`;
}
