import { describe, expect, it } from "vitest";
import { readOptions } from "../../../src/emit/airflow/options.ts";

describe("the options of airflow()", () => {
  it("have defaults", () => {
    expect(readOptions({})).toEqual({
      value: {
        version: "3",
        dbt: "bash",
        root: undefined,
        connections: "environment",
        commands: { dbt: "dbt", extract: "python", greatExpectations: "python" },
        pools: {},
        queues: {},
        executors: {},
        defaultArgs: {},
        scratch: undefined,
      },
    });
  });

  it("are taken as they are given", () => {
    const given = {
      version: "2",
      dbt: "expanded",
      root: "/opt/dex",
      connections: "airflow",
      commands: { dbt: "uv run dbt" },
      pools: { extract: "shop" },
      queues: { dbt: "dbt" },
      executors: { greatExpectations: "KubernetesExecutor" },
      defaultArgs: { priority_weight: 2, queue: "dex" },
      scratch: "/var/tmp/dex",
    };
    expect(readOptions(given)).toEqual({
      value: { ...given, commands: { dbt: "uv run dbt", extract: "python", greatExpectations: "python" } },
    });
  });

  it.each(["..", "../generated", "./a/b", "."])("take the folder %s from the DAG file's", (root) => {
    expect(readOptions({ root })).toMatchObject({ value: { root } });
  });

  it.each<[unknown, (string | number)[], string]>([
    [{ versoin: "3" }, ["versoin"], 'did you mean "version"'],
    [{ version: 3 }, ["version"], '"3" or "3.0" or "2"'],
    [{ defaultArgs: { "a b": 1 } }, ["defaultArgs", "a b"], "the name of an argument"],
    [{ defaultArgs: { queue: null } }, ["defaultArgs", "queue"], "a string, a whole number, true or false"],
    [{ scratch: "tmp" }, ["scratch"], "an absolute path"],
    [{ dbt: "kubernetes" }, ["dbt"], '"bash" or "cosmos" or "expanded"'],
    [{ root: "opt/dex" }, ["root"], "an absolute path"],
    [{ root: "..dex" }, ["root"], "an absolute path"],
    [{ root: "../{{ dex }}" }, ["root"], "relative to the DAG file"],
    [{ root: "/opt/{{ dex }}" }, ["root"], "an absolute path"],
    [{ commands: "dbt" }, ["commands"], "an object"],
    [{ commands: { dbt: "" } }, ["commands", "dbt"], "a string of one line"],
    [{ commands: { dbt: "dbt\n" } }, ["commands", "dbt"], "a string of one line"],
    [{ commands: { dtb: "dbt" } }, ["commands", "dtb"], 'did you mean "dbt"'],
    [{ dbt: "cosmos", commands: { dbt: "uv run dbt" } }, ["commands", "dbt"], "the path of one program"],
    [{ pools: { extracts: "shop" } }, ["pools", "extracts"], 'did you mean "extract"'],
    [{ pools: ["shop"] }, ["pools"], "an object"],
    [[], [], "an object"],
  ])("%j is refused", (given, path, message) => {
    const read = readOptions(given);
    expect("problems" in read && read.problems).toEqual([{ path, message: expect.stringContaining(message) }]);
  });
});
