import { isRowRule, isValueRule } from "../../assertion/registry.ts";
import { typeAt } from "../../assertion/type-at.ts";
import type { Assertion, FieldPath } from "../../ir/assertion.ts";
import { fitsType } from "../../judge/fit.ts";
import { isMembers, memberOf, type Row, type Value } from "../../judge/value.ts";
import type { Column } from "../column.ts";
import { type Constraint, conditionConstraint } from "../constraint.ts";
import { rulesOf } from "../rules.ts";
import { solve } from "../solve.ts";
import type { TableMaker, Wanted } from "../table-maker.ts";
import { sourceOf } from "../value-source.ts";
import { badValues } from "./bad-values.ts";
import { type checksOf, others, violatesOwn } from "./checks.ts";

/** What a fault is planted into. */
export interface Ground {
  readonly maker: TableMaker;
  /** The valid rows. */
  readonly base: readonly Row[];
  readonly checks: ReturnType<typeof checksOf>;
  /** True for a value that no row of the referenced dataset has. */
  isUnknown(assertion: Assertion, value: Value): boolean;
}

/** A row that violates an assertion, before and after the change. */
export interface Fault {
  readonly row: Row;
  readonly before: Row;
}

/** How many rows are tried. */
const TRIES = 6;

/** The condition of an assertion, which a row with a fault must satisfy. */
export function whereWish({ id, where }: Assertion, { maker }: Pick<Ground, "maker">): readonly Constraint[] {
  const { fields } = maker.contract.dataset;
  return where === undefined ? [] : [conditionConstraint(id, { condition: where, goal: "true" }, fields)];
}

/** A new row that violates an assertion about rows, and as few others as possible. Undefined if none was found. */
export function rowFault(assertion: Assertion, ground: Ground): Fault | undefined {
  if (isRowRule(assertion.rule)) return expressionFault(assertion, ground);
  let best: { readonly fault: Fault; readonly count: number } | undefined;
  for (let tries = 0; tries < TRIES && best?.count !== 0; tries++) {
    const before = ground.maker.draft({ wishes: whereWish(assertion, ground), without: new Set([assertion.id]) });
    if (before === undefined) continue;
    for (const changes of changesOf(assertion, before, ground)) {
      const fault = applied(changes, before, { assertion, ground });
      if (fault === undefined) continue;
      const count = others(fault.row, assertion, ground.checks);
      if (best === undefined || count < best.count) best = { fault, count };
      if (count === 0) break;
    }
  }
  return best?.fault;
}

type Changes = ReadonlyMap<number, Value>;

/** Changes one or more columns, and then mends what else the change violates in other columns. */
function applied(
  changes: Changes,
  before: Row,
  { assertion, ground }: { readonly assertion: Assertion; readonly ground: Ground },
): Fault | undefined {
  const { maker, checks } = ground;
  const row = before.map((value, index) => (changes.has(index) ? (changes.get(index) ?? null) : value));
  if (!violatesOwn(row, assertion, checks)) return undefined;
  if (others(row, assertion, checks) === 0) return { row, before };
  const constraints = [...whereWish(assertion, ground), ...maker.constraints.filter(({ id }) => id !== assertion.id)];
  const mended = [...row];
  const { columns, random } = maker;
  solve(mended, { columns, constraints, frozen: new Set(changes.keys()), random, place: maker.place() });
  const isBetter =
    violatesOwn(mended, assertion, checks) && others(mended, assertion, checks) < others(row, assertion, checks);
  return { row: isBetter ? mended : row, before };
}

/** Ways to change a row so that it violates an assertion. */
function changesOf(assertion: Assertion, row: Row, ground: Ground): readonly Changes[] {
  const { rule } = assertion;
  const { fields } = ground.maker.contract.dataset;
  const column = (name: string | undefined) => fields.findIndex((field) => field.name === name);
  if (rule.kind === "unique") {
    const names = rule.fields.map(column);
    const originals = ground.base.filter((other) => names.every((index) => (other[index] ?? null) !== null));
    const from = ground.maker.random.below(Math.max(1, originals.length));
    return [...originals.slice(from), ...originals.slice(0, from)]
      .slice(0, 20)
      .map((other) => new Map(names.map((index) => [index, other[index] ?? null])));
  }
  if (rule.kind === "reference") {
    const index = column(rule.field[0]);
    return unknownValues(assertion, index, ground).map((value) => new Map([[index, value]]));
  }
  if (!isValueRule(rule)) return [];
  const index = column(rule.field[0]);
  const type = typeAt(fields, rule.field);
  const whole = fields[index]?.type;
  if (type === undefined || whole === undefined) return [];
  const path = rule.field.slice(1);
  const good = leafOf(row[index] ?? null, path);
  const filled = good ?? ground.maker.columns[index]?.source.make(ground.maker.random, ground.maker.place()) ?? null;
  const start = row[index] ?? filled;
  const leaf = leafOf(start, path);
  if (leaf === undefined && rule.kind !== "not_null") return [];
  const edges = badValues(rule, type, leaf ?? null).map((value) => replaced(start, path, value));
  return [...edges, ...relaxedValues(assertion, index, ground)]
    .filter((value) => fitsType(value, whole))
    .map((value) => new Map([[index, value]]));
}

/** Values of a column that satisfy the other rules about it. They may be far from the edge, but violate nothing else. */
function relaxedValues({ rule }: Assertion, index: number, { maker }: Ground): readonly Value[] {
  const { fields, assertions } = maker.contract.dataset;
  const field = fields[index];
  if (field === undefined || rule.kind === "not_null") return [];
  const rules = rulesOf(field.name, assertions).filter((placed) => placed.rule !== rule);
  const source = sourceOf({ name: field.name, type: field.type, rules });
  return Array.from({ length: 12 }, () => source.make(maker.random, maker.place()) ?? null).filter(
    (value) => value !== null,
  );
}

/** Values of a column that no row of the referenced dataset has. */
function unknownValues(assertion: Assertion, index: number, { maker, isUnknown }: Ground): readonly Value[] {
  const column = maker.columns[index];
  if (column === undefined) return [];
  const found: Value[] = [];
  for (let tries = 0; tries < 40 && found.length < 8; tries++) {
    const value = column.own.make(maker.random, maker.place());
    if (value !== undefined && isUnknown(assertion, value)) found.push(value);
  }
  const { line } = column.own;
  const far =
    line === undefined
      ? []
      : [999_999_999n, 99_999n, line.high, line.low]
          .filter((position) => position >= line.low && position <= line.high && position % line.step === 0n)
          .map(line.valueAt);
  return [...far.filter((value) => isUnknown(assertion, value)), ...found];
}

/** The first value at a path that is not NULL. Undefined if all are NULL. */
function leafOf(value: Value, [step, ...rest]: FieldPath): Value | undefined {
  if (step === undefined) return value ?? undefined;
  if (Array.isArray(value)) return firstOf(value as readonly Value[], rest);
  if (step === "{}" && isMembers(value)) return firstOf(Object.values(value), rest);
  return isMembers(value) ? leafOf(memberOf(value, step), rest) : undefined;
}

function firstOf(values: readonly Value[], rest: FieldPath): Value | undefined {
  return values.map((value) => leafOf(value, rest)).find((value) => value !== undefined);
}

/** A value with another value at the first place of a path. */
function replaced(value: Value, [step, ...rest]: FieldPath, leaf: Value): Value {
  if (step === undefined) return leaf;
  if (Array.isArray(value)) return value.map((item: Value, index) => (index === 0 ? replaced(item, rest, leaf) : item));
  if (!isMembers(value)) return value;
  const name = step === "{}" ? Object.keys(value)[0] : step;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, key === name ? replaced(member, rest, leaf) : member]),
  );
}

/** A row for which an expression is false. If every such row violates another condition too, that one is left out. */
function expressionFault(assertion: Assertion, ground: Ground): Fault | undefined {
  const { id, rule } = assertion;
  const { maker, checks } = ground;
  if (rule.kind !== "expression") return undefined;
  const { fields, assertions } = maker.contract.dataset;
  const wish = conditionConstraint(id, { condition: rule.expression, goal: "false" }, fields);
  const wishes = [...whereWish(assertion, ground), wish];
  const related = assertions
    .filter((other) => other.rule.kind === "expression" || other.where !== undefined)
    .map((other) => other.id);
  const tries: readonly Wanted[] = [
    { without: new Set([id]) },
    { without: new Set([id, ...related]) },
    { without: new Set([id]), columns: withoutRules(wish.columns, ground) },
    { without: new Set([id, ...related]), columns: withoutRules(wish.columns, ground) },
  ];
  for (const wanted of tries) {
    const row = maker.draft({ ...wanted, wishes });
    if (row !== undefined && violatesOwn(row, assertion, checks)) return { row, before: row };
  }
  return undefined;
}

/** The columns, some of them with values of their type that violate the rules about single values. */
function withoutRules(free: readonly number[], { maker }: Ground): readonly Column[] {
  return maker.columns.map((column) => {
    const { name, type } = column.field;
    return free.includes(column.index) ? { ...column, source: sourceOf({ name, type, rules: [] }) } : column;
  });
}
