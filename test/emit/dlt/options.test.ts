import { describe, expect, it } from "vitest";
import { readOptions } from "../../../src/emit/dlt/options.ts";

describe("the options", () => {
  it("have defaults, and are taken as they are", () => {
    expect(readOptions({})).toEqual({ value: { chunkRows: 50_000 } });
    expect(readOptions({ chunkRows: 1 })).toEqual({ value: { chunkRows: 1 } });
  });

  it.each([
    [null, [], "write an object"],
    [[], [], "write an object"],
    [{ chunkRow: 5 }, ["chunkRow"], 'no such option; did you mean "chunkRows"?'],
    [{ batch: 5 }, ["batch"], "no such option"],
    [{ chunkRows: 0 }, ["chunkRows"], "write a whole number from 1 to 1000000"],
    [{ chunkRows: 1.5 }, ["chunkRows"], "write a whole number from 1 to 1000000"],
    [{ chunkRows: "5" }, ["chunkRows"], "write a whole number from 1 to 1000000"],
  ])("%j has a problem at %j: %s", (given, path, message) => {
    const read = readOptions(given);
    expect(read).toMatchObject({ problems: [{ path, message: expect.stringContaining(message) }] });
  });
});
