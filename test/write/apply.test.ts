import { describe, expect, it } from "vitest";
import { type MemoryHost, memoryHost } from "../../src/host/memory.ts";
import { apply } from "../../src/write/apply.ts";
import { emitted, planned, written } from "./project.ts";

/** The files below `out`, without the manifest and the writer's folder. */
function tree(host: MemoryHost): Record<string, string> {
  const entries = [...host.files].filter(([path]) => path.startsWith("out/") && !path.startsWith("out/.dex"));
  return Object.fromEntries(entries.sort().map(([path, bytes]) => [path.slice(4), new TextDecoder().decode(bytes)]));
}

describe("apply", () => {
  it("writes new files and the manifest, and leaves only its lock in its own folder", async () => {
    const host = memoryHost({});
    expect(await written(host, emitted({ "a/x.sql": "x\n", "b.yml": "b\n" }))).toEqual({
      status: "done",
      written: 2,
      removed: 0,
    });
    expect([...host.files.keys()].sort()).toEqual([
      "out/.dex-manifest.json",
      "out/.dex/.gitignore",
      "out/.dex/lock/1",
      "out/a/x.sql",
      "out/b.yml",
    ]);
  });

  it("changes nothing the second time, and touches nothing", async () => {
    const host = memoryHost({});
    await written(host, emitted({ "a.sql": "x\n" }));
    const before = new Map(host.files);
    expect(await written(host, emitted({ "a.sql": "x\n" }))).toEqual({ status: "done", written: 0, removed: 0 });
    expect([...host.files].every(([path, bytes]) => before.get(path) === bytes)).toBe(true);
  });

  it("updates, creates and removes; leaves what is not its own", async () => {
    const host = memoryHost({ "out/notes.md": "mine\n" });
    await written(host, emitted({ "a.sql": "1\n", "old/b.sql": "b\n" }));
    await written(host, emitted({ "a.sql": "2\n", "c.sql": "c\n" }));
    expect(tree(host)).toEqual({ "a.sql": "2\n", "c.sql": "c\n", "notes.md": "mine\n" });
  });

  it("refuses a plan that the disk has outrun", async () => {
    const host = memoryHost({});
    await written(host, emitted({ "a.sql": "1\n" }));
    const { plan } = await planned(host, emitted({ "a.sql": "2\n" }));
    await host.remove("out/a.sql");
    await host.create("out/a.sql", "edited meanwhile\n");
    const result = await apply({ host, out: "out" }, plan, { patience: 0 });
    expect(result).toMatchObject({ status: "changed", report: { code: "write/changed" } });
    expect(tree(host)).toEqual({ "a.sql": "edited meanwhile\n" });
  });
});
