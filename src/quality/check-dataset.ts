import { columnsOf } from "../assertion/columns.ts";
import { sentenceOf } from "../assertion/sentence.ts";
import { isExceeded } from "../assertion/tolerance.ts";
import { printExpression } from "../dialect/expression.ts";
import { type Engine, isFailure } from "../engine/query.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Code } from "../text/quote/code.ts";
import { type FoundSample, type OpenFile, type PlacedSamples, placeSamples } from "./lines/placed-samples.ts";
import { type Measured, type MeasuredDataset, measure, type Runner } from "./measure.ts";
import { planChecks } from "./plan.ts";
import type { PreparedDataset } from "./prepared.ts";
import type { CheckResult, DatasetResult, SampleRow } from "./result.ts";
import { rejectedLines } from "./rows/rejected-lines.ts";
import { type Sampling, sampleMisfits, sampleRows } from "./samples.ts";
import { judgeSchema, type SchemaVerdict } from "./schema-check.ts";
import { statusOf } from "./status.ts";

/** What to check of a dataset, and how much to show of it. */
export interface CheckRequest {
  readonly data: PreparedDataset;
  readonly assertions: readonly Assertion[];
  /** The relations of the datasets that the data comes with, by contract. */
  readonly tables: ReadonlyMap<string, Code>;
  /** The most sample rows of each check. */
  readonly samples: number;
  /** Opens a file, to find the lines of samples. Without it, samples have no places. */
  readonly open?: OpenFile;
  /** True if data without rows is allowed. */
  readonly allowsEmpty: boolean;
}

/** Checks one dataset: measures every assertion, judges it, and takes samples of the rows that violate it. */
export async function checkDataset(runner: Runner, request: CheckRequest): Promise<DatasetResult> {
  const { data, assertions, tables } = request;
  const begun = runner.clock();
  const planned = planChecks(assertions, data, tables);
  const measured = await measure(runner, planned, data);
  const context: Context = { ...request, runner, measured, schema: await schemaOf(runner, request, measured) };
  const checks: CheckResult[] = [];
  const found: (readonly FoundSample[])[] = [];
  for (const one of measured.checks) found.push(await samplesOf(one, context));
  const placed = await placesOf(found.flat(), context);
  for (const [index, one] of measured.checks.entries()) {
    const from = found.slice(0, index).flat().length;
    const samples = placed.samples.slice(from, from + (found[index]?.length ?? 0));
    const isSchema = one.check.plan.by === "columns";
    checks.push(
      resultOf(one, context, isSchema ? [...samples, ...placed.rejected].slice(0, request.samples) : samples),
    );
  }
  const { id, name, version, owner } = data.contract;
  const contact = owner.email ?? owner.team ?? owner.name;
  return {
    contract: { id, name, version, ...(contact !== undefined && { owner: contact }) },
    source: data.source,
    ...(typeof measured.rows === "number" && { rows: measured.rows }),
    checks: [...emptyCheck(measured, request), ...(await unreadCheck(runner, request)), ...checks],
    duration: runner.clock() - begun,
  };
}

interface Context extends CheckRequest {
  readonly runner: Runner;
  readonly measured: MeasuredDataset;
  readonly schema: SchemaVerdict | undefined;
}

async function schemaOf(
  { engine }: Runner,
  { data, assertions }: CheckRequest,
  measured: MeasuredDataset,
): Promise<SchemaVerdict | undefined> {
  const rule = assertions.map((assertion) => assertion.rule).find((one) => one.kind === "schema");
  if (rule?.kind !== "schema") return undefined;
  return judgeSchema(data, measured, { isClosed: rule.closed, unreadable: await unreadableRows(engine, data) });
}

/** The number of lines that could not be read. */
async function unreadableRows(engine: Engine, { unreadable = [] }: PreparedDataset): Promise<number> {
  let count = 0;
  for (const query of unreadable) {
    const answer = await engine.query(query.text);
    if (!isFailure(answer)) count += Number(answer.rows[0]?.[0] ?? 0);
  }
  return count;
}

/** A failure of lines that cannot be read, if the schema check that reports them was not asked for: the other checks have not seen them. */
async function unreadCheck({ engine }: Runner, { data, assertions }: CheckRequest): Promise<readonly CheckResult[]> {
  const { id, assertions: all } = data.contract.dataset;
  if (assertions.some(({ rule }) => rule.kind === "schema")) return [];
  const count = await unreadableRows(engine, data);
  if (count === 0) return [];
  return [
    {
      id: all.find(({ rule }) => rule.kind === "schema")?.id ?? `${id}.schema`,
      kind: "schema",
      dimension: "conformity",
      severity: "error",
      sentence: "every line can be read",
      columns: [],
      status: "fail",
      reason: `${count} ${count === 1 ? "line" : "lines"} cannot be read, and no check has seen ${count === 1 ? "it" : "them"}`,
      violations: count,
      by: "columns",
      samples: [],
      duration: 0,
    },
  ];
}

/** A failure of data without rows: every rule about rows would pass. */
function emptyCheck({ rows }: MeasuredDataset, { data, allowsEmpty }: CheckRequest): readonly CheckResult[] {
  const { assertions, id } = data.contract.dataset;
  if (rows !== 0 || allowsEmpty || assertions.some(({ rule }) => rule.kind === "row_count")) return [];
  return [
    {
      id: `${id}.row_count`,
      kind: "row_count",
      dimension: "coverage",
      severity: "error",
      sentence: "the data has at least 1 row",
      columns: [],
      status: "fail",
      reason:
        "the data has no rows. If that is right, allow it with --allow-empty, or with a rule row_count of the contract",
      measured: { total_rows: 0 },
      by: "rows",
      samples: [],
      duration: 0,
    },
  ];
}

/** The places of samples, and the first lines that cannot be read. */
async function placesOf(found: readonly FoundSample[], context: Context): Promise<PlacedSamples> {
  const { data, open, samples: most, runner } = context;
  if (data.numbered === undefined || open === undefined)
    return { samples: found.map(({ sample }) => sample), rejected: [] };
  const rejected = data.hasRejects === true ? await rejectedLines(runner.engine) : [];
  const isAsked = context.schema !== undefined;
  return await placeSamples(found, {
    engine: runner.engine,
    numbered: data.numbered,
    open,
    rejected,
    most: isAsked ? most : 0,
  });
}

function resultOf(measured: Measured, context: Context, samples: readonly SampleRow[]): CheckResult {
  const { check, duration } = measured;
  const { assertion } = check;
  const { id, rule, dimension, severity, tolerance } = assertion;
  const judged = judge(measured, context);
  const { dialect, contract } = context.data;
  return {
    id,
    kind: rule.kind,
    dimension,
    severity,
    sentence: sentenceOf(assertion, (expression) => printExpression(expression, dialect, contract.dataset.fields).text),
    columns: columnsOf(rule),
    ...("field" in rule && rule.field.length > 1 && { field: rule.field }),
    by: rule.kind === "schema" ? "columns" : "rows",
    ...judged,
    ...(tolerance && { tolerance }),
    samples,
    duration,
    origin: { path: assertion.origin.path },
  };
}

type Judged = Pick<CheckResult, "status" | "reason" | "violations" | "violatingRows" | "examined" | "measured">;

function judge({ check: { assertion }, found }: Measured, { schema }: Context): Judged {
  switch (found.found) {
    case "rows": {
      const { count, violatingRows } = found;
      const status = statusOf(isExceeded(count.violations, count.examined, assertion.tolerance), assertion);
      return { status, ...reasonOf(status, violated(count)), ...count, violatingRows };
    }
    case "figures": {
      const status = statusOf(found.isViolated, assertion);
      const figures = Object.entries(found.measured).map(
        ([name, value]) => `${name.replaceAll("_", " ")}: ${value ?? "none"}`,
      );
      return { status, ...reasonOf(status, figures.join(", ")), measured: found.measured, examined: found.examined };
    }
    case "columns": {
      const problems = schema?.problems ?? [];
      const { quarantine: _, ...blocking } = assertion;
      const status = statusOf(problems.length > 0, schema?.isAboutRows ? assertion : blocking);
      return { status, ...reasonOf(status, problems.join("; ")), violations: schema?.violations ?? 0 };
    }
    case "nothing":
      return {
        status: found.fails ? statusOf(true, { severity: assertion.severity }) : "skipped",
        reason: found.reason,
      };
    case "failure":
      return { status: "error", reason: found.failure.message };
  }
}

function violated({ violations, examined }: { readonly violations: number; readonly examined: number }): string {
  return `${violations} of ${examined} rows ${violations === 1 ? "violates" : "violate"} it`;
}

function reasonOf(status: CheckResult["status"], reason: string): Pick<CheckResult, "reason"> {
  return status === "pass" ? {} : { reason };
}

async function samplesOf(measured: Measured, context: Context): Promise<readonly FoundSample[]> {
  const { check } = measured;
  const { status } = judge(measured, context);
  if (status !== "fail" && status !== "warn") return [];
  const { engine } = context.runner;
  const sampling: Sampling = { data: context.data, tables: context.tables, most: context.samples };
  if (check.plan.by !== "columns") return await sampleRows(engine, check, sampling);
  const found: FoundSample[] = [];
  for (const index of context.measured.misfits.byColumn.keys()) {
    const rows = await sampleMisfits(engine, index, { ...sampling, most: context.samples - found.length });
    found.push(...rows);
    if (found.length >= context.samples) break;
  }
  return found;
}
