import { describe, expect, it } from "vitest";
import type { Host } from "../../src/host/host.ts";
import { type MemoryHost, memoryHost } from "../../src/host/memory.ts";
import { apply } from "../../src/write/apply.ts";
import { emitted, planned, written } from "./project.ts";

const OLD = emitted({
  "keep.sql": "k\n",
  "update.sql": "1\n",
  "more/update.sql": "1\n",
  "gone/x.sql": "g\n",
  becomes: "file\n",
});
const NEW = emitted({
  "keep.sql": "k\n",
  "update.sql": "2\n",
  "more/update.sql": "2\n",
  "new/x.sql": "n\n",
  "becomes/y.sql": "folder\n",
});
const MINE = { "out/notes.md": "mine\n", "out/gone/mine.md": "mine\n" };

const CODES: Readonly<Record<string, string>> = { failed: "write/failed", interrupted: "write/interrupted" };

/** How a call fails: without having done its work, or after it; and once, or from then on. */
interface Fault {
  readonly name: string;
  readonly works: boolean;
  readonly forever: boolean;
}

const FAULTS: readonly Fault[] = [
  { name: "fails once", works: false, forever: false },
  { name: "works, but reports a failure once", works: true, forever: false },
  { name: "fails, and all after it", works: false, forever: true },
  { name: "works, but reports a failure, and all after it fail", works: true, forever: true },
];

/** A host whose n-th changing call fails, and how many such calls there were. */
function failing(host: MemoryHost, n: number, { works, forever }: Fault): { host: Host; calls: () => number } {
  let calls = 0;
  const guard =
    <A extends readonly unknown[]>(call: (...given: A) => Promise<void>) =>
    async (...given: A) => {
      const turn = ++calls;
      if (turn === n || (forever && turn > n)) {
        if (works && turn === n) await call(...given);
        throw Object.assign(new Error("ENOSPC: /machine/path"), { code: "ENOSPC" });
      }
      await call(...given);
    };
  const { create, rename, remove, removeEmptyFolder } = host;
  const guarded = {
    create: guard(create),
    rename: guard(rename),
    remove: guard(remove),
    removeEmptyFolder: guard(removeEmptyFolder),
  };
  return { host: { ...host, ...guarded }, calls: () => calls };
}

/** A project in the old state with some files of the user's. */
async function project(): Promise<MemoryHost> {
  const host = memoryHost(MINE);
  await written(host, OLD);
  return host;
}

/** The tree without the writer's folder, as one string. */
function tree(host: MemoryHost): string {
  const files = [...host.files].filter(([path]) => !path.startsWith("out/.dex/"));
  return files
    .sort()
    .map(([path, bytes]) => `${path}: ${new TextDecoder().decode(bytes)}`)
    .join("");
}

const oldTree = tree(await project());
const finished = await project();
await written(finished, NEW);
const newTree = tree(finished);

describe.each(FAULTS)("a disk whose n-th call $name", (fault) => {
  it("leaves the old tree or the new one, or what the next run completes; for every n", async () => {
    const ends = new Set<string>();
    for (let n = 1; n < 200; n++) {
      const disk = await project();
      const { plan } = await planned(disk, NEW);
      const broken = failing(disk, n, fault);
      const result = await apply({ host: broken.host, out: "out" }, plan, { patience: 0 });
      const after = tree(disk);
      ends.add(result.status);

      if (result.status === "done") expect(after, `call ${n}`).toBe(newTree);
      if (result.status === "failed") expect(after, `call ${n}`).toBe(oldTree);
      if ("report" in result) {
        expect(result.report.message).not.toContain("machine");
        expect(CODES[result.status]).toBe(result.report.code);
      }
      expect(["done", "failed", "interrupted"]).toContain(result.status);
      for (const path of Object.keys(MINE)) expect(disk.files.has(path)).toBe(true);
      for (const bytes of disk.files.values()) expect(new TextDecoder().decode(bytes)).toMatch(/\n$/);

      const repaired = await planned(disk, NEW);
      expect(repaired.codes, `call ${n}`).toEqual([]);
      expect(await apply({ host: disk, out: "out" }, repaired.plan, { patience: 0 })).toMatchObject({ status: "done" });
      expect(tree(disk), `call ${n}`).toBe(newTree);
      expect([...disk.files.keys()].filter((path) => path.startsWith("out/.dex/stage"))).toEqual([]);
      if (broken.calls() < n) break;
    }
    expect(ends).toContain("done");
    expect(ends).toContain("failed");
    expect(ends.has("interrupted")).toBe(fault.forever);
  });
});

describe("an interrupted write", () => {
  /** A project in which a write was committed, and stopped after some renames. */
  async function interrupted(): Promise<MemoryHost> {
    for (let n = 1; n < 200; n++) {
      const disk = await project();
      const { plan } = await planned(disk, NEW);
      const broken = failing(disk, n, { name: "", works: false, forever: true });
      const result = await apply({ host: broken.host, out: "out" }, plan, { patience: 0 });
      const manifest = new TextDecoder().decode(disk.files.get("out/.dex-manifest.json"));
      const midway = disk.files.has("out/becomes/y.sql") && manifest.includes("gone/x.sql");
      if (result.status === "interrupted" && midway) return disk;
    }
    throw new Error("no call is midway");
  }

  it("counts as done for a check, which changes nothing", async () => {
    const disk = await interrupted();
    const before = new Map(disk.files);
    const { plan } = await planned(disk, NEW);
    expect([plan.create, plan.update, plan.remove, plan.conflict, plan.manifest.changed]).toEqual([
      [],
      [],
      [],
      [],
      false,
    ]);
    expect(disk.files).toEqual(before);
  });

  it("is completed before a write of something else", async () => {
    const disk = await interrupted();
    expect(await written(disk, OLD)).toMatchObject({ status: "done" });
    expect(tree(disk)).toBe(oldTree);
  });

  it("does not overwrite what was edited since", async () => {
    const disk = await interrupted();
    await disk.remove("out/update.sql");
    await disk.create("out/update.sql", "edited since\n");
    const { codes } = await planned(disk, NEW);
    expect(codes).toEqual(["write/edited"]);
    const other = emitted({ "keep.sql": "k\n" });
    const kept = await planned(disk, [...other, ...emitted({ "update.sql": "edited since\n" })]);
    expect(await apply({ host: disk, out: "out" }, kept.plan, { patience: 0 })).toMatchObject({ status: "done" });
    expect(new TextDecoder().decode(disk.files.get("out/update.sql"))).toBe("edited since\n");
  });

  it.each(["", "{", "[]", `{"journalVersion":2}`, `{"journalVersion":1,"removes":[],"writes":[{"path":"../x"}]}`])(
    "whose journal is %j is dropped with a warning",
    async (text) => {
      const disk = await project();
      await disk.create("out/.dex/journal.json", text);
      const { codes } = await planned(disk, NEW);
      expect(codes).toEqual(["write/corrupt-journal"]);
      expect(await written(disk, NEW)).toMatchObject({ status: "done" });
      expect(tree(disk)).toBe(newTree);
    },
  );

  it("never reaches outside by a journal that somebody forged", async () => {
    const disk = memoryHost({ "victim.txt": "v\n", "out/.dex/stage/0": "evil\n" });
    const hash = "a".repeat(64);
    for (const path of ["../victim.txt", "/victim.txt", ".git/hooks/x", ".dex/lock/9"]) {
      await disk.remove("out/.dex/journal.json");
      const writes = [{ path, stage: 0, hash, before: null }];
      const removes = [{ path, before: hash }];
      await disk.create("out/.dex/journal.json", JSON.stringify({ journalVersion: 1, removes, writes }));
      expect((await planned(disk, [])).codes).toEqual(["write/corrupt-journal"]);
    }
    await written(disk, emitted({ "a.sql": "1\n" }));
    expect(new TextDecoder().decode(disk.files.get("victim.txt"))).toBe("v\n");
  });
});
