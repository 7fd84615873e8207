import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Project } from "../cli/project.ts";
import { CUSTOMERS, shop } from "../cli/shop.ts";

const DEX = resolve("dist/cli/main.js");

let project: Project;
afterEach(() => project.remove());

const NAMES = Array.from({ length: 30 }, (_, index) => `customers${index}`);

function contracts(owner: string): Record<string, string> {
  const text = CUSTOMERS.replace("data-team", owner);
  return Object.fromEntries(NAMES.map((name) => [`contracts/${name}.yaml`, text.replaceAll("customers", name)]));
}

/** A project with many files. */
function large(): Project {
  return shop(contracts("data-team"));
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly err: string;
}

function ended(child: ChildProcess): Promise<Ended> {
  let err = "";
  child.stderr?.on("data", (chunk) => {
    err += String(chunk);
  });
  return new Promise((done) => child.on("close", (code, signal) => done({ code, signal, err })));
}

/** Starts a compile, and sends it a signal while it writes. */
async function stopped(signal: NodeJS.Signals): Promise<Ended> {
  const child = spawn(process.execPath, [DEX, "compile"], { cwd: project.root, stdio: ["ignore", "ignore", "pipe"] });
  const end = ended(child);
  const stage = join(project.root, "generated/.dex/stage");
  while (child.exitCode === null && !existsSync(stage)) await new Promise((done) => setTimeout(done, 1));
  child.kill(signal);
  return await end;
}

describe("dex compile, stopped by a signal", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)(
    "ends with one line and the exit code of shells: %s",
    async (signal, code) => {
      project = large();
      expect(project.dex("compile").code).toBe(0);
      let found: Ended | undefined;
      // Try again if the run ended before the signal.
      for (let tries = 0; tries < 5 && (found?.code ?? 0) === 0; tries++) {
        for (const [path, text] of Object.entries(contracts(`team-${tries}`))) project.put(path, text);
        found = await stopped(signal);
      }
      const err = `dex: stopped by ${signal}; the next dex compile completes a write that had begun\n`;
      expect(found).toEqual({ code, signal: null, err });
      expect(project.dex("compile").code).toBe(0);
      expect(project.dex("compile", "--check").code).toBe(0);
      expect(existsSync(join(project.root, "generated/.dex/stage"))).toBe(false);
    },
    180_000,
  );
});

describe("output that cannot be written", () => {
  const run = (command: string) => spawnSync("bash", ["-c", command], { cwd: project.root, encoding: "utf8" });
  const dex = `"${process.execPath}" "${DEX}"`;

  it("is not an error if the reader closes the pipe", () => {
    project = large();
    const { stderr, status } = run(`${dex} compile --diff | head -1; exit "\${PIPESTATUS[0]}"`);
    expect({ stderr, isDone: status === 0 || status === 1 }).toEqual({ stderr: "", isDone: true });
  });

  it.skipIf(!existsSync("/dev/full"))("ends with one message and exit code 2 if the disk is full", () => {
    project = shop();
    const { status, stderr } = run(`${dex} check --format json > /dev/full`);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "dex: the output cannot be written (no space is left on the disk)\n",
    });
    expect(run(`${dex} --help > /dev/full`)).toMatchObject({ status: 2 });
    expect(run(`${dex} check > /dev/full 2>&1`)).toMatchObject({ status: 2 });
  });
});

describe("a system call that fails", () => {
  it("ends with a message and exit code 2: too many open files", () => {
    project = large();
    const { status, stderr } = spawnSync("bash", ["-c", `ulimit -n 24; "${process.execPath}" "${DEX}" compile`], {
      cwd: project.root,
      encoding: "utf8",
    });
    expect([0, 2]).toContain(status);
    expect(stderr).not.toContain("a bug in dex");
  });
});
