import { describe, expect, it } from "vitest";
import type { Host } from "../../src/host/host.ts";
import { type MemoryHost, memoryHost } from "../../src/host/memory.ts";
import { Bug } from "../../src/text/bug.ts";
import { hashText } from "../../src/write/hash.ts";
import { readOutput } from "../../src/write/output.ts";
import { outputDrift } from "../../src/write/output-drift.ts";
import { emitted, planned, written } from "./project.ts";

/** A host to which dex has written these files. */
async function compiled(texts: Readonly<Record<string, string>>, emitter = "test"): Promise<MemoryHost> {
  const host = memoryHost({});
  await written(host, emitted(texts, emitter));
  return host;
}

async function edit(host: Host, path: string, text: string): Promise<void> {
  await host.remove(path);
  await host.create(path, text);
}

describe("the plan", () => {
  it("sorts files into create, update, unchanged and remove", async () => {
    const host = await compiled({ "same.sql": "s\n", "new.sql": "1\n", "gone.sql": "g\n" });
    const { plan, codes } = await planned(host, emitted({ "same.sql": "s\n", "new.sql": "2\n", "more.sql": "m\n" }));
    expect(codes).toEqual([]);
    expect(plan.create.map(({ path }) => path)).toEqual(["more.sql"]);
    expect(plan.update).toMatchObject([
      { path: "new.sql", before: { hash: hashText("1\n"), at: "out/new.sql" }, text: "2\n" },
    ]);
    expect(plan.unchanged).toEqual(["same.sql"]);
    expect(plan.remove).toEqual([{ path: "gone.sql", before: { hash: hashText("g\n"), at: "out/gone.sql" } }]);
    expect(plan.conflict).toEqual([]);
    expect(plan.manifest.changed).toBe(true);
    expect(outputDrift(plan)).toEqual([
      { path: "gone.sql", kind: "orphan" },
      { path: "more.sql", kind: "missing" },
      { path: "new.sql", kind: "stale" },
    ]);
  });

  it("finds no drift in what it has just written", async () => {
    const host = await compiled({ "a/b.sql": "1\n", "c.yml": "2\n" });
    const { plan } = await planned(host, emitted({ "c.yml": "2\n", "a/b.sql": "1\n" }));
    expect(outputDrift(plan)).toEqual([]);
    expect(plan.manifest.changed).toBe(false);
  });

  it("writes a missing file of its own again", async () => {
    const host = await compiled({ "a.sql": "1\n" });
    await host.remove("out/a.sql");
    const { plan } = await planned(host, emitted({ "a.sql": "1\n" }));
    expect(outputDrift(plan)).toEqual([{ path: "a.sql", kind: "missing" }]);
  });

  it("takes CRLF line ends for no edit, and writes no file because of them", async () => {
    const host = await compiled({ "a.sql": "1\n2\n", "b.sql": "1\n2\n" });
    await edit(host, "out/a.sql", "1\r\n2\r\n");
    await edit(host, "out/b.sql", "1\r\n2\r\n");
    const { plan, codes } = await planned(host, emitted({ "a.sql": "1\n2\n", "b.sql": "3\n" }));
    expect(codes).toEqual([]);
    expect(plan.unchanged).toEqual(["a.sql"]);
    expect(plan.update.map(({ path }) => path)).toEqual(["b.sql"]);
  });

  it("lists each document once as a source", async () => {
    const sources = ["b.yaml", "a.yaml", "b.yaml"].map((path, index) => ({ path, pointer: `/${index}` }));
    const [file] = emitted({ "x.sql": "x\n" });
    const { plan } = await planned(memoryHost({}), [{ ...file, sources } as NonNullable<typeof file>]);
    expect(plan.create[0]?.entry.sources).toEqual(["a.yaml", "b.yaml"]);
  });

  it("refuses an emitter's bad path as a bug", async () => {
    await expect(planned(memoryHost({}), emitted({ "../x": "x\n" }))).rejects.toThrow(Bug);
  });
});

describe("a hand edit", () => {
  it("is a conflict where dex wants another text", async () => {
    const host = await compiled({ "a.sql": "1\n" });
    await edit(host, "out/a.sql", "mine\n");
    const { plan, codes } = await planned(host, emitted({ "a.sql": "2\n" }));
    expect(codes).toEqual(["write/edited"]);
    expect(plan.conflict).toEqual([{ path: "a.sql", kind: "edited", wanted: "update" }]);
    expect(outputDrift(plan)).toEqual([{ path: "a.sql", kind: "edited" }]);
  });

  it("is a conflict even where dex would write what it wrote before", async () => {
    const host = await compiled({ "a.sql": "1\n" });
    await edit(host, "out/a.sql", "mine\n");
    expect((await planned(host, emitted({ "a.sql": "1\n" }))).codes).toEqual(["write/edited"]);
  });

  it("is a conflict where the file is to go", async () => {
    const host = await compiled({ "a.sql": "1\n" });
    await edit(host, "out/a.sql", "mine\n");
    const { plan, codes } = await planned(host, []);
    expect(codes).toEqual(["write/edited"]);
    expect(plan.conflict).toEqual([{ path: "a.sql", kind: "edited", wanted: "remove" }]);
  });

  it("is none when the hand wrote just what dex wants", async () => {
    const host = await compiled({ "a.sql": "1\n" });
    await edit(host, "out/a.sql", "2\n");
    const { plan, codes } = await planned(host, emitted({ "a.sql": "2\n" }));
    expect(codes).toEqual([]);
    expect(outputDrift(plan)).toEqual([{ path: ".dex-manifest.json", kind: "stale" }]);
  });

  it("is given up with force", async () => {
    const host = await compiled({ "a.sql": "1\n", "b.sql": "1\n" });
    await edit(host, "out/a.sql", "mine\n");
    await edit(host, "out/b.sql", "mine\n");
    const { plan, codes } = await planned(host, emitted({ "a.sql": "2\n" }), { force: true });
    expect(codes).toEqual([]);
    expect(plan.update).toMatchObject([{ path: "a.sql", before: { hash: hashText("mine\n"), at: "out/a.sql" } }]);
    expect(plan.remove).toEqual([{ path: "b.sql", before: { hash: hashText("mine\n"), at: "out/b.sql" } }]);
  });
});

describe("a file that dex did not write", () => {
  it("is left alone beside dex's files, and is no drift", async () => {
    const host = await compiled({ "a/b.sql": "1\n" });
    await host.create("out/a/notes.md", "n\n");
    for (const name of ["x", "y/z"]) await host.create(`out/a/target/${name}`, "t\n");
    const { plan, codes } = await planned(host, emitted({ "a/b.sql": "1\n" }));
    expect(codes).toEqual([]);
    expect(plan.foreign).toEqual(["a/notes.md", "a/target/"]);
    expect(outputDrift(plan)).toEqual([]);
  });

  it("is a conflict at the place of an output, unless force is given", async () => {
    const host = memoryHost({ "out/a.sql": "mine\n" });
    const { plan, codes } = await planned(host, emitted({ "a.sql": "1\n" }));
    expect(codes).toEqual(["write/foreign"]);
    expect(outputDrift(plan)).toEqual([{ path: "a.sql", kind: "foreign" }]);
    const forced = await planned(host, emitted({ "a.sql": "1\n" }), { force: true });
    expect(forced.plan.update).toMatchObject([
      { path: "a.sql", before: { hash: hashText("mine\n"), at: "out/a.sql" } },
    ]);
  });

  it("is taken over when it is just what dex wants: a lost manifest is no disaster", async () => {
    const host = await compiled({ "a.sql": "1\n" });
    await host.remove("out/.dex-manifest.json");
    const { plan, codes } = await planned(host, emitted({ "a.sql": "1\n" }));
    expect(codes).toEqual([]);
    expect(outputDrift(plan)).toEqual([{ path: ".dex-manifest.json", kind: "missing" }]);
  });

  it.each([
    ["a file where a folder is needed", { "out/a": "x" }, "a/b.sql", "a"],
    ["a folder where a file is needed", { "out/a/x": "x" }, "a", "a/x"],
    ["a name in other case", { "out/A/B.sql": "x" }, "a/b.sql", "A/B.sql"],
    ["a folder's name in other case where a file is needed", { "out/A/x": "x" }, "a", "A/x"],
  ])("is in the way: %s; force does not help", async (_, files: Record<string, string>, wanted, path) => {
    const { plan, codes } = await planned(memoryHost(files), emitted({ [wanted]: "1\n" }), { force: true });
    expect(codes).toEqual(["write/in-the-way"]);
    expect(plan.conflict).toEqual([{ path, kind: "in-the-way", wanted: "create" }]);
  });

  it("is not in the way when it is dex's own and goes", async () => {
    const host = await compiled({ "a/x.sql": "x\n", "b/c.sql": "c\n" });
    expect((await planned(host, emitted({ a: "1\n", "B/C.sql": "c\n" }))).codes).toEqual([]);
  });
});

describe("a run of some targets", () => {
  it("leaves the others' files and their entries", async () => {
    const host = memoryHost({});
    const [one, two] = [emitted({ "one/a.sql": "1\n" }, "one"), emitted({ "two/b.sql": "2\n" }, "two")];
    await written(host, [...one, ...two]);
    await edit(host, "out/two/b.sql", "edited\n");
    const { plan, codes } = await planned(host, emitted({ "one/a.sql": "1\n" }, "one"), { skipped: ["two"] });
    expect(codes).toEqual([]);
    expect([outputDrift(plan), plan.manifest.changed, plan.foreign]).toEqual([[], false, []]);
  });

  it("removes the files of an emitter that the config has no more", async () => {
    const host = await compiled({ "one/a.sql": "1\n" }, "one");
    expect((await planned(host, [])).plan.remove).toEqual([
      { path: "one/a.sql", before: { hash: hashText("1\n"), at: "out/one/a.sql" } },
    ]);
  });
});

describe("reading the output", () => {
  it("says which file cannot be read", async () => {
    const host = await compiled({ "a.sql": "1\n" });
    const read: Host["read"] = async (path) => {
      if (path === "out/a.sql") throw Object.assign(new Error("EACCES: /secret/path"), { code: "EACCES" });
      return host.read(path);
    };
    const { diagnostics } = await readOutput({ host: { ...host, read }, out: "out" });
    expect(diagnostics).toMatchObject([{ code: "write/unreadable", at: { path: "out/a.sql" } }]);
    expect(diagnostics[0]?.message).toBe(
      "out/a.sql cannot be read (permission denied). Give the user who runs dex the right to read it.",
    );
  });

  it("reports a manifest that cannot be trusted, and believes nothing of it", async () => {
    const host = memoryHost({ "out/.dex-manifest.json": `{"manifestVersion":1,"dex":"1","files":[{"path":"../x"}]}` });
    const { value, diagnostics } = await readOutput({ host, out: "out" });
    expect(diagnostics.map(({ code }) => code)).toEqual(["write/corrupt-manifest"]);
    expect(value.manifest).toBeUndefined();
  });
});
