import type { Assertion, Bound, Rule } from "../../ir/assertion.ts";
import type { Literal } from "../../ir/literal.ts";
import { never } from "../../text/bug.ts";
import type { SqlDialect } from "../../text/quote/sql.ts";
import { printExpression } from "../sql-expression.ts";

/** Says an assertion in words, for people who do not read the query that holds it. */
export function sentence({ rule, where, tolerance }: Assertion, dialect: SqlDialect): string {
  const filter = where === undefined ? "" : `, where ${printExpression(where, dialect).text}`;
  return `${promise(rule, dialect)}${filter}${tolerance === undefined ? "" : `; ${tolerated(tolerance)}`}`;
}

function tolerated({ max, unit }: NonNullable<Assertion["tolerance"]>): string {
  return unit === "rows" ? `${max} rows may break it` : `a fraction of ${max} of the rows may break it`;
}

function promise(rule: Rule, dialect: SqlDialect): string {
  const field = "field" in rule ? rule.field.join(".") : "";
  switch (rule.kind) {
    case "not_null":
      return `${field} is not null`;
    case "unique":
      return `no two rows have the same ${rule.fields.join(", ")}`;
    case "in_set":
      return `${field} is one of ${rule.values.map(spoken).join(", ")}`;
    case "range":
      return `${field} is ${range(rule.minimum, rule.maximum)}`;
    case "length":
      return `${field} has ${amount(rule, rule.of === "items" ? "items" : "characters")}`;
    case "matches":
      return `${field} matches ${rule.pattern}`;
    case "format":
      return `${field} has the format ${rule.format}`;
    case "multiple_of":
      return `${field} is a multiple of ${rule.divisor}`;
    case "reference":
      return `${field} is a ${rule.to.field} of ${rule.to.dataset}`;
    case "expression":
      return printExpression(rule.expression, dialect).text;
    case "row_count":
      return `the table has ${amount(rule, "rows")}`;
    case "volume":
      return `the last complete day (UTC) has ${amount(rule, "rows")}`;
    case "row_count_equals":
      return `the table has as many rows as ${rule.dataset}`;
    case "freshness":
      return `the newest ${rule.column ?? "row"} is at most ${duration(rule.maxSeconds)} old`;
    case "schema":
      return "columns have the types that the contract says";
    default:
      return never(rule);
  }
}

function spoken(literal: Literal): string {
  return literal.kind === "null" ? "null" : String(literal.value);
}

function range(minimum: Bound | undefined, maximum: Bound | undefined): string {
  const ends = [
    minimum && `${minimum.exclusive ? "above" : "at least"} ${minimum.value}`,
    maximum && `${maximum.exclusive ? "below" : "at most"} ${maximum.value}`,
  ];
  return ends.filter((end) => end !== undefined).join(" and ");
}

function amount({ minimum, maximum }: { readonly minimum?: number; readonly maximum?: number }, what: string): string {
  if (minimum === undefined) return `at most ${maximum} ${what}`;
  return maximum === undefined ? `at least ${minimum} ${what}` : `${minimum} to ${maximum} ${what}`;
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

function duration(seconds: number): string {
  const [unit, size] = UNITS.find(([, size]) => seconds % size === 0) ?? ["second", 1];
  return `${seconds / size} ${unit}${seconds === size ? "" : "s"}`;
}
