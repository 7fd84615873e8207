import { chmodSync, lstatSync, mkdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Project } from "./project.ts";
import { CUSTOMERS, ORDERS, shop, WRONG } from "./shop.ts";

const MODEL = "generated/json-schema/orders.schema.json";
const OTHER = "generated/json-schema/customers.schema.json";

let project: Project;
afterEach(() => project.remove());

/** A project that is compiled already. */
async function compiled(): Promise<Project> {
  project = shop();
  expect(await project.run("compile")).toMatchObject({
    code: 0,
    out: "",
    err: expect.stringMatching(/^\d+ files written in generated\/\n$/),
  });
  return project;
}

describe("dex compile", () => {
  it("writes everything, says how much, and the second time touches nothing", async () => {
    const { run, tree, root } = await compiled();
    const files = tree();
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([".dex-manifest.json", "json-schema/orders.schema.json"]),
    );
    const before = lstatSync(join(root, MODEL)).ino;
    expect((await run("compile")).err).toMatch(/^\d+ unchanged in generated\/\n$/);
    expect(lstatSync(join(root, MODEL)).ino).toBe(before);
    expect(tree()).toEqual(files);
  });

  it("writes nothing when a contract has an error, and reports all errors", async () => {
    const { run, put, tree } = await compiled();
    const before = tree();
    put("contracts/orders.contract.yaml", ORDERS.replace("primary_key: [order_id]", "primary_key: [ordr_id]"));
    put("contracts/customers.contract.yaml", CUSTOMERS.replace("type: string, enum", "type: strin, enum"));
    const { code, err } = await run("compile");
    expect(code).toBe(1);
    expect(err).toContain('Did you mean "order_id"?');
    expect(err).toContain('Did you mean "string"?');
    expect(err).toContain("2 errors in 2 files");
    expect(tree()).toEqual(before);
  });

  it("removes what no contract asks for any more, and folders that it empties, and nothing else", async () => {
    const { run, put, remove, tree } = await compiled();
    put("generated/json-schema/notes.txt", "mine\n");
    remove("contracts/orders.contract.yaml");
    expect(await run("compile")).toMatchObject({ code: 0, err: expect.stringMatching(/\d removed/) });
    const left = Object.keys(tree());
    expect(left).toContain("json-schema/notes.txt");
    expect(left.filter((path) => path.includes("orders"))).toEqual([]);
  });

  it("never loses a hand edit: exit 3, nothing written, until --force", async () => {
    const { run, put, read, tree } = await compiled();
    put(MODEL, "mine\n");
    put("contracts/orders.contract.yaml", ORDERS.replace("minimum: 0", "minimum: 1"));
    put("contracts/customers.contract.yaml", CUSTOMERS.replace("loyal", "faithful"));
    const before = tree();
    const { code, err } = await run("compile");
    expect(code).toBe(3);
    expect(err).toContain(`error[write/edited]: ${MODEL} was edited by hand`);
    expect(tree()).toEqual(before);
    expect((await run("compile", "--force")).code).toBe(0);
    expect(read(MODEL)).toContain('"orders"');
    expect(read(OTHER)).toContain("faithful");
  });

  it("does not delete a hand-edited file whose contract is gone, until --force", async () => {
    const { run, put, remove, read } = await compiled();
    put(MODEL, "mine\n");
    remove("contracts/orders.contract.yaml");
    expect(await run("compile")).toMatchObject({ code: 3, err: expect.stringContaining("dex must remove it") });
    expect(read(MODEL)).toBe("mine\n");
    expect((await run("compile", "--force")).code).toBe(0);
    expect(() => read(MODEL)).toThrow();
  });

  it("does not write over a file that is not dex's, until --force", async () => {
    project = shop({ [MODEL]: "mine\n" });
    const { run, read } = project;
    expect(await run("compile")).toMatchObject({ code: 3, err: expect.stringContaining(`error[write/foreign]`) });
    expect(read(MODEL)).toBe("mine\n");
    expect((await run("compile", "--force")).code).toBe(0);
    expect(read(MODEL)).toContain('"orders"');
  });

  it("runs one target, and leaves the files of the others", async () => {
    const { run, put, tree } = await compiled();
    const before = tree();
    put("contracts/orders.contract.yaml", ORDERS.replace("format: uuid", "max_length: 30"));
    expect((await run("compile", "--target", "json-schema")).code).toBe(0);
    const after = tree();
    const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
    expect(changed).toContain("json-schema/orders.schema.json");
    expect(changed.filter((path) => !/^(json-schema\/|\.dex-manifest)/.test(path))).toEqual([]);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect((await run("compile", "--check", "--target", "json-schema")).code).toBe(0);
    expect((await run("compile", "--check")).code).toBe(4);
  });

  it("knows no target of another name", async () => {
    project = shop();
    const { code, err } = await project.run("compile", "--target", "jsonschema");
    expect(code).toBe(2);
    expect(err).toContain(
      'error[emit/unknown-target]: The project has no target "jsonschema". Did you mean "json-schema"?',
    );
  });
});

describe("dex compile --check", () => {
  it("is content with what was just written, the first time and the second", async () => {
    const { run } = await compiled();
    for (let time = 0; time < 2; time++)
      expect(await run("compile", "--check")).toMatchObject({
        code: 0,
        out: "",
        err: expect.stringMatching(/^\d+ files up to date\n$/),
      });
  });

  it.each<[string, (project: Project) => void]>([
    ["missing", ({ remove }) => remove(MODEL)],
    ["stale", ({ put }) => put("contracts/orders.contract.yaml", ORDERS.replace("scale: 2", "scale: 3"))],
    ["edited", ({ put, read }) => put(MODEL, read(MODEL).replace("orders", "ORDERS"))],
    ["orphan", ({ remove }) => remove("contracts/orders.contract.yaml")],
    [
      "foreign",
      ({ put, read }) => {
        const name = "generated/.dex-manifest.json";
        const manifest = JSON.parse(read(name)) as { files: { path: string }[] };
        const files = manifest.files.filter(({ path }) => !path.endsWith("orders.schema.json"));
        put(name, JSON.stringify({ ...manifest, files }));
        put(MODEL, "mine\n");
      },
    ],
  ])("finds a file that is %s, writes nothing, and exits with 4", async (kind, change) => {
    const { run, tree } = await compiled();
    expect((await run("compile", "--check")).code).toBe(0);
    change(project);
    const before = tree();
    const { code, err } = await run("compile", "--check");
    expect(code, err).toBe(4);
    expect(err).toMatch(new RegExp(`^  ${kind} +${MODEL}$`, "m"));
    expect(err).toMatch(new RegExp(`^${kind}: .*run dex compile`, "m"));
    expect(tree()).toEqual(before);
    // What the finding says to do mends it.
    expect((await run("compile", ...(["edited", "foreign"].includes(kind) ? ["--force"] : []))).code).toBe(0);
    expect((await run("compile", "--check")).code).toBe(0);
  });

  it("is not fooled by an edit that keeps size and time", async () => {
    const { run, put, read, root } = await compiled();
    expect((await run("compile", "--check")).code).toBe(0);
    const { utimes } = await import("node:fs/promises");
    const { atime, mtime } = lstatSync(join(root, MODEL));
    put(MODEL, read(MODEL).replace("orders", "ORDERS"));
    await utimes(join(root, MODEL), atime, mtime);
    expect((await run("compile", "--check")).code).toBe(4);
  });

  it("is not troubled by a checkout that wrote CRLF, or touched every file", async () => {
    const { run, put, tree } = await compiled();
    for (const [path, text] of Object.entries(tree())) put(`generated/${path}`, text.replaceAll("\n", "\r\n"));
    expect(await run("compile", "--check")).toMatchObject({ code: 0 });
  });

  it("says the warnings again when it answers from what it remembers", async () => {
    project = shop({ "templates/nobody/x.njk": "x" });
    const { run } = project;
    expect((await run("compile")).err).toContain("emit/unknown-template");
    const first = await run("compile", "--check");
    expect(first).toMatchObject({ code: 0, err: expect.stringContaining("warning[emit/unknown-template]") });
    expect(await run("compile", "--check")).toEqual(first);
    expect(JSON.parse((await run("compile", "--check", "--format", "json")).out).diagnostics).toHaveLength(1);
  });

  it("sees that a contract became wrong", async () => {
    const { run, put } = await compiled();
    expect((await run("compile", "--check")).code).toBe(0);
    put("contracts/orders.contract.yaml", WRONG);
    expect((await run("compile", "--check")).code).toBe(1);
  });

  it.each([
    ["merge conflict markers", "<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n", "write/conflicted-manifest"],
    ["a manifest that is no JSON", "{", "write/corrupt-manifest"],
    [
      "a manifest that leads out of the folder",
      '{"manifestVersion":1,"dex":"1","files":[{"path":"../x","hash":"0","emitter":"x","sources":[]}]}',
      "write/corrupt-manifest",
    ],
    ["a manifest of a newer dex", '{"manifestVersion": 9}', "write/newer-manifest"],
  ])("cannot judge by %s", async (_, text, code) => {
    const { run, put } = await compiled();
    put("generated/.dex-manifest.json", text);
    expect(await run("compile", "--check")).toMatchObject({ code: 2, err: expect.stringContaining(code) });
  });
});

describe("dex compile --dry-run and --diff", () => {
  it("list and show what would be written, and write nothing", async () => {
    const { run, put, remove, tree } = await compiled();
    put("contracts/orders.contract.yaml", ORDERS.replace("name: orders", "name: sales"));
    remove(OTHER);
    const before = tree();
    const listed = await run("compile", "--dry-run");
    expect(listed).toMatchObject({ code: 0, out: "" });
    expect(listed.err).toContain(`  create    ${OTHER}\n`);
    expect(listed.err).toContain("  create    generated/json-schema/sales.schema.json\n");
    expect(listed.err).toContain(`  remove    ${MODEL}\n`);
    const shown = await run("compile", "--diff");
    expect(shown).toMatchObject({ code: 0, err: "" });
    expect(shown.out).toContain(`--- a/${MODEL}\n+++ /dev/null\n`);
    expect(shown.out).toContain("--- /dev/null\n+++ b/generated/json-schema/sales.schema.json\n");
    expect(tree()).toEqual(before);
  });

  it("leave stdout to the diff", async () => {
    project = shop();
    expect((await project.runWith({ GITHUB_ACTIONS: "true" }, "compile", "--diff")).out).toMatch(/^--- /);
    expect(await project.run("compile", "--diff", "--format", "json")).toMatchObject({ code: 2, out: "" });
  });

  it("exclude each other", async () => {
    project = shop();
    expect(await project.run("compile", "--check", "--diff")).toMatchObject({
      code: 2,
      err: "dex: --check and --diff exclude each other.\n",
    });
  });
});

describe("what dex compile cannot do", () => {
  it("an output folder that it may not write to: exit 2, and nothing changes", async () => {
    const { root, dexAs, put, tree } = await compiled();
    put("contracts/orders.contract.yaml", ORDERS.replace("minimum: 0", "minimum: 1"));
    const before = tree();
    const { code, err } = dexAs("nobody", "compile");
    expect(err).toContain("permission denied");
    expect(code).toBe(2);
    expect(tree()).toEqual(before);
    chmodSync(root, 0o755);
  });

  it("a folder of contracts that it may not read: a finding, not a crash", () => {
    project = shop();
    mkdirSync(join(project.root, "contracts/secret"), { mode: 0o700 });
    const { code, err } = project.dexAs("nobody", "check");
    expect(err).toContain("error[read/unreadable]: contracts/secret cannot be read (permission denied)");
    expect(code).toBe(2);
  });

  it("a contract behind a symbolic link: a finding, where it would be left out in silence", async () => {
    project = shop();
    symlinkSync("orders.contract.yaml", join(project.root, "contracts/linked.contract.yaml"));
    const { code, err } = await project.run("check");
    expect(err).toContain("error[read/symbolic-link]: contracts/linked.contract.yaml is a symbolic link");
    expect(code).toBe(1);
  });

  it("a folder behind a symbolic link: one finding, and nothing of what is in there", async () => {
    project = shop({ "elsewhere/deep/broken.contract.yaml": "nonsense: 1\n", "elsewhere/query.sql": "select 1\n" });
    const link = (to: string, path: string) => symlinkSync(to, join(project.root, path));
    link("../elsewhere", "contracts/shared");
    link(".", "contracts/itself");
    link("nowhere", "contracts/dangling");
    mkdirSync(join(project.root, "contracts/node_modules"));
    link("../../elsewhere", "contracts/node_modules/package");
    const { code, err } = await project.run("check");
    expect(err.match(/error\[.*/g)).toEqual([
      expect.stringContaining("error[read/symbolic-link]: contracts/itself is a symbolic link"),
      expect.stringContaining("error[read/symbolic-link]: contracts/shared is a symbolic link"),
    ]);
    expect(code).toBe(1);
  });

  it("the folder of all contracts behind a symbolic link: a finding, also of a pattern that names one file", async () => {
    project = shop();
    renameSync(join(project.root, "contracts"), join(project.root, "kept"));
    symlinkSync("kept", join(project.root, "contracts"));
    for (const globs of ["", 'contracts: ["contracts/orders.contract.yaml"]']) {
      project.put("dex.config.js", `export default { ${globs} };\n`);
      const { code, err } = await project.run("check");
      expect(err.match(/error\[.*/g)).toEqual([
        expect.stringContaining("error[read/symbolic-link]: contracts is a symbolic link"),
      ]);
      expect(code).toBe(1);
    }
  });

  it("a link that the globs leave out: nothing to say", async () => {
    const config = 'export default { contracts: ["**/*.yaml", "!contracts/shared", "!elsewhere/**"] };\n';
    project = shop({ "elsewhere/broken.yaml": "nonsense: 1\n", "dex.config.js": config });
    symlinkSync("../elsewhere", join(project.root, "contracts/shared"));
    expect(await project.run("check")).toMatchObject({ code: 0 });
  });

  it("a contract that it may not read: a finding beside the others", () => {
    project = shop({ "contracts/orders.contract.yaml": WRONG });
    chmodSync(join(project.root, "contracts/customers.contract.yaml"), 0o600);
    const { code, err } = project.dexAs("nobody", "check");
    expect(err).toContain("error[read/unreadable]: contracts/customers.contract.yaml cannot be read");
    expect(err).toContain('Did you mean "decimal"?');
    expect(code).toBe(2);
  });
});
