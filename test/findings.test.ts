import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { loadConfig } from "../src/config/load.ts";
import { resolveConfig } from "../src/config/resolve.ts";
import { defineDiagnostics } from "../src/diagnostics/define.ts";
import type { ConfiguredEmitter } from "../src/emit/emitter.ts";
import { defineEmitter } from "../src/emit/emitter.ts";
import { builtInEmitters, kafka, typescript } from "../src/emit/registry.ts";
import { memoryHost } from "../src/host/memory.ts";

const FIXTURES = "test/fixtures";

/** Every fixture, the projects of the emitters' tests, and the shop. */
const projects = [
  ...subfolders("test/emit")
    .map((folder) => join(folder, "project"))
    .filter(existsSync),
  ...subfolders(FIXTURES).flatMap(subfolders),
];

describe("dex check finds what dex compile would", () => {
  it("has found the projects", () => {
    expect(projects.length).toBeGreaterThan(100);
  });

  it.each(projects)("in %s", async (folder) => {
    await same(filesOf(folder));
  });

  it("in the shop", async () => {
    await same(filesOf("contracts", "contracts/"));
  });

  it("in names that differ only by case", async () => {
    const contract = (name: string) =>
      `contract: {name: ${name}, version: "1.0.0"}\nschema: {properties: {id: {type: string}}}\n`;
    const found = await same({ "contracts/a.yaml": contract("Orders"), "contracts/b.yaml": contract("orders") });
    expect(found).toContain("emit/path-collision");
  });

  it("in a template of the project", async () => {
    const found = await same({ ...orders, "templates/typescript/index.js.njk": "<$ nothing | unknown $>" });
    expect(found).toContain("emit/broken-template");
  });

  it("in an emitter without parts, also if it writes to the folder of another one", async () => {
    const own = defineEmitter({
      name: "own",
      diagnostics: defineDiagnostics("own", {}),
      readOptions: () => ({ value: {} }),
      load: async () => ({
        emit: ({ ir }) => ({
          files: [{ path: "typescript/index.js", text: "", language: "javascript" as const, sources: [] }],
          coverage: ir.contracts.flatMap(({ dataset }) =>
            dataset.assertions.map(({ id }) => ({ assertion: id, target: "own", how: "documented" as const })),
          ),
          diagnostics: [],
        }),
      }),
    });
    expect(await same(orders, [own(), typescript(), kafka()])).toContain("emit/path-collision");
  });
});

const orders = {
  "contracts/orders.yaml": 'contract: {name: orders, version: "1.0.0"}\nschema: {properties: {id: {type: string}}}\n',
};

/** Compares the lists, and returns the codes. */
async function same(files: Readonly<Record<string, string>>, emitters?: readonly ConfiguredEmitter[]) {
  const host = memoryHost(files);
  const config = emitters
    ? resolveConfig({ emitters }, { projectName: "dex_project", emitters: [] })
    : await loadConfig(host, builtInEmitters());
  const [checked, compiled] = [await compile(host, { config, checkOnly: true }), await compile(host, { config })];
  expect(checked.diagnostics).toEqual(compiled.diagnostics);
  return compiled.diagnostics.map(({ code }) => code);
}

function filesOf(folder: string, prefix = ""): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [prefix + path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}

function subfolders(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}
