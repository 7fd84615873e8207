import { Code, code } from "../../text/quote/code.ts";
import type { PastCheck } from "../history.ts";
import { byAttention, duration, grouped, shownValue } from "../report/words.ts";
import { type CheckTime, type Failure, percentOf, type Series, slowestOf, trendText } from "../trend.ts";
import { type ChartPoint, sparkline } from "./chart.ts";
import { badge, bar, day, identifier, moment, percentText, shown, type TableColumn, table } from "./parts.ts";

const MOST_FAILURES = 20;
const MOST_SLOW = 10;

/** The state of each dataset: status, trend and score. */
export function boardTable(series: readonly Series[]): Code {
  const columns: readonly TableColumn<Series & { readonly index: number }>[] = [
    {
      title: "Dataset",
      kind: "wrap",
      cell: ({ dataset, source, filter, index }) =>
        code`<a href="#series-${shown(String(index + 1))}">${shown(dataset)}</a><span class="sub">${shown(sourceOf({ source, filter }))}</span>`,
    },
    { title: "Status", cell: ({ last }) => badge(last.status) },
    { title: "Trend", cell: (one) => sparkline(pointsOf(one), trendText(one.points, `Score of ${one.dataset}`)) },
    { title: "Score", kind: "number", cell: ({ last }) => shown(percentText(last.score.overall)) },
    { title: "Change", kind: "number wide", cell: change },
    {
      title: "Rows",
      kind: "number wide",
      cell: ({ last: { entry } }) => shown(entry.rows === undefined ? "not read" : grouped(entry.rows)),
    },
    { title: "Last run", kind: "number wide", cell: ({ last }) => moment(last.entry.at) },
  ];
  const rows = series.map((one, index) => ({ ...one, status: one.last.status, index }));
  return table("Datasets", columns, byAttention(rows));
}

function sourceOf({ source, filter }: Pick<Series, "source" | "filter">): string {
  return filter === undefined ? source : `${source}, ${filter}`;
}

function pointsOf({ points }: Series): readonly ChartPoint[] {
  return points.map((point) => ({ time: point.time, value: percentOf(point), status: point.status }));
}

/** The difference to the run before, in points of a percentage. */
function change({ points, last }: Series): Code {
  const before = points.at(-2);
  const [old, now] = [before && percentOf(before), percentOf(last)];
  if (old === undefined || now === undefined) return shown("–");
  const tenths = Math.round(now * 10) - Math.round(old * 10);
  if (tenths === 0) return shown("±0");
  const sign = tenths > 0 ? "+" : "−";
  return code`<span class="${shown(tenths > 0 ? "better" : "worse")}">${shown(`${sign}${Math.abs(tenths) / 10}`)}</span>`;
}

/** The failures that began last, and whether they are fixed. */
export function failureTable(failures: readonly Failure[]): Code {
  if (failures.length === 0) return code`<p class="facts">No check has failed.</p>`;
  const columns: readonly TableColumn<Failure>[] = [
    {
      title: "Check",
      kind: "wrap",
      cell: ({ check, series, began }) =>
        code`${identifier(check.id)}<span class="sub">${shown(check.reason ?? check.kind)}</span><span class="sub">${shown(series.source)}</span><span class="sub narrow">${moment(began.entry.at)}</span>`,
    },
    {
      title: "Now",
      cell: ({ fixed }) =>
        fixed === undefined ? badge("fail") : code`${badge("pass")}<span class="sub">since ${day(fixed.time)}</span>`,
    },
    { title: "Began", kind: "number wide", cell: ({ began }) => moment(began.entry.at) },
    { title: "Failed runs", kind: "number wide", cell: ({ runs }) => shown(grouped(runs)) },
  ];
  const more = failures.length - MOST_FAILURES;
  const rest =
    more > 0 ? code`<p class="facts">${shown(`${grouped(more)} older ones not shown.`)}</p>` : Code.trusted("");
  return code`${table("Newest failures", columns, failures.slice(0, MOST_FAILURES))}${rest}`;
}

interface Freshness {
  readonly series: Series;
  readonly check: PastCheck;
}

/** The newest value of each dataset with a freshness rule, and its age when it was checked. */
export function freshnessTable(series: readonly Series[]): Code {
  const rows = series.flatMap((one) =>
    one.last.entry.checks.filter(({ kind }) => kind === "freshness").map((check) => ({ series: one, check })),
  );
  if (rows.length === 0) return code`<p class="facts">No contract has a freshness rule.</p>`;
  const columns: readonly TableColumn<Freshness>[] = [
    {
      title: "Dataset",
      kind: "wrap",
      cell: (row) => code`${shown(row.series.dataset)}<span class="sub">${shown(row.check.id)}</span>`,
    },
    { title: "Status", cell: ({ check }) => badge(check.status) },
    { title: "Age", kind: "number", cell: (row) => shown(age(row)) },
    { title: "Newest value", kind: "number wide", cell: ({ check }) => shown(shownValue(newestOf(check))) },
    { title: "Checked", kind: "number wide", cell: ({ series: { last } }) => moment(last.entry.at) },
  ];
  return code`<p class="facts">The age of the newest value when it was checked.</p>${table("Freshness", columns, rows)}`;
}

function newestOf({ measured }: PastCheck) {
  return measured?.["newest_value"] ?? null;
}

/** `2 d 3 h`. Empty if the newest value is not an instant. */
function age({ series, check }: Freshness): string {
  const newest = newestOf(check);
  const time = typeof newest === "string" && /^\d{4}-\d\d-\d\d([T ]|$)/.test(newest) ? instant(newest) : Number.NaN;
  const minutes = Math.round((series.last.time - time) / 60_000);
  if (Number.isNaN(minutes)) return "";
  if (minutes < 0) return "in the future";
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

/** A value without a zone is in UTC, as in all sessions of dex. PostgreSQL and DuckDB write whole hours of a zone without minutes: `+00`. */
function instant(value: string): number {
  const iso = value.replace(" ", "T");
  if (!iso.includes("T")) return Date.parse(iso);
  const [, zone = "Z", minutes = ""] = /(Z|[+-]\d\d)(?::?(\d\d))?$/.exec(iso) ?? [];
  const local = iso.replace(/(Z|[+-]\d\d(:?\d\d)?)$/, "");
  return Date.parse(zone === "Z" ? `${local}Z` : `${local}${zone}:${minutes === "" ? "00" : minutes}`);
}

/** The checks that take the most time. */
export function slowestTable(series: readonly Series[]): Code {
  const rows = slowestOf(series, MOST_SLOW);
  if (rows.length === 0) return code`<p class="facts">No check has run.</p>`;
  const longest = Math.max(1, ...rows.map(({ check }) => check.duration));
  const columns: readonly TableColumn<CheckTime>[] = [
    {
      title: "Check",
      kind: "wrap",
      cell: (row) => code`${identifier(row.check.id)}<span class="sub">${shown(sourceOf(row.series))}</span>`,
    },
    { title: "Share of the slowest", kind: "wide", cell: ({ check }) => bar("bar share", check.duration / longest) },
    { title: "Last", kind: "number", cell: ({ check }) => shown(duration(check.duration)) },
    { title: "Median", kind: "number", cell: ({ median }) => shown(duration(median)) },
  ];
  return table("Slowest checks", columns, rows);
}
