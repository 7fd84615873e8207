import { describe, expect, it } from "vitest";
import { historyLines, readHistory } from "../../src/quality/history.ts";
import { check, dataset, EVERY_RUN, HOSTILE, hostileRun, run } from "./report/runs.ts";

const LINES = historyLines(EVERY_RUN);

describe("the history of runs", () => {
  it("has a line for each dataset, with figures and without sample values", () => {
    const [orders = "", customers = ""] = LINES.split("\n");
    expect(LINES.split("\n")).toHaveLength(3);
    expect(Object.keys(JSON.parse(orders))).toEqual([
      "v",
      "run",
      "at",
      "dex",
      "dataset",
      "contractVersion",
      "source",
      "rows",
      "duration",
      "checks",
    ]);
    expect(orders).not.toContain("samples");
    expect(JSON.parse(orders).checks[0]).toEqual({
      id: "orders.id.unique",
      kind: "unique",
      dimension: "uniqueness",
      status: "fail",
      violations: 37,
      examined: 12480,
      reason: "37 of 12,480 rows violate it",
      duration: 212,
    });
    expect(JSON.parse(customers)).toMatchObject({ source: "public.customers", filter: "where region = 'EU'" });
  });

  it("reads what it wrote, in the order of time", () => {
    const later = historyLines(run([dataset([check("a")])], { startedAt: "2026-03-02T06:00:00.000Z" }));
    const { entries, skipped } = readHistory(later + LINES);
    expect(skipped).toBe(0);
    expect(entries.map(({ at, dataset: id }) => [at.slice(0, 10), id])).toEqual([
      ["2026-03-01", "orders"],
      ["2026-03-01", "customers"],
      ["2026-03-02", "orders"],
    ]);
  });

  it("loses at most one line when an append is torn anywhere", () => {
    const whole = LINES.length;
    for (let end = 0; end <= 600; end += 7) {
      const torn = `${LINES}${LINES.slice(0, Math.min(end, whole))}`;
      // The next append begins on a new line.
      const { entries, skipped } = readHistory(`${torn}\n${LINES}`);
      expect(entries.length).toBeGreaterThanOrEqual(4);
      expect(skipped).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    ["text", "no"],
    ["another version", '{"v":2}'],
    ["null", "null"],
    ["a list", "[]"],
    ["a line without checks", LINES.split("\n")[0]?.replace(/"checks".*/, '"checks":1}')],
    ["an instant without a zone", LINES.split("\n")[0]?.replace("00:00.000Z", "00:00.000")],
    ["no instant", LINES.split("\n")[0]?.replace("2026-03-01", "2026-13-41")],
    ["an unknown status", LINES.split("\n")[0]?.replace('"fail"', '"constructor"')],
    ["an unknown dimension", LINES.split("\n")[0]?.replace('"uniqueness"', '"__proto__"')],
    ["a count below zero", LINES.split("\n")[0]?.replace('"rows":12480', '"rows":-1')],
    ["a figure that is an object", LINES.split("\n")[0]?.replace(/"newest_value":"[^"]*"/, '"newest_value":{}')],
  ])("skips and counts %s", (_, line) => {
    expect(readHistory(`${line}\n${LINES}`)).toMatchObject({ entries: [{}, {}], skipped: 1 });
  });

  it("keeps hostile strings as they are", () => {
    for (const text of HOSTILE) {
      const lines = historyLines(hostileRun(text));
      expect(lines.split("\n")).toHaveLength(2);
      expect(readHistory(lines).entries[0]?.source).toBe(text);
    }
  });

  it("is empty for an empty file", () => {
    expect(readHistory("\n\n")).toEqual({ entries: [], skipped: 0 });
  });
});
