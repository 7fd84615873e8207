import { wrapColumns } from "../diagnostics/format/columns.ts";
import { plural } from "../diagnostics/format/summary.ts";
import type { ViolationOf } from "../emit/violations.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Coverage } from "../ir/coverage.ts";
import { append } from "../text/append.ts";
import { type RunsOf, sentenceOf } from "./coverage-runs.ts";
import { table } from "./table.ts";

/** The assertions, the records of all targets about them, the runs of the targets' tests, and what happens to violations. */
export interface CoverageOf {
  readonly assertions: readonly Assertion[];
  readonly records: readonly Coverage[];
  readonly runsOf: RunsOf;
  readonly violationOf: ViolationOf;
}

/** The assertions, and the records of all targets about them. */
type Records = Pick<CoverageOf, "assertions" | "records">;

/** How many of the assertions of severity error at least one target checks. `percent` is rounded down to a tenth. */
export function checkedShare({ assertions, records }: Records) {
  const checked = new Set(records.filter(isChecked).map(({ assertion }) => assertion));
  const errors = assertions.filter(({ severity }) => severity === "error");
  const count = errors.filter(({ id }) => checked.has(id)).length;
  return { assertions: errors.length, checked: count, percent: percentage(count, errors.length) };
}

/** The number of assertions of each target, by how it covers them. `notApplicable` counts those that users do not expect it to check. */
export function summaries({ records }: Records) {
  const byTarget = new Map<string, Coverage[]>();
  for (const record of records) append(byTarget, record.target, record);
  return [...byTarget].map(([target, own]) => {
    const count = (cell: Cell) => own.filter((record) => cellOf(record) === cell).length;
    const notApplicable = count("–");
    return {
      target,
      tested: own.filter(({ how }) => how === "test").length,
      enforced: own.filter(({ how }) => how === "enforced").length,
      runtime: own.filter(({ how }) => how === "runtime").length,
      partly: count("partly"),
      documented: own.filter(({ how, expected }) => how === "documented" && expected !== true).length,
      unsupported: count("no"),
      notApplicable,
      percent: percentage(own.filter(isChecked).length, own.length - notApplicable),
    };
  });
}

/** The coverage for people: the gaps, or with `all` every assertion, and a line for each target. */
export function coverageReport(found: CoverageOf, { all }: { readonly all: boolean }): string {
  const parts = [
    all ? matrix(found) : gaps(found),
    partial(found, all),
    blocking(found),
    all ? runs(found) : unrun(found),
  ];
  return [...parts, totals(found)].filter((part) => part !== "").join("\n");
}

type Cell = "enforced" | "test" | "runtime" | "partly" | "documented" | "no" | "–";

function isChecked({ how }: Coverage): boolean {
  return how === "enforced" || how === "test" || how === "runtime";
}

function cellOf(record: Coverage): Cell {
  const { how, limits, expected } = record;
  if (how === "enforced" || how === "test" || how === "runtime") return limits === undefined ? how : "partly";
  if (expected === true) return "–";
  return how === "documented" ? "documented" : "no";
}

function percentage(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((part / whole) * 1000) / 10;
}

/** Every assertion with every target. */
function matrix({ assertions, records }: CoverageOf): string {
  const targets = [...new Set(records.map(({ target }) => target))];
  const cells = new Map(records.map((record) => [`${record.assertion}\0${record.target}`, cellOf(record)]));
  const rows = assertions.map(({ id }) => [id, ...targets.map((target) => cells.get(`${id}\0${target}`) ?? "–")]);
  return table(["assertion", ...targets], rows);
}

/** Lists the assertions that no target checks, and those that a target could check and does not. */
function gaps({ assertions, records }: CoverageOf): string {
  const checked = new Set(records.filter(isChecked).map(({ assertion }) => assertion));
  const nowhere = assertions.filter(({ id }) => !checked.has(id)).map(({ id }) => id);
  const missed = grouped(records.filter((record) => cellOf(record) === "no"));
  const lines = [
    ...(nowhere.length === 0 ? [] : ["no target checks:", ...nowhere.map((id) => `  ${id}`)]),
    ...(missed.length === 0 ? [] : ["not checked, and could be:", ...missed]),
  ];
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

/** Lists the assertions that are checked only in part: their number for each target, or with `all` each of them with the reasons. */
function partial({ records }: CoverageOf, all: boolean): string {
  const found = records.filter((record) => cellOf(record) === "partly");
  if (found.length === 0) return "";
  const lines = all
    ? grouped(found.map((record) => ({ ...record, why: record.limits?.join("; ") ?? "" })))
    : [...new Set(found.map(({ target }) => target))].map((target) => {
        const own = found.filter((record) => record.target === target);
        return `  ${target}: ${plural(own.length, "assertion")}, such as ${own[0]?.assertion ?? ""}`;
      });
  const head = all ? "partly checked:" : "partly checked (--all has the reasons):";
  return `${[head, ...lines].join("\n")}\n`;
}

/** Lists the assertions whose violations block although the contract has a quarantine. */
function blocking({ assertions, violationOf }: CoverageOf): string {
  const byReason = new Map<string, string[]>();
  for (const assertion of assertions) {
    const { why } = violationOf(assertion);
    if (why !== undefined) append(byReason, why, assertion.id);
  }
  const lines = [...byReason].flatMap(([why, ids]) => [`  ${named(ids)}`, ...indented(why)]);
  return lines.length === 0 ? "" : `${["not moved to a quarantine, so a violation blocks:", ...lines].join("\n")}\n`;
}

/** The tests that no pipeline runs, and the assertions of which no test of another target runs either. */
function unrun({ assertions, records, runsOf }: CoverageOf): string {
  const byId = new Map(assertions.map((one) => [one.id, one]));
  const tests = records.filter(({ how }) => how === "test");
  const isRun = ({ assertion, target }: Coverage) => {
    const one = byId.get(assertion);
    return one !== undefined && runsOf(target, one).length > 0;
  };
  const run = new Set(tests.filter(isRun).map(({ assertion }) => assertion));
  const lines = [...new Set(tests.map(({ target }) => target))].flatMap((target) => {
    const own = tests.filter((record) => record.target === target && !run.has(record.assertion));
    const contracts = [...new Set(own.map(({ assertion }) => byId.get(assertion)?.dataset ?? ""))];
    return own.length === 0 ? [] : [`  ${target}: ${plural(own.length, "assertion")} of ${named(contracts)}`];
  });
  return lines.length === 0 ? "" : `${["tested, but run by no pipeline:", ...lines].join("\n")}\n`;
}

/** The pipelines and gates that run the tests of each target, by contract. */
function runs({ assertions, records, runsOf }: CoverageOf): string {
  const byId = new Map(assertions.map((one) => [one.id, one]));
  const groups = new Map<string, { readonly row: readonly string[]; count: number }>();
  for (const { assertion, target, how } of records) {
    const one = byId.get(assertion);
    if (how !== "test" || one === undefined) continue;
    const by = runsOf(target, one).map(sentenceOf).join(", ") || "nobody";
    const key = JSON.stringify([one.dataset, target, by]);
    const group = groups.get(key) ?? { row: [one.dataset, target, by], count: 0 };
    group.count++;
    groups.set(key, group);
  }
  if (groups.size === 0) return "";
  const rows = [...groups.values()].map(({ row: [contract = "", target = "", by = ""], count }) => [
    contract,
    target,
    String(count),
    by,
  ]);
  return table(["contract", "target", "tests", "run by"], rows);
}

const MOST_NAMED = 3;

function named(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Groups the records by target and reason: `  target: a, b and 2 more`, with the reason below. */
function grouped(records: readonly Coverage[]): readonly string[] {
  const groups = new Map<string, { readonly target: string; readonly why: string; readonly ids: string[] }>();
  for (const { target, why = "it does not have this check", assertion } of records) {
    const key = `${target}\0${why}`;
    const group = groups.get(key) ?? { target, why, ids: [] };
    groups.set(key, group);
    group.ids.push(assertion);
  }
  return [...groups.values()].flatMap(({ target, why, ids }) => {
    return [`  ${target}: ${named(ids)}`, ...indented(why)];
  });
}

const WIDTH = 100;
const INDENT = " ".repeat(6);

/** A reason in lines below its subject. */
function indented(reason: string): readonly string[] {
  return wrapColumns(reason, WIDTH - INDENT.length).map((line) => INDENT + line);
}

/** A line for each target, and the line of `checkedShare`. A target's percentage is of the assertions that it could check. */
function totals(found: CoverageOf): string {
  const rows = summaries(found).map((one) => [
    one.target,
    ...[one.tested, one.enforced, one.runtime, one.documented, one.unsupported, one.notApplicable].map(shown),
    `${one.percent} %`,
  ]);
  const head = ["target", "tested", "enforced", "runtime", "documented", "unsupported", "n/a", "checked"];
  const { assertions, checked, percent } = checkedShare(found);
  const share = `${checked} of ${plural(assertions, "assertion")} of severity error checked by at least one target: ${percent} %`;
  return `${table(head, rows)}\n${share}\n`;
}

function shown(count: number): string {
  return count === 0 ? "–" : String(count);
}
