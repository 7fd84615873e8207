import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { nodeHost } from "../../src/host/node.ts";
import { makeProject, type Project } from "../cli/project.ts";
import { CUSTOMERS } from "../cli/shop.ts";

let project: Project;
afterEach(() => project.remove());

const at = (path: string) => {
  mkdirSync(join(project.root, path, ".."), { recursive: true });
  return join(project.root, path);
};

/** Files that must be neither waited for nor read. */
const KINDS: Readonly<Record<string, (path: string) => void>> = {
  "a pipe": (path) => void execFileSync("mkfifo", [path]),
  "a sparse file of 1.5 GB": (path) => {
    writeFileSync(path, "");
    truncateSync(path, 1_610_612_736);
  },
  "a folder": (path) => void mkdirSync(path),
  "a link to itself": (path) => symlinkSync(path, path),
};

/** Every file that dex reads, and whether a folder in its place is just a folder. */
const INPUTS = [
  ["contracts/x.yaml", "ignored"],
  ["contracts/x.sql", "ignored"],
  ["templates/dbt/x.njk", "ignored"],
  ["dex.config.ts", "refused"],
  ["package.json", "refused"],
  ["generated/.dex-manifest.json", "ignored"],
  ["generated/.dex/journal.json", "refused"],
] as const;

const CASES = INPUTS.flatMap(([path, folder]) => Object.keys(KINDS).map((kind) => [kind, path, folder] as const));

describe("an input that is no plain file", () => {
  it.each(CASES)("%s at %s is reported with its name", async (kind, path, folder) => {
    project = makeProject({ "contracts/customers.yaml": CUSTOMERS });
    KINDS[kind]?.(at(path));
    const { code, err } = await project.run("compile");
    if (kind === "a folder" && folder === "ignored") return expect([0, 2, 3]).toContain(code);
    expect([1, 2, 3]).toContain(code);
    expect(err).toContain(path);
  });

  it.each(Object.keys(KINDS).flatMap((kind) => ["parse.json", "stamp.json"].map((name) => [kind, name] as const)))(
    "%s as the cache file %s counts as none",
    async (kind, name) => {
      project = makeProject({ "contracts/customers.yaml": CUSTOMERS });
      KINDS[kind]?.(at(`.dex/cache/${name}`));
      expect((await project.run("compile", "--target", "json-schema")).code).toBe(0);
      expect((await project.run("check")).code).toBe(0);
    },
  );

  it("a cache file that was changed counts as none", async () => {
    project = makeProject({ "contracts/customers.yaml": CUSTOMERS });
    await project.run("compile");
    await project.run("compile", "--check");
    const stamp = project.read(".dex/cache/stamp.json");
    project.put(".dex/cache/stamp.json", stamp.replace('"out":"generated"', '"out":"../generat"'));
    expect((await project.run("compile", "--check")).code).toBe(0);
  });
});

describe("reading a file", () => {
  it("fails when the file grows meanwhile", async () => {
    project = makeProject({ "a.bin": "" });
    const host = nodeHost(project.root);
    truncateSync(at("a.bin"), 64 * 1024 * 1024);
    const reading = host.read("a.bin");
    const grow = setInterval(() => appendFileSync(at("a.bin"), "x"), 1);
    await expect(reading).rejects.toMatchObject({ code: "CHANGED" });
    clearInterval(grow);
  });

  it("takes a file of the limit, and refuses one byte more", async () => {
    project = makeProject({ "a.bin": "12345" });
    const host = nodeHost(project.root);
    expect((await host.read("a.bin", 5))?.length).toBe(5);
    await expect(host.read("a.bin", 4)).rejects.toMatchObject({ code: "TOO_LARGE" });
  });
});
