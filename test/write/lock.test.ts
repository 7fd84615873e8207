import { execFileSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { nodeHost } from "../../src/host/node.ts";
import { apply } from "../../src/write/apply.ts";
import { type Folder, temporaryFolder } from "./folder.ts";
import { emitted, planned, written } from "./project.ts";

let folder: Folder;
afterEach(() => folder.remove());

describe("the lock", () => {
  const one = emitted({ "x.sql": "x\n" });
  const lock = (holder: object) => JSON.stringify(holder);
  const result = async () => await written(nodeHost(folder.root), one);

  it.each<readonly [string, string]>([
    ["free", "free\n"],
    ["held by a process that is gone", lock({ pid: 2 ** 22 + 1, hostname: hostname() })],
    ["held by this process's id, from an earlier life", lock({ pid: process.pid, hostname: hostname() })],
    ["without content: its owner died at once", ""],
    ["not to be understood", "{}"],
    ...[0, -1, 1e99, 1.5, "7", null, 2 ** 40].map((pid): readonly [string, string] => [
      `held by no process: ${pid}`,
      lock({ pid, hostname: hostname() }),
    ]),
    ["held by no machine", lock({ pid: 1, hostname: 7 })],
    ["too large", "x".repeat(5000)],
    // The parent of this process lives, but started at another time.
    ["held by a process whose id another one has now", lock({ pid: process.ppid, hostname: hostname(), started: "1" })],
  ])("is taken when it is %s", async (_, text) => {
    folder = temporaryFolder({ "out/.dex/lock/7": text });
    const { plan } = await planned(nodeHost(folder.root), one);
    const applied = await apply({ host: nodeHost(folder.root), out: "out" }, plan, { patience: 3_000, empty: 80 });
    expect(applied).toMatchObject({ status: "done" });
    expect(existsSync(join(folder.root, "out/.dex/lock/7"))).toBe(false);
    expect(existsSync(join(folder.root, "out/.dex/lock/8"))).toBe(true);
  });

  it.each([
    ["a living process", process.ppid, hostname()],
    ["a process on another machine", 1, "elsewhere"],
  ])("is respected when %s holds it", async (_, pid, host) => {
    folder = temporaryFolder({ "out/.dex/lock/7": lock({ pid, hostname: host }) });
    const refused = await result();
    expect(refused).toMatchObject({ status: "locked", report: { code: "write/locked" } });
    expect("report" in refused && refused.report.message).toContain(`process ${pid} on ${host}`);
    expect(folder.tree()).toEqual({});
  });

  it.each([
    ["a pipe", (path: string) => execFileSync("mkfifo", [path])],
    ["a link", (path: string) => symlinkSync("7", path)],
  ])("is taken when its file is %s", async (_, make) => {
    folder = temporaryFolder({ "out/.dex/lock/6": "free\n" });
    make(join(folder.root, "out/.dex/lock/7"));
    expect(await result()).toMatchObject({ status: "done" });
  });

  it("says when its owner started, so that another process with the same id is not taken for it", () => {
    folder = temporaryFolder();
    const host = nodeHost(".");
    if (process.platform === "linux") expect(host.started).toMatch(/^\d+$/);
    expect(host.isAlive(process.pid, host.started)).toBe(true);
    expect(host.isAlive(process.pid, "1")).toBe(process.platform !== "linux");
  });

  it("is not needed when there is nothing to write", async () => {
    folder = temporaryFolder();
    await result();
    folder.put("out/.dex/lock/9", lock({ pid: process.ppid, hostname: hostname() }));
    expect(await result()).toEqual({ status: "done", written: 0, removed: 0 });
  });

  it("is shared by the writes of one process, too", async () => {
    folder = temporaryFolder();
    const host = nodeHost(folder.root);
    const { plan } = await planned(host, one);
    const both = await Promise.all([1, 2].map(() => apply({ host, out: "out" }, plan, { patience: 3_000 })));
    expect(both.map(({ status }) => status).sort()).toEqual(["changed", "done"]);
  });
});
