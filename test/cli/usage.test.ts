import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { CommandTable } from "../../src/cli/command.ts";
import { commands } from "../../src/cli/commands.ts";
import { exitCodeFor } from "../../src/cli/exit-code.ts";
import { diagnostics as configDiagnostics } from "../../src/config/diagnostics.ts";
import type { Entry } from "../../src/diagnostics/define.ts";
import type { ExitReason } from "../../src/diagnostics/diagnostic.ts";
import { diagnostics as emitDiagnostics } from "../../src/emit/diagnostics.ts";
import { diagnostics as linkDiagnostics } from "../../src/link/diagnostics.ts";
import { diagnostics as readDiagnostics } from "../../src/read/diagnostics.ts";
import { diagnostics as writeDiagnostics } from "../../src/write/diagnostics.ts";
import { makeProject, type Project } from "./project.ts";
import { CUSTOMERS, shop, WRONG } from "./shop.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

const catalogues = [configDiagnostics, emitDiagnostics, linkDiagnostics, readDiagnostics, writeDiagnostics];

/** Every command with its group's name, and the names of the groups. */
async function names(table: CommandTable, path = ""): Promise<{ commands: string[]; groups: string[] }> {
  const found = { commands: [] as string[], groups: [] as string[] };
  for (const [name, { load }] of Object.entries(table)) {
    const { command } = await load();
    if (!("commands" in command)) found.commands.push(`${path}${name}`);
    else {
      const below = await names(command.commands, `${path}${name} `);
      found.groups.push(`${path}${name}`, ...below.groups);
      found.commands.push(...below.commands);
    }
  }
  return found;
}

const known = await names(commands);

let project: Project;
afterEach(() => project.remove());

describe("dex", () => {
  it("says its version", async () => {
    project = makeProject({});
    for (const flag of ["--version", "-v"])
      expect(await project.run(flag)).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });

  it("lists every command without arguments, and with --help", async () => {
    project = makeProject({});
    for (const given of [[], ["--help"], ["-h"], ["help"]]) {
      const { code, out, err } = await project.run(...given);
      expect([code, err]).toEqual([0, ""]);
      for (const [name, { summary }] of Object.entries(commands))
        expect(out).toContain(`  ${name.padEnd(8)}  ${summary}\n`);
    }
  });

  it.each(known.commands)("shows the options of %s", async (name) => {
    project = makeProject({});
    const { code, out, err } = await project.run(...name.split(" "), "--help");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain(`\n\nUsage: dex ${name} [OPTIONS]`);
    for (const option of ["--cwd FOLDER", "-q, --quiet", "--color", "--no-color", "-h, --help"])
      expect(out).toContain(`${option}  `);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThan(150);
  });

  it.each(known.groups)("lists the commands of %s", async (name) => {
    project = makeProject({});
    for (const flag of ["--help", "-h"]) {
      const { code, out, err } = await project.run(...name.split(" "), flag);
      expect([code, err]).toEqual([0, ""]);
      expect(out).toContain(`\n\nUsage: dex ${name} COMMAND [OPTIONS]\n`);
      for (const one of known.commands.filter((command) => command.startsWith(`${name} `)))
        expect(out).toMatch(new RegExp(`^  ${one.slice(name.length + 1)} +\\S`, "m"));
    }
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
      '--format must be pretty, concise, json, github, gitlab, sarif or junit, not "prety". Did you mean "pretty"? dex check --help lists the options.',
    ],
    [["check", "--color=always"], "--color takes no value. dex check --help lists the options."],
    [
      ["check", "--color", "--no-color"],
      "--color and --no-color exclude each other. dex check --help lists the options.",
    ],
    [["kafka"], "dex kafka needs a command: dex kafka plan, dex kafka apply, dex kafka drift."],
    [
      ["kafka", "--broker", "a:1", "plan"],
      "dex kafka needs a command: dex kafka plan, dex kafka apply, dex kafka drift.",
    ],
    [
      ["kafka", "aply"],
      'There is no command "kafka aply". Did you mean "kafka apply"? dex kafka --help lists the commands.',
    ],
    [["kafka", "plan", "now"], '"now" is not expected here. dex kafka plan --help lists the options.'],
    [["kafka", "drift", "--prune"], "There is no option --prune. dex kafka drift --help lists the options."],
    [["kafka", "plan"], "Give an address: --broker HOST:PORT, --registry URL, or both."],
    [["check", "--cwd", "nowhere"], "There is no folder nowhere."],
    [
      ["coverage", "--format", "xml"],
      '--format must be pretty or json, not "xml". dex coverage --help lists the options.',
    ],
    [["trace"], "Give one generated file, with or without a line: dex trace generated/dbt/x.yml:12."],
    [["explain"], "Give one code: dex explain link/unknown-contract."],
  ])("%j is refused with a sentence", async (given, sentence) => {
    project = shop();
    expect(await project.run(...given)).toEqual({ code: 2, out: "", err: `dex: ${sentence}\n` });
  });

  it("works in another folder than the current one", async () => {
    project = makeProject({ "here/contracts/customers.contract.yaml": CUSTOMERS });
    expect((await project.run("compile", "--cwd", "here")).code).toBe(0);
    expect(Object.keys(project.tree("here/generated"))).toContain("json-schema/customers.schema.json");
  });

  it("says that a project without contracts has none, and where they belong", async () => {
    project = makeProject({});
    for (const name of ["check", "compile", "coverage"]) {
      const { code, out, err } = await project.run(name);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toContain("error[read/no-documents]: This folder is not in a dex project:");
      expect(err).toContain('no file matches contracts/**/*.{yaml,yml,json}. Start a project with "dex init"');
    }
    expect(Object.keys(project.tree("."))).toEqual([]);
  });

  it("compiles without a config, by the defaults", async () => {
    project = shop();
    expect(await project.run("check")).toEqual({ code: 0, out: "", err: "2 documents checked: no findings\n" });
  });

  it("reports what is wrong with a config, and does not guess", async () => {
    project = shop({ "dex.config.ts": 'export default { outt: "x" };\n' });
    const { code, err } = await project.run("compile");
    expect(code).toBe(2);
    expect(err).toContain('The config has no key "outt". Did you mean "out"?');
    expect(err).toContain("dex.config.ts:1:18\n");
  });

  it.each([
    ["export default 7;\n", "config/no-default-export"],
    ["export default {\n", "config/not-loadable"],
    ['import "./nowhere.ts";\nexport default {};\n', "config/not-loadable"],
    ['throw new Error("at /etc/passwd");\n', "config/not-loadable"],
  ])("refuses the config %j", async (text, code) => {
    project = shop({ "dex.config.ts": text });
    const run = await project.run("compile");
    expect(run).toMatchObject({ code: 2, err: expect.stringContaining(`error[${code}]`) });
    expect(run.err).not.toContain(project.root);
  });

  it("names the emitter when it crashes, and keeps the stack for those who ask", async () => {
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
    const { code, err } = await project.run("compile");
    expect(code).toBe(70);
    expect(err).toContain('emitter "bad" failed: out of ideas');
    expect(err).not.toContain("at ");
    expect((await project.runWith({ DEX_DEBUG: "1" }, "compile")).err).toMatch(/\n\s+at .*dex\.config/);
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
    [{}, ["--color"], true],
    [{ FORCE_COLOR: "1" }, [], true],
    [{ FORCE_COLOR: "1" }, ["--no-color"], false],
    [{ FORCE_COLOR: "0" }, [], false],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, [], true],
    [{ NO_COLOR: "1" }, ["--color"], true],
  ])("with %j and %j", async (env, given, coloured) => {
    project = shop({ "contracts/orders.contract.yaml": WRONG });
    expect(ansi.test((await project.runWith(env, "check", ...given)).err)).toBe(coloured);
  });
});

describe("the exit code", () => {
  const reasons: ReadonlyMap<string, ExitReason | undefined> = new Map(
    catalogues.flatMap(({ phase, entries }) =>
      Object.entries<Entry<never>>(entries).map(([name, entry]) => [`${phase}/${name}`, entry.exit] as const),
    ),
  );

  it.each<[readonly string[], number]>([
    [[], 0],
    [["link/unknown-contract"], 1],
    [["read/too-large"], 1],
    [["read/symbolic-link"], 1],
    [["config/unknown-key", "link/unknown-contract"], 2],
    [["config/not-loadable"], 2],
    [["read/no-documents"], 2],
    [["read/unreadable"], 2],
    [["emit/unknown-target"], 2],
    [["write/failed"], 2],
    [["write/interrupted"], 2],
    [["write/corrupt-manifest"], 2],
    [["write/edited", "write/failed"], 3],
    [["write/foreign"], 3],
    [["write/link"], 3],
    [["write/in-the-way"], 3],
    [["write/locked", "write/edited"], 75],
    [["write/changed"], 75],
  ])("of %j is %i", (codes, want) => {
    const of = (severity: "error" | "warning") =>
      codes.map((code) => {
        expect(reasons.has(code), code).toBe(true);
        const reason = reasons.get(code);
        return { severity, ...(reason !== undefined && { exit: reason }) };
      });
    expect(exitCodeFor(of("error"))).toBe(want);
    expect(exitCodeFor(of("warning"))).toBe(0);
  });

  it("of a wrong config or a failed write is never that of a finding in a contract", () => {
    const named = [...reasons].filter(([code]) => /^(config|write)\//.test(code) && code !== "write/corrupt-journal");
    expect(named.filter(([, reason]) => reason === undefined)).toEqual([]);
  });
});
