import { describe, expect, it } from "vitest";
import { readOptions } from "../../../src/emit/dbt/options.ts";

describe("the options of dbt()", () => {
  it("have defaults", () => {
    expect(readOptions({})).toEqual({ value: { adapters: undefined, tests: "native", vars: {}, targets: [] } });
  });

  it.each<[unknown, (string | number)[], string]>([
    [{ adapter: "duckdb" }, ["adapter"], 'did you mean "adapters"'],
    [{ adapters: [] }, ["adapters"], "a list of adapters"],
    [{ adapters: "duckdb" }, ["adapters"], "a list of adapters"],
    [{ adapters: ["duckdb", "postgress"] }, ["adapters", 1], 'did you mean "postgres"'],
    [{ adapters: ["duckdb", "duckdb"] }, ["adapters", 1], "listed twice"],
    [{ tests: "expectations" }, ["tests"], '"native" or "dbt_utils"'],
    [null, [], "an object"],
    [{ vars: [1] }, ["vars"], "write an object"],
    [{ vars: { "a b": 1 } }, ["vars", "a b"], "a name of letters"],
    [{ vars: { a: "{{ env_var('X') }}" } }, ["vars", "a"], 'remove "{{"'],
    [{ vars: { a: { b: ["{% x"] } } }, ["vars", "a", "b", 0], 'remove "{%"'],
    [{ vars: { a: [[1]] } }, ["vars", "a", 0], "a list cannot contain a list"],
    [{ vars: { a: 1e22 } }, ["vars", "a"], "no exact decimal form"],
    [{ vars: { a: 1e-9 } }, ["vars", "a"], "no exact decimal form"],
    [{ vars: { a: Number.NaN } }, ["vars", "a"], "no exact decimal form"],
    [{ vars: { a: new Date(0) } }, ["vars", "a"], "write a string, a number"],
    [{ vars: { a: undefined } }, ["vars", "a"], "write a string, a number"],
  ])("%j is refused", (given, path, message) => {
    const read = readOptions(given);
    expect("problems" in read && read.problems).toEqual([{ path, message: expect.stringContaining(message) }]);
  });
});
