import { lstatSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { nodeHost } from "../../src/host/node.ts";
import { apply } from "../../src/write/apply.ts";
import { hashText } from "../../src/write/hash.ts";
import { type Folder, temporaryFolder } from "./folder.ts";
import { emitted, planned, written } from "./project.ts";

let folder: Folder;
afterEach(() => folder.remove());

const FILES = emitted({ "a/x.sql": "x\n", "b.sql": "b\n" });

/** A project with a user's file beside the output folder, and a link `at` that leads to `to`. */
function linked(at: string, to: string): void {
  folder = temporaryFolder({ "src/x.sql": "mine\n", "src/b.sql": "mine\n" });
  mkdirSync(dirname(join(folder.root, at)), { recursive: true });
  symlinkSync(to, join(folder.root, at));
}

function expectUntouched(): void {
  for (const name of ["x.sql", "b.sql"]) expect(readFileSync(join(folder.root, "src", name), "utf8")).toBe("mine\n");
}

describe("a symbolic link", () => {
  it.each([
    ["the output folder", "out", "src"],
    ["the writer's folder", "out/.dex", "../src"],
    ["the stage", "out/.dex/stage", "../../src"],
    ["the folder of the locks", "out/.dex/lock", "../../src"],
    ["a folder of an output", "out/a", "../src"],
    ["an output", "out/b.sql", "../src/b.sql"],
    ["an output, without a target", "out/b.sql", "../nowhere"],
  ])("is not followed as %s, and not replaced either", async (_, at, to) => {
    linked(at, to);
    const { codes } = await planned(nodeHost(folder.root), FILES, { force: true });
    expect(codes).toEqual(["write/link"]);
    expectUntouched();
    expect(lstatSync(join(folder.root, at)).isSymbolicLink()).toBe(true);
  });

  it.each([
    ["the output folder", "out", "src"],
    ["the stage", "out/.dex/stage", "../../src"],
    ["a folder of an output", "out/a", "../src"],
    ["an output", "out/b.sql", "../src/b.sql"],
  ])("is not followed either when it appears as %s after the plan", async (_, at, to) => {
    linked("elsewhere", "src");
    const host = nodeHost(folder.root);
    const { plan } = await planned(host, FILES);
    mkdirSync(dirname(join(folder.root, at)), { recursive: true });
    symlinkSync(to, join(folder.root, at));
    const result = await apply({ host, out: "out" }, plan, { patience: 0 });
    expect(["changed", "failed"]).toContain(result.status);
    expectUntouched();
  });

  it("in the place of a file that is to go is left alone, and so is its target", async () => {
    linked("elsewhere", "src");
    const host = nodeHost(folder.root);
    await written(host, emitted({ "a/x.sql": "mine\n", "c.sql": "c\n" }));
    await host.remove("out/a/x.sql");
    await host.removeEmptyFolder("out/a");
    symlinkSync("../src", join(folder.root, "out/a"));
    expect(await written(host, emitted({ "c.sql": "c\n" }))).toMatchObject({ status: "done", removed: 0 });
    expectUntouched();
  });

  it("in the stage is not moved into the output by a forged journal", async () => {
    linked("out/.dex/stage/0", "../../../src/x.sql");
    const writes = [{ path: "a/x.sql", stage: 0, hash: hashText("mine\n"), before: null }];
    folder.put("out/.dex/journal.json", JSON.stringify({ journalVersion: 1, removes: [], writes }));
    expect(await written(nodeHost(folder.root), emitted({ "b.sql": "b\n" }))).toMatchObject({ status: "done" });
    expect(folder.tree()["a/x.sql"]).toBeUndefined();
    expectUntouched();
  });

  it("on the way of a forged journal's path is not followed", async () => {
    linked("out/a", "../src");
    folder.put("out/.dex/stage/0", "evil\n");
    const writes = [{ path: "a/x.sql", stage: 0, hash: hashText("evil\n"), before: hashText("mine\n") }];
    const removes = [{ path: "a/b.sql", before: hashText("mine\n") }];
    folder.put("out/.dex/journal.json", JSON.stringify({ journalVersion: 1, removes, writes }));
    expect(await written(nodeHost(folder.root), emitted({ "c.sql": "c\n" }))).toMatchObject({ status: "done" });
    expectUntouched();
  });
});
