import { plural } from "../../diagnostics/format/summary.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import type { History } from "../history.ts";
import { boardTable, failureTable, freshnessTable, slowestTable } from "../page/boards.ts";
import { type ChartPoint, chart, sparkline } from "../page/chart.ts";
import { page } from "../page/page.ts";
import { badge, moment, name, percentText, shown, type TableColumn, table, tiles } from "../page/parts.ts";
import { countStatuses } from "../result.ts";
import { type ScoreDimension, scoreDimensionOf, scoreDimensions } from "../score.ts";
import { failuresOf, type Point, percentOf, type Series, seriesOf, trendText } from "../trend.ts";
import { duration, grouped, totals, worstOf } from "./words.ts";

/** The most runs of a dataset that the table of figures lists. */
const MOST_LISTED = 20;

/** One HTML page about all runs of a history: the state of each dataset, what began to fail, how fresh and how slow it is, and the trends. */
export function dashboard(history: History): string {
  const series = seriesOf(history);
  const skipped = history.skipped === 0 ? "" : ` ${plural(history.skipped, "line")} of the history could not be read.`;
  return page({
    title: "Data quality dashboard",
    header: header(history, series),
    main:
      series.length === 0
        ? code`<section class="card"><p>The history has no runs yet.</p></section>`
        : sections(series),
    footer: code`<p>${shown(`The score is the mean share of rows without a violation; a check that did not run counts as 0. Runs are comparable only with the same source and filter.${skipped}`)}</p>`,
  });
}

function header({ entries }: History, series: readonly Series[]): Code {
  const runs = new Set(entries.map(({ run }) => run)).size;
  const [first, last] = [entries[0], entries.at(-1)];
  const failing = series.filter(({ last: { status } }) => status === "fail" || status === "error").length;
  const period =
    first === undefined || last === undefined ? code`no runs` : code`${moment(first.at)} to ${moment(last.at)}`;
  const title =
    failing === 0 ? "No dataset fails" : `${plural(failing, "dataset")} ${failing === 1 ? "fails" : "fail"}`;
  const counts = countStatuses(series.map(({ last: { status } }) => ({ status })));
  return code`<p class="eyebrow">Data quality dashboard</p>
<h1>${shown(series.length === 0 ? "No runs" : title)}</h1>
<p class="facts">${period}</p>
${tiles([
  { figure: grouped(series.length), label: series.length === 1 ? "dataset" : "datasets" },
  { figure: grouped(runs), label: runs === 1 ? "run" : "runs" },
  ...totals(counts).map(([status]) => ({ figure: grouped(counts[status]), label: LABELS[status], status })),
])}`;
}

const LABELS = {
  pass: "passed last time",
  fail: "failed last time",
  warn: "with a warning",
  error: "with an error",
  skipped: "not checked",
} as const;

function sections(series: readonly Series[]): Code {
  const cards = [
    card("Datasets", boardTable(series)),
    card("Newest failures", failureTable(failuresOf(series))),
    card("Freshness", freshnessTable(series)),
    card("Slowest checks", slowestTable(series)),
    ...series.map(detail),
  ];
  return join(cards, "\n");
}

function card(title: string, body: Code): Code {
  return code`<section class="card"><h2>${shown(title)}</h2>
${body}</section>`;
}

/** The trends of one dataset: its score, each dimension, and the figures of its last runs. */
function detail(series: Series, index: number): Code {
  const { dataset, source, filter, points, last } = series;
  const facts = [source, ...(filter === undefined ? [] : [filter]), plural(points.length, "run")].join(" · ");
  const dimensions = scoreDimensions.filter((dimension) => points.some(({ score }) => score.dimensions[dimension]));
  return code`<section class="card" id="series-${shown(String(index + 1))}">
<div class="heading"><h2>${shown(dataset)}</h2>${badge(last.status)}<span class="end">${shown(percentText(last.score.overall))}</span></div>
<p class="facts">${shown(facts)}</p>
${chart(chartPoints(points), trendText(points, `Score of ${dataset}`))}
${legend(points)}
<h3>Dimensions</h3>
<ul class="small-multiples">
${join(
  dimensions.map((dimension) => dimensionItem(dimension, points)),
  "\n",
)}
</ul>
<details><summary>Figures of the last runs</summary>
${runTable(dataset, [...points].reverse().slice(0, MOST_LISTED))}
</details>
</section>`;
}

/** The line of a dataset, or of one dimension with the status of its own checks. */
function chartPoints(points: readonly Point[], dimension?: ScoreDimension): readonly ChartPoint[] {
  return points.map((point) => {
    const { checks } = point.entry;
    const own = dimension === undefined ? checks : checks.filter((check) => scoreDimensionOf(check) === dimension);
    return { time: point.time, value: percentOf(point, dimension), status: worstOf(own) };
  });
}

/** What the colors of the dots mean, for the statuses that occur. */
function legend(points: readonly Point[]): Code {
  const items = (["fail", "error", "warn"] as const)
    .filter((status) => points.some((point) => point.status === status))
    .map(
      (status) =>
        code`<span><svg viewBox="0 0 10 10" aria-hidden="true"><path class="dot ${name(status)}" d="M5 5h0"/></svg>${shown(LEGEND[status])}</span>`,
    );
  return items.length === 0 ? Code.trusted("") : code`<p class="legend">${join(items, "")}</p>`;
}

const LEGEND = {
  fail: "a check failed",
  error: "a check did not run to its end",
  warn: "a check had a warning",
} as const;

function dimensionItem(dimension: ScoreDimension, points: readonly Point[]): Code {
  const score = points.at(-1)?.score.dimensions[dimension] ?? {};
  const spark = sparkline(chartPoints(points, dimension), trendText(points, `Score of ${dimension}`, dimension));
  return code`<li><span class="muted small">${name(dimension)}</span> <strong>${shown(percentText(score))}</strong>${spark}</li>`;
}

function runTable(dataset: string, points: readonly Point[]): Code {
  const columns: readonly TableColumn<Point>[] = [
    { title: "Run", cell: ({ entry }) => moment(entry.at) },
    { title: "Status", cell: ({ status }) => badge(status) },
    { title: "Score", kind: "number", cell: ({ score }) => shown(percentText(score.overall)) },
    {
      title: "Rows",
      kind: "number wide",
      cell: ({ entry }) => shown(entry.rows === undefined ? "not read" : grouped(entry.rows)),
    },
    {
      title: "Checks",
      kind: "wide",
      cell: ({ entry }) =>
        shown(
          totals(countStatuses(entry.checks))
            .map(([, words]) => words)
            .join(", "),
        ),
    },
    { title: "Time", kind: "number wide", cell: ({ entry }) => shown(duration(entry.duration)) },
  ];
  return table(`Last runs of ${dataset}`, columns, points);
}
