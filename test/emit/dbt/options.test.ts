import { describe, expect, it } from "vitest";
import { readOptions } from "../../../src/emit/dbt/options.ts";

describe("the options of dbt()", () => {
  it("have defaults", () => {
    expect(readOptions({})).toEqual({ value: { adapters: undefined, tests: "native" } });
  });

  it.each<[unknown, (string | number)[], string]>([
    [{ adapter: "duckdb" }, ["adapter"], 'did you mean "adapters"'],
    [{ adapters: [] }, ["adapters"], "a list of adapters"],
    [{ adapters: "duckdb" }, ["adapters"], "a list of adapters"],
    [{ adapters: ["duckdb", "postgress"] }, ["adapters", 1], 'did you mean "postgres"'],
    [{ adapters: ["duckdb", "duckdb"] }, ["adapters", 1], "listed twice"],
    [{ tests: "expectations" }, ["tests"], '"native" or "dbt_utils"'],
    [null, [], "an object"],
  ])("%j is refused", (given, path, message) => {
    const read = readOptions(given);
    expect("problems" in read && read.problems).toEqual([{ path, message: expect.stringContaining(message) }]);
  });
});
