import type { Assertion } from "../ir/assertion.ts";
import type { Contract } from "../ir/contract.ts";
import type { Expression } from "../ir/expression.ts";
import type { Field } from "../ir/field.ts";
import { DAY, floorDivide, nanosOf, SECOND } from "../judge/moment.ts";
import { compileWhere } from "../judge/row-rule.ts";
import type { Row } from "../judge/value.ts";
import { type Constraint, conditionConstraint } from "./constraint.ts";
import { type Interval, larger } from "./line.ts";
import { Pool, poolSource } from "./pool.ts";
import type { RowPlace } from "./source.ts";
import { dayStart } from "./string-hints.ts";

/** The rows of a table that are made, in all. */
interface Extent {
  readonly rows: number;
}

/** What rows must satisfy so that the table as a whole satisfies the rules about it. */
export function tableConstraints({ dataset: { fields, assertions } }: Contract, extent: Extent): readonly Constraint[] {
  return assertions.flatMap((assertion) => constraintsOf(assertion, fields, extent));
}

function constraintsOf(assertion: Assertion, fields: readonly Field[], { rows }: Extent): readonly Constraint[] {
  const { rule, where } = assertion;
  switch (rule.kind) {
    case "row_count":
      return where === undefined ? [] : [quota(assertion, rule, { where, fields })];
    case "row_count_equals":
      return where === undefined ? [] : [quota(assertion, { minimum: rows }, { where, fields })];
    case "distinct_count":
      return [variety(assertion, { ...rule, name: rule.field[0] ?? "" }, fields)];
    case "volume": {
      const column = momentColumn(rule.column, fields);
      if (column === undefined) return [];
      return [onDay(assertion.id, column), ...alsoWhere(assertion, fields, ({ at, now }) => at < dayStart(now))];
    }
    case "freshness": {
      const column = momentColumn(rule.column, fields);
      if (column === undefined) return [];
      const isNewest = ({ index }: RowPlace) => index === rows - 1;
      return [
        fresh(assertion.id, { column, maxSeconds: rule.maxSeconds, isNewest, fields }),
        ...alsoWhere(assertion, fields, isNewest),
      ];
    }
    default:
      return [];
  }
}

function momentColumn(name: string | undefined, fields: readonly Field[]): number | undefined {
  const index = fields.findIndex((field) => field.name === name);
  const kind = fields[index]?.type.kind;
  return kind === "date" || kind === "timestamp" ? index : undefined;
}

/** The condition of an assertion, for some of the rows. */
function alsoWhere(
  { id, where }: Assertion,
  fields: readonly Field[],
  concerns: (place: RowPlace) => boolean,
): readonly Constraint[] {
  if (where === undefined) return [];
  const condition = conditionConstraint(id, { condition: where, goal: "true" }, fields);
  return [{ ...condition, isSatisfied: (row, place) => !concerns(place) || condition.isSatisfied(row, place) }];
}

interface Limits {
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The number of rows that satisfy a condition: the first rows do, and no more than the maximum. */
function quota(
  { id }: Assertion,
  { minimum = 0, maximum = Number.POSITIVE_INFINITY }: Limits,
  { where, fields }: { readonly where: Expression; readonly fields: readonly Field[] },
): Constraint {
  const inside = conditionConstraint(id, { condition: where, goal: "true" }, fields);
  const outside = conditionConstraint(id, { condition: where, goal: "not true" }, fields);
  const isIn = compileWhere({ where }, fields);
  let count = 0;
  const goal = () => (count < minimum ? inside : count >= maximum ? outside : undefined);
  return {
    id,
    columns: inside.columns,
    isSatisfied: (row, place) => goal()?.isSatisfied(row, place) ?? true,
    proposals: (row, place) => goal()?.proposals(row, place) ?? [],
    commit: (row) => {
      if (isIn(row)) count++;
    },
  };
}

/** Different values in the first rows, until there are enough. When there are as many as allowed, later rows repeat them. */
function variety(
  assertion: Assertion,
  { name, minimum = 0, maximum = Number.POSITIVE_INFINITY }: Limits & { readonly name: string },
  fields: readonly Field[],
): Constraint {
  const { id, where: condition } = assertion;
  const column = fields.findIndex((field) => field.name === name);
  const seen = new Pool(fields[column]?.type ?? { kind: "string" });
  const where = compileWhere(assertion, fields);
  const inside = condition && conditionConstraint(id, { condition, goal: "true" }, fields);
  const count = () => seen.values.length;
  return {
    id,
    columns: [column, ...(inside?.columns ?? [])],
    isSatisfied: (row) => {
      const value = row[column] ?? null;
      const isNew = value !== null && !seen.has(value);
      if (count() < minimum) return isNew && where(row);
      return !isNew || count() < maximum || !where(row);
    },
    proposals: (row, place) => [
      count() < minimum
        ? { column, want: { kind: "new" } }
        : { column, want: { kind: "source", source: poolSource(seen) } },
      ...(inside === undefined || where(row) ? [] : inside.proposals(row, place)),
    ],
    commit: (row) => {
      if (where(row)) seen.add(row[column] ?? null);
    },
  };
}

/** The row is of the day of its event. A row of today may also be later. */
function onDay(id: string, column: number): Constraint {
  const dayOf = (row: Row) => (typeof row[column] === "string" ? floorDivide(nanosOf(row[column]), DAY) : undefined);
  return {
    id,
    columns: [column],
    isSatisfied: (row, { at, now }) => {
      const [day, wanted] = [dayOf(row), floorDivide(at, DAY)];
      return day !== undefined && (day === wanted || (day > wanted && wanted >= floorDivide(now, DAY)));
    },
    proposals: (_row, { at }) => {
      const start = dayStart(at);
      const interval: Interval = { low: { at: start, exclusive: false }, high: { at: start + DAY, exclusive: true } };
      return [
        { column, want: { kind: "equals", scalar: at - (at % SECOND) } },
        { column, want: { kind: "interval", interval } },
      ];
    },
  };
}

interface Freshness {
  readonly column: number;
  readonly maxSeconds: number;
  readonly isNewest: (place: RowPlace) => boolean;
  readonly fields: readonly Field[];
}

/** The newest row is fresh: as new as possible, so that the data stays fresh for a while. */
function fresh(id: string, { column, maxSeconds, isNewest, fields }: Freshness): Constraint {
  const isDate = fields[column]?.type.kind === "date";
  // A date counts from its first moment, so the date of today may be too old.
  const newest = (now: bigint) => {
    const oldest = now - BigInt(maxSeconds) * SECOND;
    return isDate ? larger(dayStart(now), dayStart(oldest - 1n) + DAY) : now - (now % SECOND);
  };
  return {
    id,
    columns: [column],
    isSatisfied: (row, place) => {
      if (!isNewest(place)) return true;
      const value = row[column];
      const limit = place.now - (BigInt(maxSeconds) * SECOND) / (isDate ? 1n : 4n);
      return typeof value === "string" && nanosOf(value) >= limit;
    },
    proposals: (_row, { now }) => [
      { column, want: { kind: "equals", scalar: newest(now) } },
      {
        column,
        want: { kind: "interval", interval: { low: { at: now - BigInt(maxSeconds) * SECOND, exclusive: false } } },
      },
    ],
  };
}
