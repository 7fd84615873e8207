import type { Assertion, Rule } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Type } from "../../ir/field.ts";
import type { Literal } from "../../ir/literal.ts";
import { never } from "../../text/bug.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import * as sql from "../../text/quote/sql.ts";
import {
  comparable,
  enginePattern,
  epoch,
  epochNow,
  exceeds,
  isNan,
  length,
  type Moment,
  matches,
  remainder,
  spelled,
  type TypedColumn,
} from "../assertion-sql.ts";
import { printExpression } from "../sql-expression.ts";
import { type Location, relation } from "./location.ts";
import { BATCH } from "./query-text.ts";

/** What queries are written about. */
export interface QueryContext {
  readonly contract: Contract;
  readonly dialect: sql.SqlDialect;
  readonly locations: ReadonlyMap<string, Location>;
}

/** Why there is no query; `expected` when nobody would look for it here. */
export interface Refusal {
  readonly why: string;
  readonly expected?: boolean;
}

/** A query that finds what violates an assertion: bad rows, or, with a tolerance or about a whole table, one row of counts. */
export function violationsQuery(assertion: Assertion, context: QueryContext): Code | Refusal {
  const { rule } = assertion;
  switch (rule.kind) {
    case "unique":
      return uniqueQuery(rule.fields, assertion, context);
    case "row_count":
      return countQuery(rule, assertion, context);
    case "volume":
      return volumeQuery(rule, assertion, context);
    case "freshness":
      return freshnessQuery(rule, assertion, context);
    case "row_count_equals":
      return equalCountQuery(rule.dataset, assertion, context);
    case "schema":
      return { why: "columns are no rows" };
    default: {
      const condition = violation(rule, context);
      return condition instanceof Code ? rowQuery(condition, assertion, context) : condition;
    }
  }
}

const rows = Code.trusted(BATCH);
const nothing = Code.trusted("");

/** `\nwhere <filter>`, or nothing. */
function filtered({ where }: Assertion, { dialect }: QueryContext): Code {
  return where === undefined ? nothing : code`\nwhere ${printExpression(where, dialect)}`;
}

function indented(text: Code): Code {
  return Code.trusted(text.text.replaceAll("\n", "\n    "));
}

function rowQuery(condition: Code, assertion: Assertion, context: QueryContext): Code {
  const { where, tolerance } = assertion;
  const columns = shownColumns(assertion, context);
  if (tolerance === undefined) {
    const looked = where === undefined ? nothing : code`(${printExpression(where, context.dialect)}) and `;
    return code`select ${columns}\nfrom ${rows}\nwhere ${looked}${where === undefined ? condition : code`(${condition})`}`;
  }
  const violations = code`(select count(*) from violating)`;
  return code`with looked_at as (
    ${indented(lookedAt(assertion, context))}
),

violating as (
    select ${columns}
    from looked_at
    where ${condition}
)

select *
from violating
where ${exceeds({ violations, total: code`(select count(*) from looked_at)` }, tolerance)}`;
}

function lookedAt(assertion: Assertion, context: QueryContext): Code {
  return code`select *\nfrom ${rows}${filtered(assertion, context)}`;
}

/** What a row that violates is told by: the columns of the key, and those that the rule is about. Without a key it is told whole. */
function shownColumns({ rule }: Assertion, { contract, dialect }: QueryContext, table?: Code): Code {
  const key = rowKey(contract);
  const prefix = table === undefined ? nothing : code`${table}.`;
  if (key.length === 0) return code`${prefix}*`;
  const columns = [...new Set([...key, ...columnsOf(rule)])];
  return join(
    columns.map((column) => code`${prefix}${sql.identifier(column, dialect)}`),
    ", ",
  );
}

/** The columns that a rule about rows is about. */
export function columnsOf(rule: Rule): readonly string[] {
  if ("field" in rule) return rule.field.slice(0, 1);
  if (rule.kind === "unique") return rule.fields;
  return rule.kind === "expression" ? rule.columns : [];
}

/** The columns that a row is told by: those of the primary key, or of another key; none where the contract has no key. */
export function rowKey({ dataset: { keys } }: Contract): readonly string[] {
  return (keys.find(({ kind }) => kind === "primary") ?? keys[0])?.fields ?? [];
}

/** Counts, and the row of them where they are bad. */
function judged(counts: Code, bad: Code): Code {
  return code`with counted as (\n    ${indented(counts)}\n)\nselect *\nfrom counted\nwhere ${bad}`;
}

type RowRule = Exclude<Rule, { kind: "unique" | "row_count" | "volume" | "freshness" | "row_count_equals" | "schema" }>;

/** The condition under which a row is bad; unknown, so no violation, for NULL. */
function violation(rule: RowRule, context: QueryContext): Code | Refusal {
  const { dialect } = context;
  if (rule.kind === "expression") return code`not (${printExpression(rule.expression, dialect)})`;
  const column = sql.identifier(rule.field[0] ?? "", dialect);
  const type = typeOf(rule.field[0], context);
  switch (rule.kind) {
    case "not_null":
      return code`${column} is null`;
    case "in_set":
      return setViolation(rule.values, column, { type, dialect });
    case "range":
      return rangeViolation(rule, column, { type, dialect });
    case "length":
      if (rule.of === "items" && type?.kind !== "array")
        return { why: "the column holds no list that SQL could count" };
      return outside(length(column, rule.of, dialect), rule);
    case "matches":
    case "format":
      return code`not (${matches(column, sql.string(enginePattern(rule.pattern, dialect), dialect), dialect)})`;
    case "multiple_of": {
      const left = remainder(column, sql.number(rule.divisor), { viaText: type?.kind === "float", dialect });
      return code`${column} is not null and ${left} <> 0`;
    }
    case "reference":
      return referenceViolation(rule, column, context);
    default:
      return never(rule);
  }
}

function typeOf(name: string | undefined, { contract }: QueryContext): Type | undefined {
  return contract.dataset.fields.find((field) => field.name === name)?.type;
}

function rangeViolation(
  { minimum, maximum }: Extract<Rule, { kind: "range" }>,
  column: Code,
  { type, dialect }: TypedColumn,
): Code {
  const value = comparedValue(column, { type, dialect });
  const ends = [
    minimum && code`${value} ${minimum.exclusive ? code`<=` : code`<`} ${comparable(minimum.value, { type, dialect })}`,
    maximum && code`${value} ${maximum.exclusive ? code`>=` : code`>`} ${comparable(maximum.value, { type, dialect })}`,
    type?.kind === "float" ? isNan(column, dialect) : undefined,
  ];
  return join(
    ends.filter((end) => end !== undefined),
    " or ",
  );
}

/** A column as it compares with the numbers of a contract. */
function comparedValue(column: Code, { type, dialect }: TypedColumn): Code {
  return type?.kind === "float" && type.bits === 32 ? spelled(column, dialect) : column;
}

function setViolation(values: readonly Literal[], column: Code, { type, dialect }: TypedColumn): Code | Refusal {
  const literals = values.flatMap((value) => {
    if (value.kind === "null") return [];
    if (value.kind === "boolean") return [Code.trusted(String(value.value))];
    const isText = type === undefined || type.kind === "string" || type.kind === "enum";
    if (value.kind === "string") return [isText ? sql.string(value.value, dialect) : typed(value.value, type, dialect)];
    return [sql.number(value.value)];
  });
  if (literals.length === 0) return { why: "its set of values is empty" };
  return code`${comparedValue(column, { type, dialect })} not in (${join(literals, ", ")})`;
}

/** A value that the contract writes as text, of a type that is none. */
function typed(value: string, type: Type, dialect: sql.SqlDialect): Code {
  if (type.kind === "date" || type.kind === "time" || type.kind === "timestamp")
    return comparable(value, { type, dialect });
  return sql.string(value, dialect);
}

function outside(measured: Code, { minimum, maximum }: { readonly minimum?: number; readonly maximum?: number }): Code {
  const ends = [
    minimum === undefined ? undefined : code`${measured} < ${sql.number(String(minimum))}`,
    maximum === undefined ? undefined : code`${measured} > ${sql.number(String(maximum))}`,
  ];
  return join(
    ends.filter((end) => end !== undefined),
    " or ",
  );
}

function referenceViolation(
  rule: Extract<Rule, { kind: "reference" }>,
  column: Code,
  context: QueryContext,
): Code | Refusal {
  const other = context.locations.get(rule.to.dataset);
  if (other === undefined) return { why: `"${rule.to.dataset}" is no table`, expected: true };
  const { dialect } = context;
  const known = code`known.${sql.identifier(rule.to.field, dialect)}`;
  const values = code`select ${known} from ${relation(other, dialect)} as known where ${known} is not null`;
  return code`${column} not in (${values})`;
}

function uniqueQuery(fields: readonly string[], assertion: Assertion, context: QueryContext): Code | Refusal {
  if (fields.length === 0) return { why: "it names no columns, and the contract has no key", expected: true };
  const { dialect } = context;
  const columns = join(
    fields.map((field) => sql.identifier(field, dialect)),
    ", ",
  );
  const present = join(
    fields.map((field) => code`${sql.identifier(field, dialect)} is not null`),
    " and ",
  );
  const total = code`(select count(*) from looked_at)`;
  const violations = code`(select sum(key_rows - 1) from keyed)`;
  const { tolerance } = assertion;
  const tooMany = tolerance === undefined ? nothing : code`\n    and ${exceeds({ violations, total }, tolerance)}`;
  const looked = code`looked_at`;
  const equal = join(
    fields.map((field) => code`looked_at.${sql.identifier(field, dialect)} = keyed.${sql.identifier(field, dialect)}`),
    " and ",
  );
  return code`with looked_at as (
    ${indented(lookedAt(assertion, context))}
),

keyed as (
    select
        ${join(
          fields.map((field) => sql.identifier(field, dialect)),
          ",\n        ",
        )},
        count(*) as key_rows
    from looked_at
    where ${present}
    group by ${columns}
)

select ${shownColumns(assertion, context, looked)}
from looked_at
inner join keyed
    on ${equal}
where keyed.key_rows > 1${tooMany}`;
}

function countQuery(rule: Extract<Rule, { kind: "row_count" }>, assertion: Assertion, context: QueryContext): Code {
  return judged(
    code`select count(*) as total_rows\nfrom ${rows}${filtered(assertion, context)}`,
    outside(code`total_rows`, rule),
  );
}

function equalCountQuery(dataset: string, assertion: Assertion, context: QueryContext): Code | Refusal {
  const other = context.locations.get(dataset);
  if (other === undefined) return { why: `"${dataset}" is no table` };
  const total = Code.trusted(filtered(assertion, context).text.replace("\n", " "));
  const counts = code`select
    (select count(*) from ${rows}${total}) as total_rows,
    (select count(*) from ${relation(other, context.dialect)}) as other_rows`;
  const difference = code`abs(total_rows - other_rows)`;
  return judged(
    counts,
    assertion.tolerance
      ? exceeds({ violations: difference, total: code`total_rows` }, assertion.tolerance)
      : code`total_rows <> other_rows`,
  );
}

function volumeQuery(
  rule: Extract<Rule, { kind: "volume" }>,
  assertion: Assertion,
  context: QueryContext,
): Code | Refusal {
  const moment = momentOf(rule.column, context);
  if ("why" in moment) return moment;
  const { dialect } = context;
  const { where } = assertion;
  const looked = where === undefined ? nothing : code`(${printExpression(where, dialect)}) and `;
  const day = code`floor(${epoch(moment.column, moment.kind, dialect)} / 86400)`;
  const counts = code`select count(*) as day_rows
from ${rows}
where ${looked}${day} = floor(${epochNow(dialect)} / 86400) - 1`;
  return judged(counts, outside(code`day_rows`, rule));
}

function freshnessQuery(
  rule: Extract<Rule, { kind: "freshness" }>,
  assertion: Assertion,
  context: QueryContext,
): Code | Refusal {
  const moment = momentOf(rule.column, context);
  if ("why" in moment) return moment;
  const { dialect } = context;
  const newest = code`select max(${moment.column}) as newest_value\nfrom ${rows}${filtered(assertion, context)}`;
  const age = code`${epochNow(dialect)} - ${epoch(code`newest_value`, moment.kind, dialect)}`;
  return judged(newest, code`newest_value is null or ${age} > ${sql.number(String(rule.maxSeconds))}`);
}

/** A column that tells the time. */
function momentOf(
  name: string | undefined,
  context: QueryContext,
): { readonly column: Code; readonly kind: Moment } | Refusal {
  // Check has warned of a missing column already.
  if (name === undefined) return { why: "it names no column that tells the time", expected: true };
  const type = typeOf(name, context);
  const column = sql.identifier(name, context.dialect);
  if (type?.kind === "date") return { column, kind: "date" };
  if (type?.kind === "timestamp") return { column, kind: type.zone };
  return { why: `"${name}" is neither a date nor a timestamp` };
}
