import type { CheckResult, DatasetResult, RunResult, Status } from "../result.ts";
import { type ScoreDimension, scoreOf } from "../score.ts";
import type { Report } from "./context.ts";

const STATUSES = ["pass", "fail", "warn", "error", "skipped"] as const satisfies readonly Status[];

/** The labels of a series, as the format writes them. */
type Labels = string;

/** One metric: its name, its help, and its samples. A sample without a value is left out. */
interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly (readonly [labels: Labels, value: number | undefined])[];
}

/** Prometheus's text format, for the text file collector or a push gateway. A status is a gauge for each possible status, of which one is 1. */
export const prometheus: Report = (run) => metricsOf(run).map(printed).join("");

function metricsOf(run: RunResult): readonly Metric[] {
  const { datasets } = run;
  const perDataset = (value: (dataset: DatasetResult) => number | undefined) =>
    datasets.map((dataset) => [labelsOf(dataset), value(dataset)] as const);
  const perCheck = (value: (check: CheckResult) => number | undefined) =>
    datasets.flatMap((dataset) => dataset.checks.map((check) => [checkLabels(dataset, check), value(check)] as const));
  return [
    {
      name: "dex_quality_check_status",
      help: "1 for the status of the check in the last run, 0 for all other statuses.",
      samples: datasets.flatMap((dataset) => dataset.checks.flatMap((check) => statusSamples(dataset, check))),
    },
    {
      name: "dex_quality_violations",
      help: "The violations that are compared with the tolerance.",
      samples: perCheck(({ violations }) => violations),
    },
    {
      name: "dex_quality_examined_rows",
      help: "The rows that the check looked at.",
      samples: perCheck(({ examined }) => examined),
    },
    {
      name: "dex_quality_check_duration_seconds",
      help: "The time of the check. Checks that share a scan share its time.",
      samples: perCheck(({ duration }) => duration / 1000),
    },
    { name: "dex_quality_rows", help: "The rows of the dataset.", samples: perDataset(({ rows }) => rows) },
    {
      name: "dex_quality_score",
      help: "The quality score from 0 to 1, overall and by dimension.",
      samples: datasets.flatMap(scoreSamples),
    },
    {
      name: "dex_quality_dataset_duration_seconds",
      help: "The time of all checks of the dataset.",
      samples: perDataset(({ duration }) => duration / 1000),
    },
    {
      name: "dex_quality_run_timestamp_seconds",
      help: "When the run began, in seconds since 1970 (UTC).",
      samples: perDataset(() => Date.parse(run.startedAt) / 1000),
    },
  ];
}

function labelsOf({ contract, source }: DatasetResult): Labels {
  return labels({ dataset: contract.id, source: source.name });
}

function checkLabels(dataset: DatasetResult, { id, kind, dimension, severity }: CheckResult): Labels {
  return `${labelsOf(dataset)},${labels({ assertion: id, kind, dimension, severity })}`;
}

function statusSamples(dataset: DatasetResult, check: CheckResult): Metric["samples"] {
  const own = checkLabels(dataset, check);
  return STATUSES.map((status) => [`${own},${labels({ status })}`, check.status === status ? 1 : 0]);
}

function scoreSamples(dataset: DatasetResult): Metric["samples"] {
  const { overall, dimensions } = scoreOf(dataset.checks);
  const all: readonly (readonly [ScoreDimension | "overall", number | undefined])[] = [
    ["overall", overall.percent],
    // The cast is safe: the keys are dimensions.
    ...Object.entries(dimensions).map(([name, { percent }]) => [name as ScoreDimension, percent] as const),
  ];
  return all.map(([dimension, percent]) => [
    `${labelsOf(dataset)},${labels({ dimension })}`,
    // Tenths of a percent are thousandths.
    percent === undefined ? undefined : Math.round(percent * 10) / 1000,
  ]);
}

/** A metric with its HELP and TYPE lines. Two checks of the same labels would be one series twice, which is invalid; the first counts. */
function printed({ name, help, samples }: Metric): string {
  const lines = new Map<string, number>();
  for (const [own, value] of samples) {
    if (value === undefined || !Number.isFinite(value)) continue;
    const series = `${name}{${own}}`;
    if (!lines.has(series)) lines.set(series, value);
  }
  if (lines.size === 0) return "";
  const body = [...lines].map(([series, value]) => `${series} ${value}\n`).join("");
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${body}`;
}

function labels(values: Readonly<Record<string, string>>): Labels {
  return Object.entries(values).map(labelText).join(",");
}

function labelText([label, value]: readonly [string, string]): string {
  const escaped = value
    // A lone surrogate has no encoding in UTF-8.
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n");
  return `${label}="${escaped}"`;
}
