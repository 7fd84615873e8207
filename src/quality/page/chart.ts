import { Code, code, join } from "../../text/quote/code.ts";
import { text } from "../../text/quote/markup.ts";
import type { Status } from "../result.ts";
import { day, name } from "./parts.ts";

/** A value at a moment. A run without a value is a gap in the line. */
export interface ChartPoint {
  readonly time: number;
  readonly value: number | undefined;
  readonly status: Status;
}

/** The units of the drawing. Style sheets stretch it to any size; strokes keep their width. */
const SIZE = 1000;
/** With more runs than this, only those that need attention have a dot. */
const MOST_DOTS = 40;

/** A small line without axes. `label` says the same in words. */
export function sparkline(points: readonly ChartPoint[], label: string): Code {
  const low = lowest(points);
  return drawing("spark", label, code`${line(points, low)}${dots(points.slice(-1), points, low)}`);
}

/** A line of percentages over time, with axes. `label` says the same in words. */
export function chart(points: readonly ChartPoint[], label: string): Code {
  const low = lowest(points);
  const grid = [0, SIZE / 2, SIZE].map((y) => code`<path class="grid" d="M0 ${coordinate(y)}H${coordinate(SIZE)}"/>`);
  const dotted = points.length > MOST_DOTS ? points.filter(({ status }) => status !== "pass") : points;
  const inner = code`${join(grid, "")}${line(points, low)}${dots(dotted, points, low)}`;
  const marks = [100, (100 + low) / 2, low].map((mark) => code`<span>${text(`${mark} %`)}</span>`);
  const ends = [points[0], points.at(-1)].flatMap((point, index, [first, last]) =>
    point === undefined || (index === 1 && first?.time === last?.time) ? [] : [day(point.time)],
  );
  return code`<figure class="chart"><div class="y" aria-hidden="true">${join(marks, "")}</div>${drawing("plot", label, inner)}<figcaption>${join(ends, " ")}</figcaption></figure>`;
}

/** The lower end of the scale: as near to 100 as the values allow, so that small changes show. */
function lowest(points: readonly ChartPoint[]): number {
  const least = Math.min(100, ...points.flatMap(({ value }) => value ?? []));
  return [99, 95, 90, 80, 50].find((low) => least >= low) ?? 0;
}

function drawing(kind: string, label: string, inner: Code): Code {
  return code`<svg class="${name(kind)}" viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" aria-label="${text(label)}">${inner}</svg>`;
}

/** Where a point is: times from left to right, 100 % at the top. A single moment is at the right. */
function place(point: ChartPoint, points: readonly ChartPoint[], low: number): readonly [x: number, y: number] {
  const [start, end] = [points[0]?.time ?? 0, points.at(-1)?.time ?? 0];
  const x = end === start ? SIZE : ((point.time - start) / (end - start)) * SIZE;
  return [x, ((100 - (point.value ?? 0)) / (100 - low)) * SIZE];
}

function line(points: readonly ChartPoint[], low: number): Code {
  const steps: Code[] = [];
  let pen = "M";
  for (const point of points) {
    if (point.value === undefined) pen = "M";
    else {
      const [x, y] = place(point, points, low);
      steps.push(code`${Code.trusted(pen)}${coordinate(x)} ${coordinate(y)}`);
      pen = "L";
    }
  }
  return steps.length === 0 ? Code.trusted("") : code`<path class="line" d="${join(steps, "")}"/>`;
}

/** A dot is a line of no length with round ends, which stays round in a stretched drawing. */
function dots(some: readonly ChartPoint[], points: readonly ChartPoint[], low: number): Code {
  const marks = some.flatMap((point) => {
    if (point.value === undefined) return [];
    const [x, y] = place(point, points, low);
    return [code`<path class="dot ${name(point.status)}" d="M${coordinate(x)} ${coordinate(y)}h0"/>`];
  });
  return join(marks, "");
}

function coordinate(value: number): Code {
  return text(String(Math.round(value * 10) / 10));
}
