import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeProject, type Project } from "./project.ts";

const contract = (name: string, more = "") =>
  `contract: {name: ${name}, version: "1.0.0", owner: a@b.example${more}}\nschema: {properties: {id: {type: string}}}\n`;

let project: Project;

beforeEach(() => {
  project = makeProject({
    "dex.config.ts": 'import { defineConfig } from "dex-compiler";\nexport default defineConfig({});\n',
    "contracts/sales/orders.yaml": contract("orders"),
    "contracts/sales/returns.yaml": contract("returns", ", ownr: x"),
    "contracts/people.yaml": contract("people", ", teem: x"),
  });
  mkdirSync(join(project.root, "contracts/empty"));
});
afterEach(() => project.remove());

describe("a command in a folder below the project's", () => {
  it("works on the whole project", async () => {
    const { code, err } = await project.runIn("contracts/sales", "check", "--format", "concise");
    expect(code).toBe(1);
    expect(err).toContain("contracts/people.yaml:1:");
    expect(err).toContain("contracts/sales/returns.yaml:1:");
  });

  it("takes paths relative to that folder", async () => {
    const { err, code } = await project.runIn(
      "contracts/sales",
      "check",
      "--format",
      "concise",
      "orders.yaml",
      "../people.yaml",
    );
    expect(code).toBe(1);
    expect(err).toContain("contracts/people.yaml:1:");
    expect(err).not.toContain("returns");
  });

  it("works in that folder with --cwd, which names the project itself", async () => {
    const { code, err } = await project.runIn("contracts", "check", "--cwd", ".");
    expect(code).toBe(2);
    expect(err).toContain("This folder is not in a dex project");
  });

  it("starts a project there with init", async () => {
    const { code } = await project.runIn("contracts/empty", "init");
    expect(code).toBe(0);
    expect(project.read("contracts/empty/dex.config.ts")).toContain("defineConfig");
  });
});

describe("dex check PATH", () => {
  it.each([
    [["contracts/sales/orders.yaml"], 0, []],
    [["contracts/sales"], 1, ["returns"]],
    [["contracts/sales/"], 1, ["returns"]],
    [["."], 1, ["people", "returns"]],
    [["contracts/people.yaml", "contracts/sales/returns.yaml"], 1, ["people", "returns"]],
    [["dex.config.ts"], 0, []],
  ])("%j reports the findings there", async (paths, code, found) => {
    const run = await project.run("check", "--format", "concise", ...paths);
    expect(run.code).toBe(code);
    for (const name of ["people", "orders", "returns"])
      expect(run.err.includes(`${name}.yaml:`)).toBe(found.includes(name));
  });

  it("says how many findings other files have", async () => {
    const { err } = await project.run("check", "contracts/sales/orders.yaml");
    expect(err).toBe("1 document checked: no findings; 2 findings in other files\n");
  });

  it.each([
    ["contracts/sale", "There is no file or folder contracts/sale."],
    ["../elsewhere", "../elsewhere is outside of the project"],
    ["/etc/passwd", "/etc/passwd is outside of the project"],
  ])("refuses %s", async (path, message) => {
    const { code, err } = await project.run("check", path);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it("reports a config that cannot be read, whatever the path", async () => {
    project.put("dex.config.ts", "export default {");
    expect((await project.run("check", "contracts/sales/orders.yaml")).code).toBe(2);
  });
});

describe("--deny-warnings", () => {
  const warned = `contract: {name: sums, version: "1.0.0", owner: a@b.example}\nschema: {properties: {sum: {type: decimal}}}\n`;

  it.each([
    ["check", []],
    ["compile", ["--check"]],
    ["compile", []],
  ])("fails %s %j when there is a warning, and writes nothing", async (command, more) => {
    project.remove("contracts");
    project.put("contracts/sums.yaml", warned);
    const denied = await project.run(command, ...more, "--deny-warnings");
    expect(denied.code).toBe(1);
    expect(denied.err).toContain("check/decimal-without-precision");
    expect(Object.keys(project.tree(".")).filter((path) => path.startsWith("generated/"))).toEqual([]);
    expect((await project.run("compile")).code).toBe(0);
    expect((await project.run(command, ...more)).code).toBe(0);
    // The second time, an unchanged check answers from what the first left.
    expect((await project.run(command, ...more, "--deny-warnings")).code).toBe(1);
  });
});
