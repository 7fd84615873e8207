import { plural } from "../diagnostics/format/summary.ts";
import { append } from "../text/append.ts";
import { by } from "../text/compare.ts";
import type { History, HistoryEntry, PastCheck } from "./history.ts";
import { worstOf } from "./report/words.ts";
import type { Status } from "./result.ts";
import { type QualityScore, type ScoreDimension, scoreOf } from "./score.ts";

/** One run of a series. */
export interface Point {
  readonly entry: HistoryEntry;
  readonly time: number;
  readonly status: Status;
  readonly score: QualityScore;
}

/** The runs of one dataset over the same source with the same filter: only these are comparable. In the order of time, and never empty. */
export interface Series {
  readonly dataset: string;
  readonly source: string;
  readonly filter: string | undefined;
  readonly points: readonly Point[];
  readonly last: Point;
}

/** The most runs of a series that a dashboard shows. */
const MOST_RUNS = 90;

/** The series of a history, by dataset, source and filter. */
export function seriesOf({ entries }: Pick<History, "entries">): readonly Series[] {
  const groups = new Map<string, HistoryEntry[]>();
  for (const entry of entries) append(groups, JSON.stringify([entry.dataset, entry.source, entry.filter ?? ""]), entry);
  return [...groups].sort(by(([key]) => key)).flatMap(([, group]) => {
    const points = group.slice(-MOST_RUNS).map(pointOf);
    const last = points.at(-1);
    if (last === undefined) return [];
    const { dataset, source, filter } = last.entry;
    return [{ dataset, source, filter, points, last }];
  });
}

function pointOf(entry: HistoryEntry): Point {
  return { entry, time: Date.parse(entry.at), status: worstOf(entry.checks), score: scoreOf(entry.checks) };
}

/** The percentage of a point: overall, or of one dimension. */
export function percentOf({ score }: Point, dimension?: ScoreDimension): number | undefined {
  return (dimension === undefined ? score.overall : score.dimensions[dimension])?.percent;
}

/** A trend in words, for screen readers. */
export function trendText(points: readonly Point[], subject: string, dimension?: ScoreDimension): string {
  const values = points.flatMap((point) => percentOf(point, dimension) ?? []);
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return `${subject}: not measured`;
  return `${subject} over ${plural(points.length, "run")}: first ${first} %, last ${last} %, lowest ${Math.min(...values)} %`;
}

/** A check that began to fail: in a run after one in which it passed, or in the first run. */
export interface Failure {
  readonly series: Series;
  readonly check: PastCheck;
  readonly began: Point;
  /** The number of runs in a row with this failure. */
  readonly runs: number;
  /** The first run after it in which the check passed. */
  readonly fixed: Point | undefined;
}

/** The failures of all series, the newest first. A run in which a check did not run neither begins nor ends a failure. */
export function failuresOf(series: readonly Series[]): readonly Failure[] {
  return series.flatMap(failuresIn).sort((a, b) => b.began.time - a.began.time);
}

function failuresIn(series: Series): readonly Failure[] {
  const open = new Map<string, { check: PastCheck; began: Point; runs: number }>();
  const closed: Failure[] = [];
  for (const point of series.points)
    for (const check of point.entry.checks) {
      const failure = open.get(check.id);
      if (check.status === "fail" && failure === undefined) open.set(check.id, { check, began: point, runs: 1 });
      else if (check.status === "fail" && failure !== undefined)
        Object.assign(failure, { check, runs: failure.runs + 1 });
      else if (failure !== undefined && (check.status === "pass" || check.status === "warn")) {
        closed.push({ series, ...failure, fixed: point });
        open.delete(check.id);
      }
    }
  return [...closed, ...[...open.values()].map((failure) => ({ series, ...failure, fixed: undefined }))];
}

/** The time of a check. */
export interface CheckTime {
  readonly series: Series;
  readonly check: PastCheck;
  /** Milliseconds, over all runs of the series. */
  readonly median: number;
}

/** The slowest checks of the last run of each series, at most a number of them. */
export function slowestOf(series: readonly Series[], most: number): readonly CheckTime[] {
  return series
    .flatMap((one) => one.last.entry.checks.map((check) => ({ series: one, check })))
    .sort((a, b) => b.check.duration - a.check.duration)
    .slice(0, most)
    .map((slow) => ({ ...slow, median: medianTime(slow.series, slow.check.id) }));
}

function medianTime({ points }: Series, id: string): number {
  const times = points.flatMap(({ entry }) =>
    entry.checks.filter((check) => check.id === id).map(({ duration }) => duration),
  );
  return times.sort((a, b) => a - b)[Math.floor((times.length - 1) / 2)] ?? 0;
}
