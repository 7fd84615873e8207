import { isExceeded } from "../../assertion/tolerance.ts";
import type { Assertion } from "../../ir/assertion.ts";
import { judge } from "../../judge/judge.ts";
import type { Row, Table } from "../../judge/value.ts";
import type { TableMaker } from "../table-maker.ts";
import { checksOf } from "./checks.ts";
import { type Faulty, MOST_PLANTED, type PlantContext, type Planting } from "./planting.ts";
import { type Fault, type Ground, rowFault } from "./row-fault.ts";
import { misfitRow } from "./schema-fault.ts";
import { tableFault } from "./table-fault.ts";

const ROUNDS = 6;

/** Adds rows to a table so that each assertion is violated once, if rows can violate it. */
export function plantFaults(maker: TableMaker, { fields, rows }: Table, context: PlantContext): Faulty {
  const ground: Ground = { maker, base: rows, checks: checksOf(maker), isUnknown: context.isUnknown };
  const planting: Planting = { ...context, ground, rows: [...rows], planted: [], notPlanted: [] };
  const { assertions } = maker.contract.dataset;
  const single = assertions.filter((assertion) => isAboutRows(assertion) && assertion.tolerance === undefined);
  const tolerant = assertions.filter((assertion) => isAboutRows(assertion) && assertion.tolerance !== undefined);
  for (const assertion of single) plantOne(assertion, planting);
  for (const assertion of assertions) if (!isAboutRows(assertion)) tableFault(assertion, planting);
  // More rows allow more violations, so a second round may need another row.
  for (let round = 0; round < ROUNDS; round++) for (const assertion of tolerant) plantSome(assertion, planting);
  plantMisfit(planting);
  const { planted, notPlanted } = planting;
  return { table: { fields, rows: planting.rows }, planted, notPlanted };
}

function isAboutRows({ rule }: Assertion): boolean {
  return !["schema", "row_count", "row_count_equals", "volume", "freshness", "distinct_count"].includes(rule.kind);
}

function add(planting: Planting, row: Row): number {
  planting.ground.maker.commit(row);
  return planting.rows.push(row) - 1;
}

function plantOne(assertion: Assertion, planting: Planting): void {
  const fault = rowFault(assertion, planting.ground);
  if (fault === undefined) planting.notPlanted.push({ assertion, reason: "dex found no row that violates it" });
  else planting.planted.push({ assertion, rows: [add(planting, fault.row)], first: fault });
}

/** Plants as few rows as exceed the tolerance of an assertion. */
function plantSome(assertion: Assertion, planting: Planting): void {
  const { planted, notPlanted, rows, ground, tableOf, now } = planting;
  if (notPlanted.some((other) => other.assertion === assertion)) return;
  const { fields } = ground.maker.contract.dataset;
  const verdict = judge(assertion, { table: { fields, rows }, tableOf, now });
  const count = verdict?.count;
  const needed = count && rowsNeeded(assertion, count);
  if (needed === undefined) {
    const reason =
      count === undefined ? "dex found no row that violates it" : "its tolerance allows too many violations";
    notPlanted.push({ assertion, reason });
    return;
  }
  const numbers: number[] = [];
  let first: Fault | undefined;
  for (let index = 0; index < needed; index++) {
    const fault = rowFault(assertion, ground);
    if (fault === undefined) break;
    first ??= fault;
    numbers.push(add(planting, fault.row));
  }
  const earlier = planted.findIndex((one) => one.assertion === assertion);
  const known = planted[earlier];
  if (known !== undefined) planted[earlier] = { ...known, rows: [...known.rows, ...numbers] };
  else if (first !== undefined) planted.push({ assertion, rows: numbers, first });
  else if (needed === 0) planted.push({ assertion, rows: [] });
  else notPlanted.push({ assertion, reason: "dex found no row that violates it" });
}

/** How many more rows must violate an assertion to exceed its tolerance. Undefined if they are too many. */
function rowsNeeded(
  assertion: Assertion,
  { violations, examined }: { readonly violations: number; readonly examined: number },
): number | undefined {
  for (let more = 0; more <= MOST_PLANTED; more++)
    if (isExceeded(violations + more, examined + more, assertion.tolerance)) return more;
  return undefined;
}

/** The row with a value of a wrong type comes last, because other rules are not about such a row. */
function plantMisfit(planting: Planting): void {
  const { ground, form } = planting;
  const assertion = ground.maker.contract.dataset.assertions.find(({ rule }) => rule.kind === "schema");
  if (assertion === undefined) return;
  const fault = misfitRow(ground.maker, form);
  if ("reason" in fault) planting.notPlanted.push({ assertion, reason: fault.reason });
  else planting.planted.push({ assertion, rows: [planting.rows.push(fault.row) - 1], first: fault });
}
