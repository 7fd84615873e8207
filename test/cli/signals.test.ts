import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Project } from "./project.ts";
import { CUSTOMERS, shop } from "./shop.ts";

const DEX = resolve("dist/cli/main.js");

let project: Project;
afterEach(() => project.remove());

/** A project that takes a second or more. */
function large(): Project {
  const names = Array.from({ length: 120 }, (_, index) => `customers${index}`);
  return shop(
    Object.fromEntries(
      names.map((name) => [`contracts/${name}.contract.yaml`, CUSTOMERS.replaceAll("customers", name)]),
    ),
  );
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

/** Starts a compile, and gives a signal at a part of the time that a whole compile takes. */
async function stopped(signal: NodeJS.Signals, after: number): Promise<Ended> {
  const child = spawn(process.execPath, [DEX, "compile"], { cwd: project.root, stdio: ["ignore", "ignore", "pipe"] });
  const end = ended(child);
  await new Promise((done) => setTimeout(done, after));
  child.kill(signal);
  return await end;
}

describe("dex compile that is stopped by a signal", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("ends with one line and the exit code of shells: %s", async (signal, code) => {
    project = large();
    const start = performance.now();
    expect(project.dex("compile").code).toBe(0);
    const whole = performance.now() - start;
    const wanted = project.tree("generated");
    let stops = 0;
    for (const part of [0.4, 0.6, 0.8]) {
      project.put("contracts/customers0.contract.yaml", CUSTOMERS.replaceAll("customers", `customers_${stops}`));
      const { code: found, err } = await stopped(signal, whole * part);
      // A run that has ended before its signal proves nothing.
      if (found !== 0) {
        expect({ found, err }).toEqual({
          found: code,
          err: `dex: stopped by ${signal}; the next dex compile completes a write that had begun\n`,
        });
        stops++;
      }
    }
    expect(stops).toBeGreaterThan(0);
    project.put("contracts/customers0.contract.yaml", CUSTOMERS.replaceAll("customers", "customers0"));
    expect(project.dex("compile").code).toBe(0);
    expect(project.tree("generated")).toEqual(wanted);
    expect(existsSync(join(project.root, "generated/.dex/stage"))).toBe(false);
  });
});

describe("output that cannot be written", () => {
  const run = (command: string) => spawnSync("bash", ["-c", command], { cwd: project.root, encoding: "utf8" });
  const dex = `"${process.execPath}" "${DEX}"`;

  it("is no failure if the reader has seen enough", () => {
    project = large();
    const { stderr, status } = run(`${dex} compile --diff | head -1; exit "\${PIPESTATUS[0]}"`);
    expect({ stderr, isDone: status === 0 || status === 1 }).toEqual({ stderr: "", isDone: true });
  });

  it.skipIf(!existsSync("/dev/full"))("ends in exit code 2 and a sentence if the disk is full", () => {
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
  it("is a sentence and exit code 2: too many open files", () => {
    project = large();
    const { status, stderr } = spawnSync("bash", ["-c", `ulimit -n 24; "${process.execPath}" "${DEX}" compile`], {
      cwd: project.root,
      encoding: "utf8",
    });
    expect([0, 2]).toContain(status);
    expect(stderr).not.toContain("a bug in dex");
  });
});
