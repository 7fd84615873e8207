import { describe, expect, it } from "vitest";
import { sarif } from "../../../src/quality/report/sarif.ts";
import { check, dataset, EVERY_RUN, HOSTILE, hostileRun, NOTHING, run } from "./runs.ts";

function read(given: typeof EVERY_RUN) {
  return JSON.parse(sarif(given, { colour: false })).runs[0];
}

describe("the SARIF report", () => {
  it("has a result for each finding, at the line of the assertion in its contract", () => {
    const { results, tool } = read(EVERY_RUN);
    expect(results.map((one: { ruleId: string; level: string }) => [one.ruleId, one.level])).toEqual([
      ["orders.id.unique", "error"],
      ["orders.freshness", "error"],
      ["orders.total.expression", "error"],
      ["orders.email.format", "warning"],
    ]);
    expect(results[0]).toMatchObject({
      ruleIndex: 0,
      message: {
        text: "orders.id.unique is violated in data/orders.csv (orders 1.2.0): 37 of 12,480 rows violate it (rule: no two rows have the same id)",
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "contracts/orders.contract.yaml" },
            region: { startLine: 12 },
          },
        },
      ],
    });
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  it("says that the run was not complete if a check did not run", () => {
    expect(read(EVERY_RUN).invocations[0].executionSuccessful).toBe(false);
    expect(read(NOTHING)).toMatchObject({ results: [], invocations: [{ executionSuccessful: true }] });
  });

  it("has no location without a place, and no region without a line", () => {
    const [first, second] = read(
      run([
        dataset([
          { ...check("a", { status: "fail" }), origin: { path: "a b.yaml" } },
          JSON.parse(JSON.stringify({ ...check("b", { status: "fail" }), origin: undefined })),
        ]),
      ]),
    ).results;
    expect(first.locations).toEqual([{ physicalLocation: { artifactLocation: { uri: "a%20b.yaml" } } }]);
    expect(second).not.toHaveProperty("locations");
  });

  it("has a result for each dataset with the same check", () => {
    const same = check("a", { status: "fail" });
    expect(read(run([dataset([same]), dataset([same])])).results).toHaveLength(2);
  });

  it("gives a finding the same fingerprint when its figures change", () => {
    const of = (violations: number, name: string) =>
      read(run([dataset([check("a", { status: "fail", violations })], { source: { engine: "duckdb", name } })]))
        .results[0].partialFingerprints["dexCheck/v1"];
    expect(of(1, "a.csv")).toBe(of(2, "a.csv"));
    expect(of(1, "a.csv")).not.toBe(of(1, "b.csv"));
  });

  it("is JSON without invisible characters, whatever the strings", () => {
    for (const text of HOSTILE) {
      const printed = sarif(hostileRun(text), { colour: false });
      expect(printed.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      expect(JSON.parse(printed).runs[0].results).toHaveLength(3);
    }
  });
});
