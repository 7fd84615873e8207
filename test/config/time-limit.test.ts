import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { nodeHost } from "../../src/host/node.ts";
import { TimeLimitExceeded, withinTime } from "../../src/host/time-limit.ts";
import { makeProject } from "../cli/project.ts";
import { CUSTOMERS } from "../cli/shop.ts";

describe("a config that never ends", () => {
  it("is reported with its name: config/time-limit", async () => {
    const project = makeProject({
      "dex.config.ts": "await new Promise(() => {});\nexport default {};\n",
      "contracts/customers.yaml": CUSTOMERS,
    });
    const { diagnostics } = await loadConfig(nodeHost(project.root), [], 0.5);
    project.remove();
    expect(diagnostics).toMatchObject([
      { code: "config/time-limit", message: expect.stringContaining("dex.config.ts did not end within 0.5 s") },
    ]);
  });
});

describe("the time limit", () => {
  it.each<[string, () => unknown]>([
    [
      "a loop",
      () => {
        for (;;);
      },
    ],
    [
      "a loop after an await",
      async () => {
        await new Promise((done) => setTimeout(done, 5));
        for (;;);
      },
    ],
    ["a promise that never resolves", () => new Promise(() => {})],
    [
      "a loop of promises",
      async () => {
        for (;;) await undefined;
      },
    ],
    ["a pattern that backtracks", () => /^(a|a)*$/.test(`${"a".repeat(60)}b`)],
  ])("ends %s", async (_, work) => {
    await expect(withinTime(0.3, work)).rejects.toThrow(TimeLimitExceeded);
  });

  it("gives the result or the error of work that ends", async () => {
    expect(await withinTime(5, async () => 7)).toBe(7);
    await expect(withinTime(5, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  });
});
