import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { templateNames } from "../../src/scaffold/template.ts";
import { makeProject, type Project } from "./project.ts";

let project: Project;
afterEach(() => project.remove());

const COMMON = [
  ".gitattributes",
  ".github/workflows/dex.yml",
  ".gitignore",
  ".pre-commit-config.yaml",
  "dex.config.ts",
  "package.json",
];
const CONTRACTS = {
  minimal: ["orders.contract.yaml"],
  batch: [
    "customers.contract.yaml",
    "daily_orders.pipeline.yaml",
    "fct_orders.contract.yaml",
    "fct_orders.sql",
    "orders.contract.yaml",
  ],
  stream: ["user_events.contract.yaml", "user_events.pipeline.yaml"],
};

describe("dex init", () => {
  it.each(templateNames)(
    "starts a project %s that compiles without a finding, and is up to date then",
    async (template) => {
      project = makeProject({});
      const { code, out, err } = await project.run("init", "shop", "--template", template);
      expect([code, out]).toEqual([0, ""]);
      const contracts = CONTRACTS[template].map((name) => `contracts/${name}`);
      expect(Object.keys(project.tree("shop"))).toEqual([...COMMON, ...contracts].sort());
      for (const path of [...COMMON, ...contracts]) expect(err).toContain(`  ${path}\n`);
      expect(err).toContain("\n  cd shop\n  npm install\n  npx dex compile     # writes generated/");

      const cwd = ["--cwd", "shop"];
      // Only notes about types that a target cannot express.
      expect((await project.run("check", ...cwd)).err).not.toMatch(/^(error|warning)/m);
      expect((await project.run("compile", "--check", ...cwd)).code).toBe(4);
      const compiled = await project.run("compile", ...cwd);
      expect([compiled.code, compiled.out]).toEqual([0, ""]);
      expect(compiled.err).toMatch(/^\d+ files written in generated\/\n$/m);
      expect(await project.run("compile", "--check", ...cwd)).toMatchObject({ code: 0, out: "" });
    },
  );

  it("takes minimal when no template is named, and the current folder when none is", async () => {
    project = makeProject({});
    expect((await project.run("init")).code).toBe(0);
    expect((await project.run("init", "other", "--template", "minimal")).code).toBe(0);
    const { "package.json": _, ...own } = project.tree(".");
    const { "package.json": __, ...other } = project.tree("other");
    expect(Object.keys(own).filter((path) => !path.startsWith("other/")).length).toBe(Object.keys(other).length);
    for (const [path, text] of Object.entries(other)) expect(own[path]).toBe(text);
  });

  it("points editors at the schemas of the package", () => {
    for (const template of templateNames)
      for (const name of CONTRACTS[template].filter((one) => one.endsWith(".yaml"))) {
        const [first = ""] = readFileSync(`templates/init/${template}/${name}`, "utf8").split("\n");
        const kind = name.includes(".pipeline.") ? "pipeline" : "contract";
        expect(first).toBe(`# yaml-language-server: $schema=../node_modules/dex-compiler/schemas/${kind}.json`);
        expect(readFileSync(`schemas/${kind}.json`, "utf8")).toContain("$schema");
      }
  });

  it("has commits and CI checked by what people install", async () => {
    project = makeProject({});
    expect((await project.run("init")).code).toBe(0);
    const { name } = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, string>;
    const manifest = JSON.parse(project.read("package.json")) as Record<string, unknown>;
    expect(manifest["devDependencies"]).toEqual({ [name ?? ""]: expect.stringMatching(/^file:\.\.\//) });
    const check = "npx --no -- dex compile --check";
    const hooks = parse(project.read(".pre-commit-config.yaml")) as Hooks;
    const [hook] = hooks.repos[0]?.hooks ?? [];
    expect(hook).toMatchObject({ entry: check, language: "system", pass_filenames: false });
    const files = new RegExp(hook?.files ?? "");
    for (const path of ["contracts/orders.contract.yaml", "generated/x.json", "dex.config.ts", "package-lock.json"])
      expect(path).toMatch(files);
    for (const path of ["README.md", "src/contracts/x.yaml", "my-dex.config.ts"]) expect(path).not.toMatch(files);
    const workflow = parse(project.read(".github/workflows/dex.yml")) as Workflow;
    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(workflow.jobs.check.steps.map(({ run }) => run).filter(Boolean)).toEqual(["npm ci", check]);
  });

  it("refuses to start where one was started, and writes nothing then", async () => {
    project = makeProject({});
    expect((await project.run("init")).code).toBe(0);
    const before = project.tree(".");
    expect(await project.run("init", "--template", "stream")).toEqual({
      code: 3,
      out: "",
      err: `2 paths exist already, so nothing was written:
  .github/workflows/dex.yml
  dex.config.ts

Choose another folder, or replace them with dex init --force.
`,
    });
    expect(project.tree(".")).toEqual(before);
  });

  it("replaces with --force, but what a project had before dex came", async () => {
    project = makeProject({
      "package.json": '{"name":"mine"}\n',
      ".gitignore": "secret\n",
      "dex.config.ts": "export default {};\n",
      "contracts/orders.contract.yaml": "mine\n",
      "contracts/other.contract.yaml": "mine\n",
    });
    const refused = await project.run("init");
    expect(refused.code).toBe(3);
    expect(refused.err).toContain("  contracts/orders.contract.yaml\n  dex.config.ts\n\n");
    expect(Object.keys(project.tree(".")).length).toBe(5);
    const { code, err } = await project.run("init", "--force");
    expect(code).toBe(0);
    expect(project.read("package.json")).toBe('{"name":"mine"}\n');
    expect(project.read(".gitignore")).toBe("secret\n");
    expect(project.read("contracts/other.contract.yaml")).toBe("mine\n");
    expect(project.read("contracts/orders.contract.yaml")).toContain("name: orders");
    expect(project.read("dex.config.ts")).toContain("defineConfig");
    expect(err).toContain("  .gitignore  unchanged; add .dex/, generated/.dex/ and generated/dbt/*/target/ to it\n");
    expect(err).toMatch(/\n {2}npm install --save-dev --save-exact '?\.\.\/\S+\n/);
    expect(err).toContain("The dependency dex-compiler is a path on this machine.");
    expect(Object.keys(project.tree(".")).filter((path) => path.includes("dex-new"))).toEqual([]);
  });

  it("goes through no link, and over no folder, also with --force", async () => {
    project = makeProject({ "aside/kept.txt": "x", "shop/dex.config.ts/x": "" });
    symlinkSync(join(project.root, "aside"), join(project.root, "shop/contracts"));
    const { code, err } = await project.run("init", "shop", "--force");
    expect(code).toBe(3);
    expect(err).toContain("  contracts (a link)\n  dex.config.ts (a folder)\n\nChoose another folder, or move them.");
    expect(Object.keys(project.tree("aside"))).toEqual(["kept.txt"]);
    symlinkSync(join(project.root, "aside"), join(project.root, "linked"));
    expect(await project.run("init", "linked")).toMatchObject({
      code: 2,
      err: "dex: linked is a link, not a folder.\n",
    });
  });

  it("leaves nothing behind when it cannot write all", () => {
    project = makeProject({});
    mkdirSync(join(project.root, "locked"), { mode: 0o555 });
    const { code, err } = project.dexAs("nobody", "init", "locked");
    expect([code, err]).toEqual([2, "dex: Nothing was written into locked: permission denied.\n"]);
    expect(Object.keys(project.tree("locked"))).toEqual([]);
  });

  it.each<[string, string, string]>([
    ["a b", "'a b'", "a-b"],
    ["$(touch x)", "'$(touch x)'", "touch-x"],
    ["it's", "'it'\\''s'", "it-s"],
    ["..hidden", "..hidden", "hidden"],
    ["node_modules", "node_modules", "dex-project"],
    ["dex-compiler", "dex-compiler", "dex-project"],
    ["Größe", "'Größe'", "gr-e"],
    ["数据", "'数据'", "dex-project"],
    ['"},"x":{"', '\'"},"x":{"\'', "x"],
    ["a/b/../Deep.Er", "a/b/../Deep.Er", "deep.er"],
    ["{{x}}", "'{{x}}'", "x"],
  ])("a folder named %s is only a folder", async (folder, quoted, name) => {
    project = makeProject({});
    const { code, err } = await project.run("init", folder);
    expect(code).toBe(0);
    expect(err).toContain(`\n  cd ${quoted}\n`);
    expect(Object.keys(project.tree(folder)).length).toBe(7);
    const manifest = JSON.parse(project.read(`${folder}/package.json`)) as { name: string };
    expect(manifest.name).toBe(name);
  });

  it("takes a folder that looks like an option after --", async () => {
    project = makeProject({});
    expect((await project.run("init", "--", "-rf")).err).toContain("\n  cd './-rf'\n");
    expect((await project.run("init", "-rf")).err).toBe(
      "dex: There is no option -r. dex init --help lists the options.\n",
    );
  });

  it.each<[readonly string[], string]>([
    [
      ["--template", "bach"],
      '--template must be minimal, batch or stream, not "bach". Did you mean "batch"? dex init --help lists the options.',
    ],
    [
      ["--template", "__proto__"],
      '--template must be minimal, batch or stream, not "__proto__". dex init --help lists the options.',
    ],
    [["a", "b"], "Give one folder: dex init shop."],
    [[""], '"" is not a folder name. Use visible characters: dex init shop.'],
    [[" "], '" " is not a folder name. Use visible characters: dex init shop.'],
    [["a\nb"], '"a\\u{a}b" is not a folder name. Use visible characters: dex init shop.'],
    [["\u001b[31m"], '"\\u{1b}[31m" is not a folder name. Use visible characters: dex init shop.'],
    [["file"], "file is a file, not a folder."],
  ])("%j is refused with a sentence", async (given, sentence) => {
    project = makeProject({ file: "" });
    expect(await project.run("init", ...given)).toEqual({ code: 2, out: "", err: `dex: ${sentence}\n` });
    expect(Object.keys(project.tree("."))).toEqual(["file"]);
  });
});

interface Hooks {
  readonly repos: readonly {
    readonly hooks: readonly { readonly files: string; readonly [key: string]: unknown }[];
  }[];
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: { readonly check: { readonly steps: readonly { readonly run?: string }[] } };
}
