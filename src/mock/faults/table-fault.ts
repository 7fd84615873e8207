import type { Assertion, Rule } from "../../ir/assertion.ts";
import { judge } from "../../judge/judge.ts";
import { DAY, floorDivide, nanosOf } from "../../judge/moment.ts";
import { compileWhere } from "../../judge/row-rule.ts";
import type { Row } from "../../judge/value.ts";
import type { Constraint } from "../constraint.ts";
import { larger } from "../line.ts";
import { Pool } from "../pool.ts";
import { dayStart } from "../string-hints.ts";
import type { Wanted } from "../table-maker.ts";
import { MOST_PLANTED, type Planting } from "./planting.ts";
import { whereWish } from "./row-fault.ts";

const FEWER = "only fewer rows violate it";

/** Adds rows so that a table violates an assertion about all of its rows. */
export function tableFault(assertion: Assertion, planting: Planting): void {
  const { rule } = assertion;
  const { notPlanted } = planting;
  if (rule.kind === "row_count")
    plantMany(assertion, planting, { needed: missing(rule, rowsIn(assertion, planting).length) });
  if (rule.kind === "distinct_count") plantMany(assertion, planting, distinctNeed(assertion, rule, planting));
  if (rule.kind === "volume") plantMany(assertion, planting, volumeNeed(assertion, rule, planting));
  if (rule.kind === "freshness") notPlanted.push({ assertion, reason: "only a table without new rows violates it" });
}

/** The rows that an assertion needs, and what they are like. Undefined if no rows violate it. */
interface Need {
  readonly needed: number | undefined;
  readonly wanted?: () => Wanted;
}

function plantMany(assertion: Assertion, planting: Planting, { needed, wanted = () => ({}) }: Need): void {
  const { ground, rows, planted, notPlanted } = planting;
  const { maker } = ground;
  if (needed === undefined || needed > MOST_PLANTED) {
    notPlanted.push({ assertion, reason: needed === undefined ? FEWER : `only ${needed} more rows violate it` });
    return;
  }
  const numbers: number[] = [];
  for (let index = 0; index < needed; index++) {
    const { wishes = [], ...others } = wanted();
    const row = maker.draft({
      ...others,
      wishes: [...whereWish(assertion, ground), ...wishes],
      without: new Set([assertion.id]),
    });
    if (row === undefined) break;
    maker.commit(row);
    numbers.push(rows.push(row) - 1);
  }
  const table = { fields: maker.contract.dataset.fields, rows };
  const isViolated = judge(assertion, { ...planting, table })?.isViolated === true;
  if (isViolated) planted.push({ assertion, rows: numbers });
  else
    notPlanted.push({
      assertion,
      reason: numbers.length < needed ? "dex found too few rows that satisfy the other assertions" : FEWER,
    });
}

interface Limits {
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The number of rows above a maximum. */
function missing({ maximum }: Limits, count: number): number | undefined {
  return maximum === undefined ? undefined : Math.max(0, maximum + 1 - count);
}

function rowsIn(assertion: Assertion, { rows, ground }: Planting): readonly Row[] {
  return rows.filter(compileWhere(assertion, ground.maker.contract.dataset.fields));
}

type RuleOf<K extends Rule["kind"]> = Extract<Rule, { kind: K }>;

function distinctNeed(assertion: Assertion, rule: RuleOf<"distinct_count">, planting: Planting): Need {
  const { fields } = planting.ground.maker.contract.dataset;
  const column = fields.findIndex(({ name }) => name === rule.field[0]);
  const pool = new Pool(fields[column]?.type ?? { kind: "string" });
  const fill = () => {
    for (const row of rowsIn(assertion, planting)) pool.add(row[column] ?? null);
  };
  fill();
  const isNew: Constraint = {
    id: assertion.id,
    columns: [column],
    isSatisfied: (row) => (row[column] ?? null) !== null && !pool.has(row[column] ?? null),
    proposals: () => [{ column, want: { kind: "new" } }],
  };
  return {
    needed: missing(rule, pool.values.length),
    wanted: () => {
      fill();
      return { wishes: [isNew] };
    },
  };
}

/** More rows of yesterday than the maximum, or one row so early that a day has too few. */
function volumeNeed(assertion: Assertion, rule: RuleOf<"volume">, planting: Planting): Need {
  const { fields } = planting.ground.maker.contract.dataset;
  const column = fields.findIndex(({ name }) => name === rule.column);
  const days = rowsIn(assertion, planting).flatMap((row) => {
    const value = row[column];
    return typeof value === "string" ? [floorDivide(nanosOf(value), DAY)] : [];
  });
  const today = floorDivide(dayStart(planting.now), DAY);
  if ((rule.minimum ?? 0) > 0) {
    const first = -days.map((day) => -day).reduce(larger, -today);
    const day = first - (rule.minimum === 1 ? 2n : 1n);
    return { needed: 1, wanted: () => ({ at: day * DAY + DAY / 2n }) };
  }
  const yesterday = today - 1n;
  const count = days.filter((day) => day === yesterday).length;
  return { needed: missing(rule, count), wanted: () => ({ at: yesterday * DAY + DAY / 2n }) };
}
