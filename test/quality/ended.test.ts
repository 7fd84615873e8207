import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeProject } from "../cli/project.ts";
import { CONTRACT, HEADER } from "./hostile-files.ts";

const project = makeProject({ "orders.yaml": CONTRACT });
afterAll(() => project.remove());

describe("dex validate that a signal ends", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("leaves no temporary folder behind: %s", async (signal, code) => {
    const temporary = join(project.root, signal);
    mkdirSync(temporary);
    writeFileSync(join(project.root, "data.csv"), `${HEADER}${"1,a,1\n".repeat(2_000_000)}`);
    const words = ["validate", "--input", "data.csv", "--schema", "orders.yaml"];
    const env = { ...process.env, TMPDIR: temporary };
    const dex = spawn(process.execPath, [resolve("dist/cli/main.js"), ...words], { cwd: project.root, env });
    const ended = new Promise((done) => dex.on("exit", done));
    while (dex.exitCode === null && readdirSync(temporary).length === 0) await new Promise((on) => setTimeout(on, 10));
    dex.kill(signal);
    expect(await ended).toBe(code);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
