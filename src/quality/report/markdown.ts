import { plural } from "../../diagnostics/format/summary.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import * as quote from "../../text/quote/markdown.ts";
import { type CheckResult, countStatuses, type DatasetResult, type Status } from "../result.ts";
import { scoreOf } from "../score.ts";
import type { Report } from "./context.ts";
import {
  allowedBy,
  byAttention,
  checksOf,
  cut,
  duration,
  explanationOf,
  foundBy,
  rowsText,
  sampleText,
  sourceText,
  totals,
  worstOf,
} from "./words.ts";

const MARKS = { pass: "✅", fail: "❌", warn: "⚠️", error: "🛑", skipped: "⏭️" } as const satisfies Record<
  Status,
  string
>;

/** A comment on GitHub has at most 65,536 characters, so a report shows this many checks in detail, and cuts long strings. */
const MOST_DETAILS = 50;
const LONGEST = 160;

/** For a comment on a pull request or a job summary: a table of the datasets, then the checks that need attention with their samples. */
export const markdown: Report = (run) => {
  const checks = checksOf(run);
  const total = totals(countStatuses(checks)).map(([, words]) => words);
  const title = raw(
    `## ${MARKS[worstOf(checks)]} Data quality: ${total.length === 0 ? "no checks" : total.join(", ")}`,
  );
  const attention = run.datasets.flatMap((dataset) =>
    byAttention(dataset.checks)
      .filter(({ status }) => status !== "pass")
      .map((check) => ({ dataset, check })),
  );
  const shown = attention.slice(0, MOST_DETAILS).map(({ dataset, check }) => details(check, dataset));
  const hidden = attention.length - shown.length;
  const more = hidden === 0 ? [] : [raw(`${plural(hidden, "more check")} not shown.`)];
  const end = short(`dex ${run.version} in ${duration(run.duration)}, run ${run.run}`);
  return `${join([title, ...datasetTable(run.datasets), ...shown, ...more, end], "\n\n").text}\n`;
};

function datasetTable(datasets: readonly DatasetResult[]): readonly Code[] {
  if (datasets.length === 0) return [];
  const head = ["| | dataset | source | rows | checks | score | time |", "|---|---|---|---:|---|---:|---:|"];
  const rows = datasets.map((dataset) => {
    const { contract, checks } = dataset;
    const { percent } = scoreOf(checks).overall;
    const cells = [
      raw(MARKS[worstOf(checks)]),
      short(`${contract.name} ${contract.version}`),
      short(sourceText(dataset)),
      quote.text(rowsText(dataset)),
      quote.text(
        totals(countStatuses(checks))
          .map(([, words]) => words)
          .join(", "),
      ),
      raw(percent === undefined ? "–" : `${percent} %`),
      raw(duration(dataset.duration)),
    ];
    return code`| ${join(cells, " | ")} |`;
  });
  return [join([...head.map(raw), ...rows], "\n")];
}

/** A check with its reason, as an item of a list; its samples are items below it. */
function details(check: CheckResult, { contract }: DatasetResult): Code {
  const { path, line } = check.origin ?? {};
  const figures = [foundBy(check), allowedBy(check)].filter((text) => text !== "").join(", ");
  const head = code`- ${raw(MARKS[check.status])} **${short(check.id)}** (${short(contract.name)}): ${short(explanationOf(check))}`;
  const below = [
    ...(figures === "" ? [] : [short(`found ${figures}`)]),
    ...check.samples.map((sample) => short(`sample: ${sampleText(sample)}`)),
    ...(path === undefined ? [] : [short(`rule: ${line === undefined ? path : `${path}:${line}`}`)]),
  ];
  return join([head, ...below.map((item) => code`  - ${item}`)], "\n");
}

function short(text: string): Code {
  return quote.text(cut(text, LONGEST));
}

function raw(text: string): Code {
  return Code.trusted(text);
}
