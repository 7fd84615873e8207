import { describe, expect, it } from "vitest";
import { historyLines, readHistory } from "../../../src/quality/history.ts";
import { dashboard } from "../../../src/quality/report/dashboard.ts";
import type { CheckResult } from "../../../src/quality/result.ts";
import { readPage, textsOf } from "./pages.ts";
import { check, dataset, HOSTILE, hostileRun, run } from "./runs.ts";
import { elementsOf, textOf } from "./xml.ts";

/** The line of a run on a day of January. */
function onDay(day: number, checks: readonly CheckResult[]): string {
  const startedAt = `2026-01-${String(day).padStart(2, "0")}T06:00:00.000Z`;
  return historyLines(run([dataset(checks)], { run: `run ${day}`, startedAt }));
}

const freshness = (newest: unknown) =>
  ({
    ...check("orders.freshness", { kind: "freshness", dimension: "timeliness" }),
    measured: { newest_value: newest },
  }) as CheckResult;

function read(text: string) {
  return readPage(dashboard(readHistory(text)));
}

/** The rows of the table with a caption. */
function rows(elements: ReturnType<typeof read>, caption: string): readonly string[] {
  const table = elements.find(({ name, children }) => {
    const [, first] = children;
    return name === "table" && typeof first === "object" && textOf(first) === caption;
  });
  const [, ...body] = table === undefined ? [] : elementsOf(table).filter(({ name }) => name === "tr");
  return body.map(({ children }) => children.map((cell) => (typeof cell === "string" ? "" : textOf(cell))).join(" | "));
}

describe("the dashboard", () => {
  it("shows the last state of each dataset, those that fail first", () => {
    const other = { contract: { id: "a", name: "a", version: "1.0.0" } };
    const text =
      onDay(1, [check("c")]) +
      historyLines(run([dataset([check("c")], other)], { startedAt: "2026-01-02T06:00:00.000Z" })) +
      onDay(3, [check("c", { status: "fail", violations: 1248 })]);
    const elements = read(text);
    expect(textsOf(elements, "h1")).toEqual(["1 dataset fails"]);
    expect(rows(elements, "Datasets")).toEqual([
      "ordersdata/orders.csv | ✗ Failed |  | 90 % | −10 | 12,480 | 2026-01-03 06:00 UTC",
      "adata/orders.csv | ✓ Passed |  | 100 % | – | 12,480 | 2026-01-02 06:00 UTC",
    ]);
  });

  it("lists when a failure began, for how many runs, and whether it is fixed", () => {
    const failed = (reason: string) => check("c", { status: "fail", violations: 1, reason });
    const text =
      onDay(1, [failed("first")]) +
      onDay(2, [check("c")]) +
      onDay(3, [failed("second")]) +
      onDay(4, [check("c", { status: "error" })]) +
      onDay(5, [failed("third")]);
    expect(rows(read(text), "Newest failures")).toEqual([
      "cthirddata/orders.csv2026-01-03 06:00 UTC | ✗ Failed | 2026-01-03 06:00 UTC | 2",
      "cfirstdata/orders.csv2026-01-01 06:00 UTC | ✓ Passedsince 2026-01-02 | 2026-01-01 06:00 UTC | 1",
    ]);
  });

  it.each([
    ["2026-01-05T04:30:00Z", "1 h 30 min"],
    ["2026-01-05 04:30:00", "1 h 30 min"],
    ["2026-01-05T05:45:00.123456+00:00", "15 min"],
    ["2026-01-05 04:30:00+00", "1 h 30 min"],
    ["2026-01-05 06:30:00.5+02", "1 h 30 min"],
    ["2026-01-05T10:00:00+0530", "1 h 30 min"],
    ["2026-01-02", "3 d 6 h"],
    ["2026-01-06", "in the future"],
    ["yesterday", ""],
    [17, ""],
    [null, ""],
  ])("shows the age of the newest value %o when it was checked: %s", (newest, age) => {
    expect(rows(read(onDay(5, [freshness(newest)])), "Freshness")[0]?.split(" | ")[2]).toBe(age);
  });

  it("lists the slowest checks with their median", () => {
    const timed = (a: number, b: number) => [check("a", { duration: a }), check("b", { duration: b })];
    const text = onDay(1, timed(1, 90)) + onDay(2, timed(500, 70)) + onDay(3, timed(60, 80));
    expect(rows(read(text), "Slowest checks")).toEqual([
      "bdata/orders.csv |  | 80 ms | 80 ms",
      "adata/orders.csv |  | 60 ms | 60 ms",
    ]);
  });

  it("says each trend in words, and shows a run without a score as a gap", () => {
    const text =
      onDay(1, [check("c", { violations: 1248 })]) +
      onDay(2, [check("c", { status: "error" })]) +
      onDay(3, [check("c")]);
    const drawings = read(text).filter(({ attributes }) => attributes["role"] === "img");
    expect(drawings.map(({ attributes }) => attributes["aria-label"])).toEqual([
      "Score of orders over 3 runs: first 90 %, last 100 %, lowest 90 %",
      "Score of orders over 3 runs: first 90 %, last 100 %, lowest 90 %",
      "Score of completeness over 3 runs: first 90 %, last 100 %, lowest 90 %",
    ]);
    const lines = drawings.map((drawing) =>
      elementsOf(drawing).find(({ attributes }) => attributes["class"] === "line"),
    );
    expect(lines[0]?.attributes["d"]).toBe("M0 1000M1000 0");
  });

  it("keeps apart what is not comparable: sources and filters", () => {
    const source = { engine: "duckdb", name: "data/orders.csv", filter: "where day = '2026-01-01'" } as const;
    const elements = read(onDay(1, [check("c")]) + historyLines(run([dataset([check("c")], { source })])));
    expect(textsOf(elements, "h2").filter((title) => title === "orders")).toHaveLength(2);
  });

  it("shows hostile strings as text, and says which lines it could not read", () => {
    const elements = read(`${HOSTILE.map((text) => historyLines(hostileRun(text))).join("")}{"v":1,"run":"to`);
    expect(textsOf(elements, "footer")[0]).toContain("1 line of the history could not be read.");
  });

  it("is a whole page of nothing, and the same bytes each time", () => {
    expect(textsOf(read(""), "h1")).toEqual(["No runs"]);
    const history = readHistory(onDay(1, [check("c")]));
    expect(dashboard(history)).toBe(dashboard(history));
  });

  it("is fast and bounded for a long history", () => {
    const checks = Array.from({ length: 20 }, (_, index) => check(`c${index}`));
    const entries = readHistory(onDay(1, checks)).entries.flatMap((entry) =>
      Array.from({ length: 5000 }, (_, index) => ({
        ...entry,
        run: `r${index}`,
        at: new Date(Date.UTC(2020, 0, 1, index)).toISOString(),
      })),
    );
    const page = dashboard({ entries, skipped: 0 });
    expect(page.length).toBeLessThan(100_000);
    expect(page).toContain("90 runs");
  });
});
