import type { CheckNode } from "../engine/check-expression.ts";
import type { LiveColumn } from "../engine/schema.ts";
import { parseExpression } from "../sql/expression.ts";
import { kindOf, type ValueKind, wholeNumber } from "./value-kinds.ts";

type Columns = ReadonlyMap<string, LiveColumn>;

/** Kinds that compare with each other. The difference between a float and an exact number is not the same in all engines. */
type Family = "number" | Exclude<ValueKind, "int" | "decimal">;

interface Operand {
  readonly sql: string;
  readonly family: Family;
}

/** Translates a part of a CHECK constraint to an expression of a contract. Undefined if no expression has the same meaning. */
export function expressionOf(node: CheckNode, columns: Columns): string | undefined {
  const sql = conditionOf(node, columns);
  return sql === undefined || "problem" in parseExpression(sql) ? undefined : sql;
}

function conditionOf(node: CheckNode, columns: Columns): string | undefined {
  switch (node.kind) {
    case "and":
    case "or": {
      const items = node.items.map((item) => conditionOf(item, columns));
      return items.includes(undefined) ? undefined : items.map((item) => `(${item})`).join(` ${node.kind} `);
    }
    case "not": {
      const operand = conditionOf(node.operand, columns);
      return operand && `not (${operand})`;
    }
    case "null": {
      const operand = operandOf(node.operand, columns);
      return operand && `${operand.sql} is ${node.negated ? "not " : ""}null`;
    }
    case "column": {
      const operand = operandOf(node, columns);
      return operand?.family === "bool" ? operand.sql : undefined;
    }
    case "binary":
      return comparison(node, columns);
    default:
      return undefined;
  }
}

const EQUALITIES = ["=", "<>"];
const ORDERS = ["<", "<=", ">", ">="];

function comparison(
  { operator, left, right }: Extract<CheckNode, { kind: "binary" }>,
  columns: Columns,
): string | undefined {
  if (right.kind === "list") return membership({ operator, left, items: right.items }, columns);
  const [a, b] = [operandOf(left, columns), operandOf(right, columns)];
  if (a === undefined || b === undefined) return undefined;
  // A float compares with a whole number as it is; PostgreSQL rounds other constants to a float.
  const isWhole = (a.family === "float" && wholeNumber(b.sql)) || (b.family === "float" && wholeNumber(a.sql));
  if (a.family !== b.family && !isWhole) return undefined;
  // The order of strings depends on the collation.
  const operators = a.family === "text" || a.family === "bool" ? EQUALITIES : [...EQUALITIES, ...ORDERS];
  return operators.includes(operator) ? `${a.sql} ${operator} ${b.sql}` : undefined;
}

const MEMBERSHIP: Readonly<Record<string, string>> = { "= any": "in", "<> all": "not in" };

function membership(
  {
    operator,
    left,
    items,
  }: { readonly operator: string; readonly left: CheckNode; readonly items: readonly CheckNode[] },
  columns: Columns,
): string | undefined {
  const word = MEMBERSHIP[operator];
  const of = operandOf(left, columns);
  const values = items.map((item) => operandOf(item, columns));
  const fits = values.length > 0 && values.every((value) => value !== undefined && value.family === of?.family);
  return word && of && fits ? `${of.sql} ${word} (${values.map((value) => value?.sql).join(", ")})` : undefined;
}

function operandOf(node: CheckNode, columns: Columns): Operand | undefined {
  switch (node.kind) {
    case "column": {
      const column = columns.get(node.name);
      const kind = column && kindOf(column, node);
      return kind && { sql: identifier(node.name), family: familyOf(kind) };
    }
    case "number":
      return { sql: node.text, family: "number" };
    case "string":
      return constant(node);
    case "call": {
      const [of, ...rest] = node.items.map((item) => operandOf(item, columns));
      const isLength = ["length", "char_length"].includes(node.name) && of?.family === "text" && rest.length === 0;
      return isLength ? { sql: `length(${of.sql})`, family: "number" } : undefined;
    }
    case "binary":
      return arithmetic(node, columns);
    default:
      return undefined;
  }
}

/** A quoted constant: a string, or a negative number. Casts to other types than those of numbers and strings are not read. */
function constant({ text, cast }: { readonly text: string; readonly cast?: string }): Operand | undefined {
  if (["integer", "bigint", "smallint", "numeric", "double precision"].includes(cast ?? ""))
    return /^-?\d+(?:\.\d+)?$/.test(text) ? { sql: text, family: "number" } : undefined;
  return cast === undefined || cast === "text" || cast === "character varying"
    ? { sql: `'${text.replaceAll("'", "''")}'`, family: "text" }
    : undefined;
}

function arithmetic(
  { operator, left, right }: Extract<CheckNode, { kind: "binary" }>,
  columns: Columns,
): Operand | undefined {
  const [a, b] = [operandOf(left, columns), operandOf(right, columns)];
  const isNumber = a?.family === "number" && b?.family === "number";
  return isNumber && ["+", "-", "*"].includes(operator)
    ? { sql: `(${a.sql} ${operator} ${b.sql})`, family: "number" }
    : undefined;
}

function familyOf(kind: ValueKind): Family {
  return kind === "int" || kind === "decimal" ? "number" : kind;
}

/** A column, in double quotes if its name is a word of SQL or has capital letters. */
function identifier(name: string): string {
  const parsed = /^[a-z_][a-z0-9_]*$/.test(name) ? parseExpression(name) : undefined;
  const isPlain = parsed !== undefined && "columns" in parsed && parsed.columns.includes(name);
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}
