import { visibleJson } from "../../diagnostics/format/visible-json.ts";
import { type CheckResult, countStatuses, type DatasetResult } from "../result.ts";
import { type QualityScore, type Score, scoreOf } from "../score.ts";
import type { Report } from "./context.ts";
import { checksOf, worstOf } from "./words.ts";

/** The version of the format. It changes when a member changes its meaning or goes away, not when one is added. */
const SCHEMA_VERSION = 1;

/** Every figure, for programs. `schemas/quality-report.schema.json` describes the members. */
export const json: Report = (run) => {
  const checks = checksOf(run);
  return visibleJson({
    schemaVersion: SCHEMA_VERSION,
    dexVersion: run.version,
    run: run.run,
    startedAt: run.startedAt,
    durationMs: run.duration,
    status: worstOf(checks),
    counts: countStatuses(checks),
    score: scoreJson(scoreOf(checks)),
    datasets: run.datasets.map(datasetJson),
  });
};

function datasetJson(dataset: DatasetResult): object {
  const { contract, source, rows, checks, duration } = dataset;
  return {
    contract: { id: contract.id, name: contract.name, version: contract.version, owner: contract.owner },
    source: { engine: source.engine, name: source.name, files: source.files, filter: source.filter },
    rows: rows ?? null,
    durationMs: duration,
    status: worstOf(checks),
    counts: countStatuses(checks),
    score: scoreJson(scoreOf(checks)),
    checks: checks.map(checkJson),
  };
}

function checkJson(check: CheckResult): object {
  const { duration, origin, samples, tolerance } = check;
  return {
    id: check.id,
    kind: check.kind,
    dimension: check.dimension,
    severity: check.severity,
    sentence: check.sentence,
    columns: check.columns,
    field: check.field,
    status: check.status,
    reason: check.reason,
    violations: check.violations,
    violatingRows: check.violatingRows,
    examined: check.examined,
    tolerance: tolerance && { max: tolerance.max, unit: tolerance.unit },
    baseline: check.baseline,
    measured: check.measured,
    by: check.by,
    durationMs: duration,
    origin: origin && { path: origin.path, line: origin.line },
    samples: samples.map(({ key, values, problem, file, line, row }) => ({ key, values, problem, file, line, row })),
  };
}

function scoreJson({ overall, dimensions }: QualityScore): object {
  const shown = ({ percent, checks, ran }: Score) => ({ percent: percent ?? null, checks, ran });
  const entries = Object.entries(dimensions).map(([name, score]) => [name, shown(score)]);
  return { ...shown(overall), dimensions: Object.fromEntries(entries) };
}
