import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { exitCodeFor } from "../../src/cli/exit-code.ts";
import { makeProject, type Project } from "./project.ts";
import { CUSTOMERS, shop, WRONG } from "./shop.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

let project: Project;
afterEach(() => project.remove());

describe("dex", () => {
  it("says its version", () => {
    project = makeProject({});
    for (const flag of ["--version", "-v"])
      expect(project.dex(flag)).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });

  it("lists every command without arguments, and with --help", () => {
    project = makeProject({});
    for (const given of [[], ["--help"], ["-h"], ["help"]]) {
      const { code, out, err } = project.dex(...given);
      expect([code, err]).toEqual([0, ""]);
      for (const [name, { summary }] of Object.entries(commands))
        expect(out).toContain(`  ${name.padEnd(8)}  ${summary}\n`);
    }
  });

  it.each(Object.keys(commands))("shows the options of %s", (name) => {
    project = makeProject({});
    const { code, out, err } = project.dex(name, "--help");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain(`\n\nUsage: dex ${name} [OPTIONS]`);
    for (const option of ["--cwd FOLDER", "--color WHEN", "-h, --help"]) expect(out).toContain(`${option}  `);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThan(150);
  });

  it.each<[readonly string[], string]>([
    [["compil"], 'There is no command "compil". Did you mean "compile"? dex --help lists the commands.'],
    [["xyzzy"], 'There is no command "xyzzy". dex --help lists the commands.'],
    [["__proto__"], 'There is no command "__proto__". dex --help lists the commands.'],
    [["compile", "--chek"], "There is no option --chek. Did you mean --check? dex compile --help lists the options."],
    [["compile", "--constructor"], "There is no option --constructor. dex compile --help lists the options."],
    [["compile", "-x"], "There is no option -x. dex compile --help lists the options."],
    [["compile", "--check=yes"], "--check takes no value. dex compile --help lists the options."],
    [["compile", "--target"], "--target needs a value: --target NAME. dex compile --help lists the options."],
    [["compile", "orders"], '"orders" is not expected here. dex compile --help lists the options.'],
    [
      ["check", "--format", "prety"],
      'There is no format "prety". Did you mean "pretty"? The formats are pretty, concise, json, github, gitlab, sarif, junit.',
    ],
    [["check", "--color", "blue"], '--color takes auto, always or never, not "blue".'],
    [["check", "--cwd", "nowhere"], "There is no folder nowhere."],
    [["coverage", "--format", "xml"], 'coverage has no format "xml". Its formats are table and json.'],
    [["trace"], "trace takes one generated file, with a line if you like: generated/dbt/x.yml:12."],
    [["explain"], "explain takes one code, such as link/unknown-contract."],
  ])("%j is refused with a sentence", (given, sentence) => {
    project = shop();
    expect(project.dex(...given)).toEqual({ code: 2, out: "", err: `dex: ${sentence}\n` });
  });

  it("works in another folder than the current one", () => {
    project = makeProject({ "here/contracts/customers.contract.yaml": CUSTOMERS });
    expect(project.dex("compile", "--cwd", "here").code).toBe(0);
    expect(Object.keys(project.tree("here/generated"))).toContain("json-schema/customers.schema.json");
  });

  it("says that a project without contracts has none, and where they belong", () => {
    project = makeProject({});
    for (const name of ["check", "compile", "coverage"]) {
      const { code, out, err } = project.dex(name);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toContain("error[read/no-documents]: No file matches contracts/**/*.{yaml,yml,json}.");
    }
    expect(Object.keys(project.tree("."))).toEqual([]);
  });

  it("compiles without a config, by the defaults", () => {
    project = shop();
    expect(project.dex("check")).toEqual({ code: 0, out: "", err: "2 documents checked: no findings\n" });
  });

  it("reports what is wrong with a config, and does not guess", () => {
    project = shop({ "dex.config.ts": 'export default { outt: "x" };\n' });
    const { code, err } = project.dex("compile");
    expect(code).toBe(2);
    expect(err).toContain('The config has no key "outt". Did you mean "out"?');
    expect(err).toContain("dex.config.ts:1:18\n");
  });

  it.each([
    ["export default 7;\n", "config/no-default-export"],
    ["export default {\n", "config/not-loadable"],
    ['import "./nowhere.ts";\nexport default {};\n', "config/not-loadable"],
    ['throw new Error("at /etc/passwd");\n', "config/not-loadable"],
  ])("refuses the config %j", (text, code) => {
    project = shop({ "dex.config.ts": text });
    const run = project.dex("compile");
    expect(run).toMatchObject({ code: 2, err: expect.stringContaining(`error[${code}]`) });
    expect(run.err).not.toContain(project.root);
  });

  it("names the emitter when it crashes, and keeps the stack for those who ask", () => {
    project = shop({
      "dex.config.ts": `import { defineConfig, defineDiagnostics, defineEmitter } from "dex-compiler";
const bad = defineEmitter({
  name: "bad",
  diagnostics: defineDiagnostics("bad", {}),
  readOptions: () => ({ value: {} }),
  load: async () => ({ emit: () => { throw new Error("out of ideas"); } }),
});
export default defineConfig({ emitters: [bad()] });
`,
    });
    const { code, err } = project.dex("compile");
    expect(code).toBe(70);
    expect(err).toContain('emitter "bad" failed: out of ideas');
    expect(err).not.toContain("at ");
    expect(project.dexWith({ DEX_DEBUG: "1" }, "compile").err).toMatch(/\n\s+at .*dex\.config/);
  });

  it("leaves quietly when nobody reads its output any more", async () => {
    project = shop();
    const { spawnSync } = await import("node:child_process");
    const { resolve } = await import("node:path");
    const line = `"${process.execPath}" "${resolve("dist/cli/main.js")}" compile --diff | head -1; exit \${PIPESTATUS[0]}`;
    const { status, stdout, stderr } = spawnSync("bash", ["-c", line], { cwd: project.root, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^--- /);
  });
});

describe("the colours", () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
  const ansi = /\u001b\[/;

  it.each<[Readonly<Record<string, string>>, readonly string[], boolean]>([
    [{}, [], false],
    [{}, ["--color", "always"], true],
    [{ FORCE_COLOR: "1" }, [], true],
    [{ FORCE_COLOR: "1" }, ["--color", "never"], false],
    [{ FORCE_COLOR: "0" }, [], false],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, [], true],
    [{ NO_COLOR: "1" }, ["--color", "always"], true],
  ])("with %j and %j", (env, given, coloured) => {
    project = shop({ "contracts/orders.contract.yaml": WRONG });
    expect(ansi.test(project.dexWith(env, "check", ...given).err)).toBe(coloured);
  });
});

describe("the exit code", () => {
  it.each<[readonly string[], number]>([
    [[], 0],
    [["link/unknown-contract"], 1],
    [["config/unknown-key", "link/unknown-contract"], 2],
    [["read/no-documents"], 2],
    [["read/too-large"], 1],
    [["emit/unknown-target"], 2],
    [["write/failed"], 2],
    [["write/corrupt-manifest"], 2],
    [["write/edited", "write/foreign"], 3],
    [["write/locked"], 75],
  ])("of %j is %i", (codes, want) => {
    expect(exitCodeFor(codes.map((code) => ({ code, severity: "error" })))).toBe(want);
    expect(exitCodeFor(codes.map((code) => ({ code, severity: "warning" })))).toBe(0);
  });
});
