import { mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Host } from "../../src/host/host.ts";
import { memoryHost } from "../../src/host/memory.ts";
import { nodeHost } from "../../src/host/node.ts";

let folder = "";
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dex-host-")));
});
afterEach(() => rmSync(folder, { recursive: true }));

const hosts: readonly [string, () => Host][] = [
  ["node", () => nodeHost(folder)],
  ["memory", () => memoryHost({})],
];

describe.each(hosts)("the %s host", (_name, open) => {
  it("creates, reads, moves, lists and removes", async () => {
    const host = open();
    await host.create("a/b/one.yaml", "1");
    await host.create("a/two.yml", "2");
    await host.create("a/.hidden/three.yaml", "3");
    await expect(host.create("a/two.yml", "x")).rejects.toThrow();
    expect(new TextDecoder().decode(await host.read("a/b/one.yaml"))).toBe("1");
    expect(await host.read("a/none")).toBeUndefined();
    expect(await host.stat("a")).toMatchObject({ kind: "directory" });
    expect(await host.glob(["a/**/*.{yaml,yml}"], ["a/.hidden/**"])).toEqual(["a/b/one.yaml", "a/two.yml"]);
    await host.rename("a/two.yml", "c/two.yml");
    expect((await host.walk("c")).map(({ path }) => path)).toEqual(["c/two.yml"]);
    await host.remove("c/two.yml");
    expect(await host.stat("c/two.yml")).toBeUndefined();
  });
});

describe("the node host", () => {
  it("refuses paths out of the project, and writing through a link that leads out", async () => {
    const host = nodeHost(folder);
    expect(() => host.read("../x")).toThrow("leaves the project");
    expect(() => host.read("/etc/passwd")).toThrow("leaves the project");
    symlinkSync(tmpdir(), join(folder, "link"));
    await expect(host.create("link/x.txt", "1")).rejects.toThrow("leads out of the project");
  });
});
