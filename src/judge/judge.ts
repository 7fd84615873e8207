import { isExceeded } from "../assertion/tolerance.ts";
import type { Assertion, Rule } from "../ir/assertion.ts";
import type { Field } from "../ir/field.ts";
import { fitsType } from "./fit.ts";
import { DAY, floorDivide, nanosOf, SECOND } from "./moment.ts";
import { compileRowRule, compileWhere } from "./row-rule.ts";
import { keyReader } from "./scalar.ts";
import type { Row, Table } from "./value.ts";

/** The rows that an assertion is judged on, and what else decides. */
export interface Judged {
  readonly table: Table;
  /** The rows of another dataset. Undefined if they are unknown. */
  tableOf(dataset: string): Table | undefined;
  /** The time of the check, in nanoseconds since 1970. */
  readonly now: bigint;
}

/** The verdict on an assertion. */
export interface Verdict {
  /** False if there are no violations, or no more than the tolerance allows. */
  readonly isViolated: boolean;
  /** The numbers of the violating rows, from 0. Empty for an assertion about the whole table. */
  readonly rows: readonly number[];
  /** The number of violations, and of the rows that the assertion applies to. Undefined for an assertion about the whole table. */
  readonly count?: { readonly violations: number; readonly examined: number };
}

/** Judges an assertion as docs/language.md defines it. Undefined if rows in memory cannot decide it. */
export function judge(assertion: Assertion, judged: Judged): Verdict | undefined {
  const { fields, rows } = judged.table;
  const test = compileRowRule(assertion, fields);
  if (test === undefined) return judgeTable(assertion, judged);
  const where = compileWhere(assertion, fields);
  const looked = indexes(rows, where);
  const found = looked.filter((index) => test(rows[index] ?? []));
  return counted(assertion, found, { violations: found.length, examined: looked.length });
}

function judgeTable(assertion: Assertion, judged: Judged): Verdict | undefined {
  const { table } = judged;
  const { rule } = assertion;
  const looked = indexes(table.rows, compileWhere(assertion, table.fields));
  const rows = looked.map((index) => table.rows[index] ?? []);
  switch (rule.kind) {
    case "unique":
      return judgeUnique(assertion, rule, { table, looked });
    case "reference":
      return judgeReference(assertion, rule, { judged, looked });
    case "schema": {
      const found = looked.filter((index) => !fits(table.rows[index] ?? [], table.fields));
      return { isViolated: found.length > 0, rows: found };
    }
    case "distinct_count":
      return figure(outside(distinctValues(rows, columnOf(rule.field[0], table)), rule));
    case "row_count":
      return figure(outside(rows.length, rule));
    case "row_count_equals": {
      const other = judged.tableOf(rule.dataset);
      if (other === undefined) return undefined;
      return figure(isExceeded(Math.abs(rows.length - other.rows.length), rows.length, assertion.tolerance));
    }
    case "freshness": {
      const newest = latest(rows, columnOf(rule.column, table));
      return figure(newest === undefined || judged.now - newest > BigInt(rule.maxSeconds) * SECOND);
    }
    case "volume":
      return figure(violatesVolume(rule, daysOf(rows, columnOf(rule.column, table), judged.now)));
    default:
      return undefined;
  }
}

function counted(assertion: Assertion, rows: readonly number[], count: NonNullable<Verdict["count"]>): Verdict {
  return { isViolated: isExceeded(count.violations, count.examined, assertion.tolerance), rows, count };
}

function figure(isViolated: boolean): Verdict {
  return { isViolated, rows: [] };
}

function indexes(rows: readonly Row[], test: (row: Row) => boolean): readonly number[] {
  const found: number[] = [];
  for (const [index, row] of rows.entries()) if (test(row)) found.push(index);
  return found;
}

/** True if every value of a row fits the type of its column. */
export function fits(row: Row, fields: readonly Field[]): boolean {
  return fields.every(({ type }, index) => fitsType(row[index] ?? null, type));
}

interface Limits {
  readonly minimum?: number;
  readonly maximum?: number;
}

function outside(count: number, { minimum, maximum }: Limits): boolean {
  return (minimum !== undefined && count < minimum) || (maximum !== undefined && count > maximum);
}

interface Column {
  readonly index: number;
  readonly field: Field | undefined;
}

function columnOf(name: string | undefined, { fields }: Table): Column {
  const index = fields.findIndex((field) => field.name === name);
  return { index, field: fields[index] };
}

type RuleOf<K extends Rule["kind"]> = Extract<Rule, { kind: K }>;

function judgeUnique(
  assertion: Assertion,
  { fields }: RuleOf<"unique">,
  { table, looked }: { readonly table: Table; readonly looked: readonly number[] },
): Verdict {
  const key = rowKeyReader(fields, table.fields);
  const groups = new Map<string, number[]>();
  for (const index of looked) {
    const text = key(table.rows[index] ?? []);
    if (text === undefined) continue;
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [index]);
    else group.push(index);
  }
  const repeated = [...groups.values()].filter(({ length }) => length > 1);
  const violations = repeated.reduce((sum, { length }) => sum + length - 1, 0);
  const found = repeated.flat().sort((a, b) => a - b);
  return counted(assertion, found, { violations, examined: looked.length });
}

/** Reads the key of a row. Undefined if one of its columns is NULL. */
export function rowKeyReader(names: readonly string[], fields: readonly Field[]): (row: Row) => string | undefined {
  const columns = names.map((name) => {
    const index = fields.findIndex((field) => field.name === name);
    return { index, read: keyReader(fields[index]?.type ?? { kind: "string" }) };
  });
  return (row) => {
    const parts: string[] = [];
    for (const { index, read } of columns) {
      const value = row[index] ?? null;
      if (value === null) return undefined;
      parts.push(read(value));
    }
    return parts.length === 1 ? parts[0] : JSON.stringify(parts);
  };
}

function judgeReference(
  assertion: Assertion,
  { field, to, toType }: RuleOf<"reference">,
  { judged, looked }: { readonly judged: Judged; readonly looked: readonly number[] },
): Verdict | undefined {
  const other = judged.tableOf(to.dataset);
  const own = columnOf(field[0], judged.table);
  if (other === undefined || own.field === undefined || toType === undefined || field.length > 1) return undefined;
  const theirs = columnOf(to.field, other);
  const keys = { own: keyReader(own.field.type, toType), other: keyReader(toType, own.field.type) };
  const known = new Set<string>();
  for (const row of other.rows) {
    const value = row[theirs.index] ?? null;
    if (value !== null) known.add(keys.other(value));
  }
  const found = looked.filter((index) => {
    const value = judged.table.rows[index]?.[own.index] ?? null;
    return value !== null && !known.has(keys.own(value));
  });
  return counted(assertion, found, { violations: found.length, examined: looked.length });
}

function distinctValues(rows: readonly Row[], { index, field }: Column): number {
  const read = keyReader(field?.type ?? { kind: "string" });
  return new Set(rows.flatMap((row) => (row[index] == null ? [] : [read(row[index])]))).size;
}

function moments(rows: readonly Row[], { index }: Column): readonly bigint[] {
  return rows.flatMap((row) => (typeof row[index] === "string" ? [nanosOf(row[index])] : []));
}

function latest(rows: readonly Row[], column: Column): bigint | undefined {
  return moments(rows, column).reduce<bigint | undefined>(
    (newest, moment) => (newest === undefined || moment > newest ? moment : newest),
    undefined,
  );
}

/** The number of rows of each day, by how long ago it was. 0 is yesterday. */
function daysOf(rows: readonly Row[], column: Column, now: bigint): ReadonlyMap<number, number> {
  const yesterday = floorDivide(now, DAY) - 1n;
  const counts = new Map<number, number>();
  for (const moment of moments(rows, column)) {
    const ago = Number(yesterday - floorDivide(moment, DAY));
    counts.set(ago, (counts.get(ago) ?? 0) + 1);
  }
  return counts;
}

function violatesVolume(rule: RuleOf<"volume">, counts: ReadonlyMap<number, number>): boolean {
  if (counts.size === 0) return outside(0, rule);
  let first = -1;
  for (const ago of counts.keys()) first = Math.max(first, ago);
  const last = Math.min(first, (rule.days ?? first + 1) - 1);
  for (let ago = 0; ago <= last; ago++) if (outside(counts.get(ago) ?? 0, rule)) return true;
  return false;
}
