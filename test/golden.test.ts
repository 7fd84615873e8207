import { spawnSync } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import type { Host } from "../src/host/host.ts";
import { nodeHost } from "../src/host/node.ts";
import { readOutput } from "../src/write/output.ts";
import { outputDrift } from "../src/write/output-drift.ts";
import { planWrite } from "../src/write/plan-write.ts";
import { plannedFile } from "../src/write/planned-file.ts";
import { makeProject, type Project, runDex } from "./cli/project.ts";

/** The projects whose output must depend on their text only: the shop, and the project with every assertion and model. */
const PROJECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "the repository": { contracts: "contracts", "dex.config.ts": "dex.config.ts", "package.json": "package.json" },
  "every kind of assertion": { contracts: "test/emit/dbt/project/contracts" },
};

const made: Project[] = [];
afterAll(() => {
  for (const project of made) project.remove();
});

function copyOf(name: string): Project {
  const project = makeProject({}, PROJECTS[name]);
  made.push(project);
  return project;
}

function compiled(project: Project, env: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { code, err } = project.dexWith(env, "compile");
  expect(code, err).toBe(0);
  return project.tree();
}

describe.each(Object.keys(PROJECTS))("%s compiles to the same bytes", (name) => {
  const project = copyOf(name);
  const wanted = compiled(project);

  it("has outputs of every emitter, with LF line ends and without names of this machine", () => {
    expect(Object.keys(wanted).length).toBeGreaterThan(30);
    const { root } = project;
    const traces = [root, root.split("/").pop() ?? root, process.cwd(), hostname(), `/${userInfo().username}/`];
    for (const [path, text] of Object.entries(wanted)) {
      expect(text.includes("\r"), path).toBe(false);
      expect(text.endsWith("\n"), path).toBe(true);
      for (const trace of traces) expect(text.includes(trace), `${path} holds ${trace}`).toBe(false);
    }
  });

  it("again: no file is touched", async () => {
    const before = states(project);
    const { code, err } = await project.run("compile");
    expect(code).toBe(0);
    expect(err).toMatch(/^\d+ unchanged in generated\/\n$/m);
    expect(states(project)).toEqual(before);
  });

  it("from the cache", async () => {
    project.remove("generated");
    const { err } = await project.run("compile", "--dry-run");
    expect(err).toContain("create");
    expect((await project.run("compile")).code).toBe(0);
    expect(project.tree()).toEqual(wanted);
  });

  it("in a folder elsewhere, with the files made in another order, under another umask, language and time zone", () => {
    const other = copyOf(name);
    const folder = join(other.root, "deep er/ünter");
    mkdirSync(folder, { recursive: true });
    for (const path of Object.keys(PROJECTS[name] ?? {})) renameSync(join(other.root, path), join(folder, path));
    recreate(other, "deep er/ünter/contracts");
    const shell = `umask 077; exec "${process.execPath}" "${resolve("dist/cli/main.js")}" compile`;
    const env = { ...process.env, LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati" };
    const { status, stderr } = spawnSync("/bin/sh", ["-c", shell], { cwd: folder, encoding: "utf8", env });
    expect(status, stderr).toBe(0);
    expect(other.tree("deep er/ünter/generated")).toEqual(wanted);
  });

  it("in production, in color, under the C locale and in a time zone with half an hour", () => {
    const env = {
      LANG: "C",
      LC_ALL: "C",
      TZ: "America/St_Johns",
      NODE_ENV: "production",
      FORCE_COLOR: "1",
      CI: "true",
    };
    expect(compiled(copyOf(name), env)).toEqual(wanted);
  });

  it("in any order in which the file system lists the files", async () => {
    const texts = ({ files }: Awaited<ReturnType<typeof compile>>) =>
      Object.fromEntries(files.map(({ path, text }) => [path, text]));
    const { ".dex-manifest.json": _, ...files } = wanted;
    for (const seed of [1, 2, 3]) {
      const shuffled = await compile(shuffling(nodeHost(project.root), seed));
      expect(texts(shuffled)).toEqual(files);
      expect(shuffled.files.map(({ path }) => path)).toEqual(Object.keys(files));
    }
  });
});

describe("generated/ of this repository", () => {
  it("is up to date", async () => {
    const host = nodeHost(".");
    const { config, files, diagnostics } = await compile(host);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const output = await readOutput(
      { host, out: config.out },
      files.map(({ path }) => path),
    );
    expect(output.diagnostics).toEqual([]);
    const planned = files.map((file) => plannedFile(file));
    expect(outputDrift(planWrite({ files: planned, output: output.value, dexVersion: "0.1.0" }).value)).toEqual([]);
  });

  it("is up to date by `dex compile --check`", () => {
    const { code, err } = runDex({ cwd: "." }, ["compile", "--check"]);
    expect(code, err).toBe(0);
  });
});

/** The inode and times of each file: they change when a file is written. */
function states(project: Project): Record<string, string> {
  const paths = Object.keys(project.tree());
  return Object.fromEntries(
    paths.map((path) => {
      const { ino, mtimeNs, ctimeNs } = lstatSync(join(project.root, "generated", path), { bigint: true });
      return [path, `${ino} ${mtimeNs} ${ctimeNs}`];
    }),
  );
}

/** Creates the files of a folder again, in reverse order: most file systems then list them in another order. */
function recreate(project: Project, folder: string): void {
  const files = Object.entries(project.tree(folder)).reverse();
  for (const name of readdirSync(join(project.root, folder))) project.remove(`${folder}/${name}`);
  for (const [path, text] of files) project.put(`${folder}/${path}`, text);
}

/** A host that returns the results of a glob in another order. */
function shuffling(host: Host, seed: number): Host {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state;
  };
  return {
    ...host,
    glob: async (...given) => {
      const keyed = (await host.glob(...given)).map((path) => ({ path, key: random() }));
      return keyed.sort((a, b) => a.key - b.key).map(({ path }) => path);
    },
  };
}
