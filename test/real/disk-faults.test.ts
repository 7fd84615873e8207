import { spawnSync } from "node:child_process";
import { chmodSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Project } from "../cli/project.ts";
import { CUSTOMERS, shop } from "../cli/shop.ts";

const DEX = `"${process.execPath}" "${resolve("dist/cli/main.js")}"`;
const NAMES = Array.from({ length: 40 }, (_, index) => `customers${index}`);

/** Only Linux has these means, and only root may mount in a namespace of its own. */
const canMount = spawnSync("unshare", ["-m", "true"]).status === 0;
const isLinux = process.platform === "linux";

let project: Project;
afterEach(() => {
  chmodSync(project.root, 0o755);
  project.remove();
});

function contracts(owner: string): Record<string, string> {
  const text = CUSTOMERS.replace("data-team", owner);
  return Object.fromEntries(NAMES.map((name) => [`contracts/${name}.yaml`, text.replaceAll("customers", name)]));
}

function update(owner: string): void {
  for (const [path, text] of Object.entries(contracts(owner))) project.put(path, text);
}

function bash(script: string, wrapper: readonly string[] = []) {
  const [program = "bash", ...given] = [...wrapper, "bash", "-c", script];
  const { status, stdout, stderr } = spawnSync(program, given, { cwd: project.root, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** The end that every fault must have: exit code 2, and one line that says what and why. */
function expectOneMessage({ status, stderr }: { status: number | null; stderr: string }, why: RegExp): void {
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(why) });
  expect(stderr).not.toMatch(/a bug in dex|^\s+at /m);
  expect(stderr.match(/error\[|^dex: /gm)).toHaveLength(1);
}

/** After the fault is gone, the next compile ends the work and leaves nothing behind. */
function expectRecovery(before: Record<string, string>): void {
  const found = project.tree();
  expect(project.dex("compile").code).toBe(0);
  const after = project.tree();
  expect([before, after]).toContainEqual(found);
  expect(after).not.toEqual(before);
  expect(project.dex("compile", "--check").code).toBe(0);
  for (const left of ["stage", "journal.json"])
    expect(existsSync(join(project.root, "generated/.dex", left))).toBe(false);
}

describe.skipIf(!canMount)("dex compile on a full disk", () => {
  // The rest of the disk, in kB: nothing, enough for some files, for most, for all but the journal and the manifest.
  it.each([0, 4, 40, 160, 400])("leaves the output as it was, and says so: %i kB left", (left) => {
    project = shop(contracts("data-team"));
    expect(project.dex("compile").code).toBe(0);
    const before = project.tree();
    update("other-team");
    // A disk of its own for the output, which is copied back when the compile has ended.
    const script = `set -e
      mkdir disk && mount -t tmpfs -o size=16m tmpfs disk && cp -a contracts generated disk/ && cd disk
      head -c 16m /dev/zero > filler 2> /dev/null || true
      truncate -s -${left}K filler
      set +e; ${DEX} compile; code=$?; set -e
      rm filler; rm -rf ../generated; cp -a generated ../generated; exit $code`;
    expectOneMessage(bash(script, ["unshare", "-m"]), /no space is left on the disk/);
    expect(project.tree()).toEqual(before);
    expectRecovery(before);
  });
});

describe.skipIf(!isLinux)("dex compile with a limit of the system", () => {
  it.each([0, 1, 4])("says that a file may not be larger, and leaves the output as it was: %i kB", (size) => {
    project = shop(contracts("data-team"));
    expect(project.dex("compile").code).toBe(0);
    const before = project.tree();
    update("other-team");
    expectOneMessage(bash(`ulimit -f ${size}; ${DEX} compile`), /the file is larger than the system allows/);
    expect(project.tree()).toEqual(before);
    expectRecovery(before);
  });

  it("ends in one message or does its work: too many open files", () => {
    project = shop(contracts("data-team"));
    expect(project.dex("compile").code).toBe(0);
    let owner = 0;
    for (const limit of [19, 23, 30, 64]) {
      const before = project.tree();
      update(`team-${owner++}`);
      const run = bash(`ulimit -n ${limit}; ${DEX} compile`);
      // With fewer than 19, Node itself does not start.
      if (run.status !== 0) expectOneMessage(run, /too many/i);
      expectRecoveryOrDone(before);
    }
  });
});

function expectRecoveryOrDone(before: Record<string, string>): void {
  if (project.dex("compile", "--check").code !== 0) expectRecovery(before);
}

describe.skipIf(!canMount)("dex in a folder that it may not write", () => {
  it("says that the folder is read-only, and leaves the output as it was: permissions", () => {
    project = shop(contracts("data-team"));
    expect(project.dex("compile").code).toBe(0);
    const before = project.tree();
    update("other-team");
    const { code, err } = project.dexAs("nobody", "compile");
    expectOneMessage({ status: code, stderr: err }, /permission denied|not permitted/i);
    expectRecovery(before);
  });

  it("says that the disk is read-only, and leaves the output as it was: a mount", () => {
    project = shop(contracts("data-team"));
    expect(project.dex("compile").code).toBe(0);
    const before = project.tree();
    update("other-team");
    const script = `mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" && ${DEX} compile`;
    expectOneMessage(bash(script, ["unshare", "-m"]), /read-only/);
    const fix = bash(script.replace("compile", "check"), ["unshare", "-m"]);
    expect(fix.status).toBe(0);
    expectRecovery(before);
  });
});
