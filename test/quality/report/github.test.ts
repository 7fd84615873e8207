import { describe, expect, it } from "vitest";
import { github } from "../../../src/quality/report/github.ts";
import { check, dataset, EVERY_RUN, HOSTILE, hostileRun, NOTHING, run } from "./runs.ts";

const print = (given: typeof EVERY_RUN) => github(given, { colour: false });

describe("the annotations for GitHub", () => {
  it("are at the line of the assertion, errors first", () => {
    const lines = print(EVERY_RUN).split("\n");
    expect(lines.map((line) => line.slice(0, 40))).toEqual([
      "::error file=contracts/orders.contract.y",
      "::error file=contracts/orders.contract.y",
      "::error file=contracts/orders.contract.y",
      "::warning file=contracts/orders.contract",
      "",
    ]);
    expect(lines[0]).toBe(
      "::error file=contracts/orders.contract.yaml,line=12,title=orders.id.unique::orders.id.unique is violated in data/orders.csv (orders 1.2.0): 37 of 12,480 rows violate it (rule: no two rows have the same id)",
    );
  });

  it("are ten of a level, and a notice counts the rest", () => {
    const many = run([dataset(Array.from({ length: 13 }, (_, index) => check(`c${index}`, { status: "fail" })))]);
    const lines = print(many).trimEnd().split("\n");
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe("::notice::3 more findings; the report lists all of them");
  });

  it.each(HOSTILE.map((text, index) => [index, text] as const))(
    "are one command a line with hostile string %i",
    (_, text) => {
      const printed = print(hostileRun(text));
      expect(printed.split("\n").slice(0, -1)).toHaveLength(3);
      for (const line of printed.split("\n").slice(0, -1))
        expect(line).toMatch(/^::(error|warning) file=[^:,]*,line=2,title=[^:,]*::[^\r\n]*$/);
    },
  );

  it("are nothing for nothing", () => {
    expect(print(NOTHING)).toBe("");
  });
});
