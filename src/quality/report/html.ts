import { plural } from "../../diagnostics/format/summary.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import { page } from "../page/page.ts";
import {
  badge,
  dimensionList,
  identifier,
  moment,
  name,
  percentText,
  shown,
  type TableColumn,
  table,
  tiles,
} from "../page/parts.ts";
import {
  type CheckResult,
  countStatuses,
  type DatasetResult,
  type RunResult,
  type SampleRow,
  type Status,
} from "../result.ts";
import { scoreDimensionOf, scoreOf } from "../score.ts";
import type { Report } from "./context.ts";
import {
  allowedBy,
  byAttention,
  checksOf,
  duration,
  foundBy,
  grouped,
  placeOf,
  reasonOf,
  rowsText,
  sampleMembers,
  shownValue,
  sourceText,
  totals,
  worstOf,
} from "./words.ts";

const NOTHING = Code.trusted("");

/** One HTML page that needs no other file and no network: the totals, then each dataset with its scores, findings and checks. */
export const html: Report = (run) => {
  const { datasets } = run;
  const board =
    datasets.length > 1 ? [code`<section class="card"><h2>Datasets</h2>${datasetTable(datasets)}</section>`] : [];
  return page({
    title: `Data quality: ${headline(run)}`,
    header: header(run),
    main: join([...board, ...datasets.map(section)], "\n"),
    footer: code`<p>Run <code>${shown(run.run)}</code>, dex ${shown(run.version)}. The score is the mean share of rows without a violation; a check that did not run counts as 0.</p>`,
  });
};

function headline(run: RunResult): string {
  const counts = countStatuses(checksOf(run));
  if (counts.fail > 0) return `${plural(counts.fail, "check")} failed`;
  if (counts.error > 0) return `${plural(counts.error, "check")} did not run to the end`;
  if (counts.warn > 0) return plural(counts.warn, "warning");
  if (counts.pass > 0) return counts.skipped > 0 ? "every check that ran passed" : "every check passed";
  return "no check ran";
}

const LABELS = {
  pass: "passed",
  fail: "failed",
  warn: "with a warning",
  error: "with an error",
  skipped: "skipped",
} as const satisfies Record<Status, string>;

function header(run: RunResult): Code {
  const checks = checksOf(run);
  const { overall } = scoreOf(checks);
  const counts = totals(countStatuses(checks)).map(([status]) => ({
    figure: grouped(countStatuses(checks)[status]),
    label: LABELS[status],
    status,
  }));
  const ran = overall.ran === overall.checks ? "" : `, ${overall.ran} of ${overall.checks} checks ran`;
  const score = { figure: percentText(overall), label: `quality score${ran}` };
  const title = headline(run);
  return code`<p class="eyebrow">Data quality report</p>
<h1>${shown(title.charAt(0).toUpperCase() + title.slice(1))}</h1>
<p class="facts">${shown(plural(run.datasets.length, "dataset"))} · ${moment(run.startedAt)} · ${shown(duration(run.duration))}</p>
${tiles([score, ...counts])}`;
}

interface Placed {
  readonly dataset: DatasetResult;
  readonly index: number;
}

function datasetTable(datasets: readonly DatasetResult[]): Code {
  const columns: readonly TableColumn<Placed>[] = [
    {
      title: "Dataset",
      kind: "wrap",
      cell: ({ dataset, index }) =>
        code`<a href="#dataset-${shown(String(index + 1))}">${shown(dataset.contract.name)}</a><span class="sub">${shown(sourceText(dataset))}</span>`,
    },
    { title: "Status", cell: ({ dataset }) => badge(worstOf(dataset.checks)) },
    { title: "Score", kind: "number", cell: ({ dataset }) => shown(percentText(scoreOf(dataset.checks).overall)) },
    { title: "Rows", kind: "number wide", cell: ({ dataset }) => shown(rowsText(dataset)) },
    { title: "Checks", kind: "wide", cell: ({ dataset }) => shown(countsText(dataset.checks)) },
    { title: "Time", kind: "number wide", cell: ({ dataset }) => shown(duration(dataset.duration)) },
  ];
  return table(
    plural(datasets.length, "dataset"),
    columns,
    datasets.map((dataset, index) => ({ dataset, index })),
  );
}

function countsText(checks: readonly CheckResult[]): string {
  return totals(countStatuses(checks))
    .map(([, words]) => words)
    .join(", ");
}

function section(dataset: DatasetResult, index: number): Code {
  const { contract, checks } = dataset;
  const score = scoreOf(checks);
  const owner = contract.owner === undefined ? "" : ` · owner ${contract.owner}`;
  const facts = `version ${contract.version} · ${sourceText(dataset)} · ${rowsText(dataset)} · ${duration(dataset.duration)}${owner}`;
  const findings = byAttention(checks).filter(
    ({ status }) => status === "fail" || status === "error" || status === "warn",
  );
  return code`<section class="card" id="dataset-${shown(String(index + 1))}">
<div class="heading"><h2>${shown(contract.name)}</h2>${badge(worstOf(checks))}<span class="end">${shown(percentText(score.overall))}</span></div>
<p class="facts">${shown(facts)}</p>
${checks.length === 0 ? code`<p class="facts">No checks.</p>` : dimensionList(score)}
${
  findings.length === 0
    ? NOTHING
    : code`<h3>Needs attention</h3>
${join(findings.map(finding), "\n")}`
}
${checks.length === 0 ? NOTHING : checkTable(dataset)}
</section>`;
}

/** A check that did not pass, with its reason and its samples. */
function finding(check: CheckResult): Code {
  const { sentence, samples, origin } = check;
  const reason = reasonOf(check);
  const place = origin === undefined ? "" : ` · ${origin.path}${origin.line === undefined ? "" : `:${origin.line}`}`;
  return code`<article class="finding ${name(check.status)}">
<h4>${badge(check.status)} ${identifier(check.id)}</h4>
<p>${shown(reason)}</p>
<p class="muted small">${reason === sentence ? NOTHING : code`Rule: ${shown(sentence)} · `}${shown(`${scoreDimensionOf(check)}${place}`)}</p>
${samples.length === 0 ? NOTHING : sampleTable(check)}
</article>`;
}

/** The samples of a check: a column for each value that one of them has. */
function sampleTable({ id, samples }: CheckResult): Code {
  const names = [...new Set(samples.flatMap((sample) => sampleMembers(sample).map(([member]) => member)))];
  const columns: TableColumn<SampleRow>[] = names.map((member) => ({
    title: member,
    cell: (sample) => {
      const value = sampleMembers(sample).find(([own]) => own === member)?.[1];
      return value === undefined ? NOTHING : code`<code>${shown(shownValue(value))}</code>`;
    },
  }));
  const place: TableColumn<SampleRow> = { title: "place", cell: (sample) => shown(placeOf(sample)) };
  const isPlaced = samples.some((sample) => placeOf(sample) !== "");
  const rows = table(`Sample rows of ${id}`, isPlaced ? [...columns, place] : columns, samples);
  return code`<div class="samples">${rows}</div>`;
}

const CHECK_COLUMNS: readonly TableColumn<CheckResult>[] = [
  {
    title: "Check",
    kind: "wrap",
    cell: (check) => {
      const found = [foundBy(check), allowedBy(check)].filter((words) => words !== "").join(", ");
      return code`${identifier(check.id)}<span class="sub">${shown(check.sentence)}</span><span class="narrow">${shown(found)}</span>`;
    },
  },
  { title: "Status", cell: ({ status }) => badge(status) },
  { title: "Dimension", kind: "wide", cell: (check) => name(scoreDimensionOf(check)) },
  { title: "Found", kind: "number wide", cell: (check) => shown(foundBy(check)) },
  { title: "Allowed", kind: "wide", cell: (check) => shown(allowedBy(check)) },
  { title: "Verdict from", kind: "wide", cell: ({ by }) => name(by) },
  { title: "Time", kind: "number wide", cell: ({ duration: time }) => shown(duration(time)) },
];

function checkTable({ contract, checks }: DatasetResult): Code {
  const caption = `Checks of ${contract.name}: ${countsText(checks)}`;
  return code`<details${checks.length > 40 ? NOTHING : Code.trusted(' open="open"')}><summary>All checks</summary>
${table(caption, CHECK_COLUMNS, byAttention(checks))}
</details>`;
}
