import type { Cell, Engine, Failure } from "../engine/query.ts";
import { isFailure } from "../engine/query.ts";
import type { Code } from "../text/quote/code.ts";
import type { PlannedCheck } from "./plan.ts";
import type { PreparedDataset } from "./prepared.ts";
import type { Shown } from "./result.ts";
import { type Figures, MISFITS, misfitSlot, ownQuery, ROWS, scanQuery, slots } from "./scan.ts";
import type { Count } from "./status.ts";

/** What the queries of a check found. */
type Found =
  | { readonly found: "rows"; readonly count: Count; readonly violatingRows: number }
  | {
      readonly found: "figures";
      readonly isViolated: boolean;
      readonly examined: number;
      readonly measured: Readonly<Record<string, Shown>>;
    }
  | { readonly found: "columns" }
  | { readonly found: "nothing"; readonly reason: string; readonly fails: boolean }
  | { readonly found: "failure"; readonly failure: Failure };

/** What the queries of a check found, and the time that they took in milliseconds. */
export interface Measured {
  readonly check: PlannedCheck;
  readonly found: Found;
  readonly duration: number;
}

/** What is known of a dataset after its queries. */
export interface MeasuredDataset {
  /** The number of rows, or why the data cannot be read. */
  readonly rows: number | Failure;
  /** The number of rows with a value that does not fit its type, and of those values by the index of their column. */
  readonly misfits: { readonly rows: number; readonly byColumn: ReadonlyMap<number, number> };
  readonly checks: readonly Measured[];
}

/** What runs queries, and measures time in milliseconds. */
export interface Runner {
  readonly engine: Engine;
  readonly clock: () => number;
}

/** Runs the queries of planned checks: one scan for all that it can measure, then those with a query of their own. */
export async function measure(
  runner: Runner,
  checks: readonly PlannedCheck[],
  data: PreparedDataset,
): Promise<MeasuredDataset> {
  const { engine, clock } = runner;
  const begun = clock();
  const scanned = await figuresOf(engine, scanQuery(checks, data));
  if (isFailure(scanned)) return await apart(runner, { checks, data, failure: scanned });
  const rows = Number(scanned.get(ROWS));
  const isShared = ({ plan }: PlannedCheck) => plan.by === "condition" || plan.by === "figure" || plan.by === "columns";
  const share = (clock() - begun) / Math.max(1, checks.filter(isShared).length);
  const measured: Measured[] = [];
  for (const [index, check] of checks.entries()) {
    const examined = Number(scanned.get(slots(index).examined) ?? rows);
    measured.push(
      isShared(check)
        ? { check, found: fromScan(check, scanned, { index, examined }), duration: share }
        : await fromOwn(runner, check, examined),
    );
  }
  return { rows, misfits: misfitsOf(scanned, data), checks: measured };
}

/** Runs each check of a scan that failed in a scan of its own, so that only those fail that are the reason. */
async function apart(
  { engine, clock }: Runner,
  { checks, data, failure }: { checks: readonly PlannedCheck[]; data: PreparedDataset; failure: Failure },
): Promise<MeasuredDataset> {
  const counted = failure.failure === "query" ? await measureNothing(engine, data) : failure;
  const measured: Measured[] = [];
  let misfits = NO_MISFITS;
  for (const check of checks) {
    const begun = clock();
    if (isFailed(counted)) measured.push({ check, found: { found: "failure", failure: counted }, duration: 0 });
    else {
      const scanned = await figuresOf(engine, scanQuery([check], data));
      const duration = clock() - begun;
      if (isFailure(scanned)) measured.push({ check, found: { found: "failure", failure: scanned }, duration });
      else {
        if (check.plan.by === "columns") misfits = misfitsOf(scanned, data);
        const examined = Number(scanned.get(slots(0).examined) ?? counted);
        const own = ownQuery(check) === undefined ? undefined : await fromOwn({ engine, clock }, check, examined);
        measured.push(own ?? { check, found: fromScan(check, scanned, { index: 0, examined }), duration });
      }
    }
  }
  return { rows: counted, misfits, checks: measured };
}

const NO_MISFITS: MeasuredDataset["misfits"] = { rows: 0, byColumn: new Map() };

function isFailed(counted: number | Failure): counted is Failure {
  return typeof counted !== "number";
}

async function measureNothing(engine: Engine, data: PreparedDataset): Promise<number | Failure> {
  const scanned = await figuresOf(engine, scanQuery([], data));
  return isFailure(scanned) ? scanned : Number(scanned.get(ROWS));
}

function fromScan(
  { plan }: PlannedCheck,
  scanned: Figures,
  { index, examined }: { readonly index: number; readonly examined: number },
): Found {
  const slot = slots(index);
  switch (plan.by) {
    case "condition": {
      const violations = Number(scanned.get(slot.violations));
      return { found: "rows", count: { violations, examined }, violatingRows: violations };
    }
    case "figure": {
      const measured = { [plan.name.text]: shown(scanned.get(slot.figure) ?? null) };
      return { found: "figures", isViolated: isTrue(scanned.get(slot.bad)), examined, measured };
    }
    case "nothing":
      return { found: "nothing", reason: plan.reason, fails: plan.fails };
    default:
      return { found: "columns" };
  }
}

async function fromOwn({ engine, clock }: Runner, check: PlannedCheck, examined: number): Promise<Measured> {
  const begun = clock();
  const query = ownQuery(check);
  const { plan } = check;
  if (query === undefined)
    return {
      check,
      found:
        plan.by === "nothing" ? { found: "nothing", reason: plan.reason, fails: plan.fails } : { found: "columns" },
      duration: 0,
    };
  const answer = await figuresOf(engine, query);
  const duration = clock() - begun;
  if (isFailure(answer)) return { check, found: { found: "failure", failure: answer }, duration };
  if (plan.by === "counts") {
    const violations = Number(answer.get("violations"));
    const count = { violations, examined };
    return { check, found: { found: "rows", count, violatingRows: Number(answer.get("violating_rows")) }, duration };
  }
  const { is_bad: isBad, ...figures } = Object.fromEntries([...answer].map(([name, value]) => [name, shown(value)]));
  return { check, found: { found: "figures", isViolated: isTrue(isBad), examined, measured: figures }, duration };
}

function misfitsOf(scanned: Figures, { columns }: PreparedDataset): MeasuredDataset["misfits"] {
  const byColumn = new Map(
    columns.flatMap((_, index): [number, number][] => {
      const count = Number(scanned.get(misfitSlot(index)) ?? 0);
      return count === 0 ? [] : [[index, count]];
    }),
  );
  return { rows: Number(scanned.get(MISFITS) ?? 0), byColumn };
}

/** The only row of a result. */
async function figuresOf(engine: Engine, query: Code): Promise<Figures | Failure> {
  const answer = await engine.query(query.text);
  if (isFailure(answer)) return answer;
  return new Map(answer.columns.map((column, index) => [column, answer.rows[0]?.[index] ?? null]));
}

function isTrue(value: Cell | undefined): boolean {
  return value === true;
}

/** A whole number as a number, if JavaScript holds it exactly. */
function shown(value: Cell): Shown {
  if (typeof value !== "string" || !/^-?\d{1,15}$/.test(value)) return value;
  return Number(value);
}
