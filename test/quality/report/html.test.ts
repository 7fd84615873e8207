import { describe, expect, it } from "vitest";
import { html } from "../../../src/quality/report/html.ts";
import { visible } from "../../../src/text/visible.ts";
import { readPage, textsOf } from "./pages.ts";
import { check, dataset, EVERY_RUN, EVERY_STATUS, HOSTILE, hostileRun, NOTHING, run } from "./runs.ts";
import { textOf } from "./xml.ts";

const print = (given: typeof EVERY_RUN) => html(given, { colour: false });

describe("the HTML report", () => {
  it("leads from the totals to the datasets, their findings and all checks", () => {
    const elements = readPage(print(EVERY_RUN));
    expect(textsOf(elements, "h1")).toEqual(["2 checks failed"]);
    expect(textsOf(elements, "h2")).toEqual(["Datasets", "orders", "customers"]);
    expect(textsOf(elements, "h4")).toEqual([
      "✗ Failed orders.id.unique",
      "✗ Failed orders.freshness",
      "✗ Error orders.total.expression",
      "! Warning orders.email.format",
    ]);
    expect(textsOf(elements, "li")).toEqual([
      "62.3 %quality score, 6 of 8 checks ran",
      "2failed",
      "1with an error",
      "1with a warning",
      "1skipped",
      "3passed",
    ]);
  });

  it("shows the samples of a check as a table, with their place in the file", () => {
    const elements = readPage(print(EVERY_RUN));
    const samples = elements.filter(({ attributes }) => attributes["class"] === "samples").map(textOf);
    expect(samples[0]?.replace(/\s+/g, " ").trim()).toBe(
      "Sample rows of orders.id.unique idplace 1001data/orders.csv:12 1002",
    );
    expect(samples[1]).toContain("***");
  });

  it("shows every check with its status in words, not only by color", () => {
    const elements = readPage(print(EVERY_RUN));
    const badges = elements.filter(({ attributes }) => attributes["class"]?.startsWith("badge "));
    expect(new Set(badges.map(textOf))).toEqual(new Set(["✓ Passed", "✗ Failed", "! Warning", "✗ Error", "– Skipped"]));
  });

  it.each([
    [[], "No check ran"],
    [["skipped"], "No check ran"],
    [["pass"], "Every check passed"],
    [["pass", "skipped"], "Every check that ran passed"],
    [["pass", "warn"], "1 warning"],
    [["pass", "error"], "1 check did not run to the end"],
    [["error", "fail", "fail"], "2 checks failed"],
  ] as const)("says of %j: %s", (statuses, title) => {
    const checks = statuses.map((status, index) => check(`c${index}`, { status }));
    expect(textsOf(readPage(print(run([dataset(checks)]))), "h1")).toEqual([title]);
  });

  it.each(HOSTILE.map((text, index) => [index, text] as const))(
    "shows hostile string %i as text, with the same elements as an ordinary one",
    (_, text) => {
      const elements = readPage(print(hostileRun(text)));
      const ordinary = readPage(print(hostileRun("x")));
      const names = (all: typeof elements) => all.map(({ name }) => name).filter((name) => name !== "wbr");
      expect(names(elements)).toEqual(names(ordinary));
      expect(textsOf(elements, "h2")[0]).toBe(text.length > 400 ? `${text.slice(0, 400)}…` : visible(text));
    },
  );

  it("folds a long list of checks", () => {
    const checks = Array.from({ length: 41 }, (_, index) => check(`c${index}`));
    const isOpen = (count: number) =>
      readPage(print(run([dataset(checks.slice(0, count))]))).some(
        ({ attributes }) => attributes["open"] !== undefined,
      );
    expect([isOpen(40), isOpen(41)]).toEqual([true, false]);
  });

  it("is a whole page of nothing, and the same bytes each time", () => {
    readPage(print(NOTHING));
    readPage(print(run([dataset([EVERY_STATUS[4]])])));
    expect(print(EVERY_RUN)).toBe(print(EVERY_RUN));
  });
});
