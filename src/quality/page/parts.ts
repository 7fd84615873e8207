import { Code, code, join } from "../../text/quote/code.ts";
import { text } from "../../text/quote/markup.ts";
import { cut } from "../report/words.ts";
import type { Status } from "../result.ts";
import { type QualityScore, type Score, scoreDimensions } from "../score.ts";

const BADGES = {
  pass: "✓ Passed",
  fail: "✗ Failed",
  warn: "! Warning",
  error: "✗ Error",
  skipped: "– Skipped",
} as const satisfies Record<Status, string>;

/** The longest value that a page shows whole. */
const LONGEST = 400;

/** Text of a result as the content of an element. */
export function shown(value: string): Code {
  return text(cut(value, LONGEST));
}

/** An id as code. A long one breaks after a dot or an underscore. */
export function identifier(id: string): Code {
  const parts = cut(id, LONGEST).split(/(?<=[._])/);
  return code`<code>${join(parts.map(text), "<wbr/>")}</code>`;
}

/** The status as a word and a mark, with a color. */
export function badge(status: Status): Code {
  return code`<span class="badge ${name(status)}">${text(BADGES[status])}</span>`;
}

/** A class name or a fixed string from the source of dex. */
export function name(word: string): Code {
  return text(word);
}

/** A score as a percentage. */
export function percentText({ percent }: Pick<Score, "percent">): string {
  return percent === undefined ? "not measured" : `${percent} %`;
}

/** A moment in UTC, to the minute. */
export function moment(iso: string): Code {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return shown(iso);
  const exact = new Date(time).toISOString();
  return code`<time datetime="${text(exact)}">${text(`${exact.slice(0, 16).replace("T", " ")} UTC`)}</time>`;
}

/** The day of a moment in UTC. */
export function day(time: number): Code {
  const date = text(new Date(time).toISOString().slice(0, 10));
  return code`<time datetime="${date}">${date}</time>`;
}

/** A figure in a tile at the top of a page. */
export interface Tile {
  readonly figure: string;
  readonly label: string;
  readonly status?: Status;
}

/** Tiles in a row. */
export function tiles(list: readonly Tile[]): Code {
  const items = list.map(
    ({ figure, label, status }) =>
      code`<li class="${name(status ?? "plain")}"><strong>${text(figure)}</strong><span>${text(label)}</span></li>`,
  );
  return code`<ul class="tiles">${join(items, "\n")}</ul>`;
}

/** The score of each dimension, with a bar. */
export function dimensionList({ dimensions }: QualityScore): Code {
  const items = scoreDimensions.flatMap((dimension) => {
    const score = dimensions[dimension];
    if (score === undefined) return [];
    return [
      code`<div><dt>${name(dimension)}</dt><dd>${text(percentText(score))}</dd>${bar("bar", (score.percent ?? 0) / 100)}</div>`,
    ];
  });
  return code`<dl class="dimensions">${join(items, "\n")}</dl>`;
}

/** A bar that is filled to a share from 0 to 1. It repeats a figure beside it, so a screen reader skips it. */
export function bar(kind: "bar" | "bar share", share: number): Code {
  const width = Math.max(0, Math.min(100, Math.round(share * 1000) / 10));
  return code`<svg class="${name(kind)}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="6"/><rect class="fill" width="${number(width)}" height="6"/></svg>`;
}

function number(value: number): Code {
  return text(String(value));
}

/** A column of a table. The first column is the head of its row. A wide one is hidden on a phone. */
export interface TableColumn<T> {
  readonly title: string;
  readonly cell: (row: T) => Code;
  readonly kind?: "number" | "wrap" | "wide" | "number wide";
}

/** A table in a region that scrolls when it is too wide, by keyboard too. `label` names it for screen readers. */
export function table<T>(label: string, columns: readonly TableColumn<T>[], rows: readonly T[]): Code {
  const head = columns.map(({ title, kind }) => code`<th scope="col"${classOf(kind)}>${text(title)}</th>`);
  const body = rows.map((row) => {
    const [first, ...rest] = columns.map(({ cell, kind }, index) =>
      index === 0
        ? code`<th scope="row"${classOf(kind)}>${cell(row)}</th>`
        : code`<td${classOf(kind)}>${cell(row)}</td>`,
    );
    return code`<tr>${join(first === undefined ? [] : [first, ...rest], "")}</tr>`;
  });
  return code`<div class="scroll" role="region" aria-label="${shown(label)}" tabindex="0"><table>
<caption><span class="hidden">${shown(label)}</span></caption>
<thead><tr>${join(head, "")}</tr></thead>
<tbody>
${join(body, "\n")}
</tbody></table></div>`;
}

function classOf(kind: TableColumn<unknown>["kind"]): Code {
  return kind === undefined ? Code.trusted("") : code` class="${name(kind)}"`;
}
