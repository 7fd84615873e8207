import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProject } from "./project.ts";

const NAMES = ["customers", "orders", "payments"];
const text = (name: string, key: string) => `contract: {name: ${name}, version: "1.0.0", owner: data@example.com}
schema:
  properties:
    id: {type: string, ${key}: true}
`;
const files = (key: string) => Object.fromEntries(NAMES.map((name) => [`contracts/${name}.yaml`, text(name, key)]));

/** Code for Node that kills the process instead of its n-th rename. */
const killing = (n: number) => `data:text/javascript,
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
const rename = fs.rename;
let calls = 0;
fs.rename = (from, to) => {
  if (String(from).endsWith(".dex-new") && ++calls === ${n}) process.kill(process.pid, "SIGKILL");
  return rename(from, to);
};
syncBuiltinESMExports();`;

describe("dex check --fix, killed between two files", () => {
  it.each([1, 2, 3])("leaves complete files, and the next run fixes the others: before rename %i", async (n) => {
    const project = makeProject({ "dex.config.ts": "export default { emitters: [] };\n", ...files("requird") });
    const { signal } = spawnSync(
      process.execPath,
      ["--import", killing(n), resolve("dist/cli/main.js"), "check", "--fix"],
      { cwd: project.root, encoding: "utf8" },
    );
    expect(signal).toBe("SIGKILL");
    const found = NAMES.map((name) => project.read(`contracts/${name}.yaml`));
    const isFixed = found.map((content, index) => content === text(NAMES[index] ?? "", "required"));
    expect(isFixed.filter(Boolean)).toHaveLength(n - 1);
    for (const [index, content] of found.entries())
      if (!isFixed[index]) expect(content).toBe(text(NAMES[index] ?? "", "requird"));

    expect((await project.run("check", "--fix")).code).toBe(0);
    for (const name of NAMES) expect(project.read(`contracts/${name}.yaml`)).toBe(text(name, "required"));
    expect(readdirSync(join(project.root, "contracts")).sort()).toEqual(NAMES.map((name) => `${name}.yaml`));
    project.remove();
  });
});
