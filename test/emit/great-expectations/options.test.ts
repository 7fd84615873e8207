import { describe, expect, it } from "vitest";
import { readOptions, sources } from "../../../src/emit/great-expectations/options.ts";

describe("the options", () => {
  it("have defaults", () => {
    expect(readOptions({})).toEqual({
      value: { sources: ["postgres", "pandas"], layout: "suites", tableSchema: undefined, modelSchema: "analytics" },
    });
  });

  it("are taken as they are", () => {
    const given = { sources, layout: "project", tableSchema: "public", modelSchema: "marts" };
    expect(readOptions(given)).toEqual({ value: given });
  });

  it.each([
    [null, [], "write an object"],
    [[], [], "write an object"],
    [{ source: ["pandas"] }, ["source"], 'no such option; did you mean "sources"?'],
    [{ sources: [] }, ["sources"], "write a list of sources"],
    [{ sources: "pandas" }, ["sources"], "write a list of sources"],
    [{ sources: ["panda"] }, ["sources", 0], '"panda" is not a known source; did you mean "pandas"?'],
    [{ sources: ["pandas", "pandas"] }, ["sources", 1], "listed twice"],
    [{ layout: "tree" }, ["layout"], 'write "suites" or "project"'],
    [{ tableSchema: "a b" }, ["tableSchema"], "write the name of a schema"],
    [{ modelSchema: 1 }, ["modelSchema"], "write the name of a schema"],
  ])("%j has a problem at %j: %s", (given, path, message) => {
    const read = readOptions(given);
    expect(read).toMatchObject({ problems: [{ path, message: expect.stringContaining(message) }] });
  });
});
