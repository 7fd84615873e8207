import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installedFrom } from "../../src/host/installed-from.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dex-installed-"));
  mkdirSync(join(folder, "app/node_modules/dex-compiler"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The dependency for a project beside the one that dex is installed in, where npm noted `entry`. */
function from(entry: object | string | undefined): object {
  const lock = typeof entry === "string" ? entry : JSON.stringify({ packages: { "node_modules/dex-compiler": entry } });
  if (entry !== undefined) writeFileSync(join(folder, "app/node_modules/.package-lock.json"), lock);
  return installedFrom(join(folder, "new"), "0.1.0", join(folder, "app/node_modules/dex-compiler"));
}

describe("the dependency that installs this dex", () => {
  it("is the version, when dex came from a registry", () => {
    const resolved = "https://registry.example/dex-compiler/-/dex-compiler-0.1.0.tgz";
    expect(from({ resolved })).toEqual({ spec: "0.1.0", isLocal: false });
  });

  it.each([
    "https://files.example/builds/dex.tgz",
    "git+ssh://git@git.example/dex.git#0123456789abcdef0123456789abcdef01234567",
  ])("is the address %s, when dex came from there", (resolved) => {
    expect(from({ resolved })).toEqual({ spec: resolved, isLocal: false });
  });

  it("never has a login", () => {
    expect(from({ resolved: "https://me:secret@files.example/dex.tgz" })).toEqual({ spec: "0.1.0", isLocal: false });
  });

  it("is the path of the tarball, relative to the project", () => {
    writeFileSync(join(folder, "dex.tgz"), "");
    expect(from({ resolved: "file:../dex.tgz" })).toEqual({ spec: "file:../dex.tgz", isLocal: true });
  });

  it.each([
    ["the tarball is gone", { resolved: "file:../gone.tgz" }],
    ["npm linked it", { resolved: "../dex", link: true }],
    ["npm noted nothing", {}],
    ["npm's note cannot be read", "{"],
    ["there is no note: it is a checkout", undefined],
  ])("is the path of the package, when %s", (_, entry) => {
    expect(from(entry)).toEqual({ spec: "file:../app/node_modules/dex-compiler", isLocal: true });
  });

  it("is a path that npm takes as one, when the package is below the project", () => {
    const root = join(folder, "app");
    expect(installedFrom(folder, "0.1.0", root)).toEqual({ spec: "file:./app", isLocal: true });
  });
});
