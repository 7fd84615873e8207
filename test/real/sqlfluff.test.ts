import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dbtAdapters } from "../../src/emit/dbt/options.ts";
import { emitDbt } from "../emit/dbt/project.ts";
import { run } from "./command.ts";
import { writeProject } from "./dbt/project.ts";
import { proofIr } from "./dbt/proof.ts";
import { quarantiningIr } from "./dbt/quarantining.ts";
import { type Environment, environment } from "./environments/environment.ts";
import { withoutPython } from "./needs.ts";

interface Found {
  readonly filepath: string;
  readonly violations: readonly { readonly code: string; readonly description: string }[];
}

describe.skipIf(withoutPython())("the SQL of dbt projects, read by sqlfluff", () => {
  let linters: Environment;
  let folder: string;
  beforeAll(async () => {
    linters = await environment("linters");
    folder = mkdtempSync(join(tmpdir(), "dex-sql-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What sqlfluff finds below a folder, with that folder's configuration. */
  const lint = async (cwd: string, ...words: string[]) => {
    const given = ["lint", ".", "--format", "json", "--disable-progress-bar", "--nocolor", ...words];
    const { stdout, stderr } = await run(linters.bin("sqlfluff"), given, { cwd });
    if (!stdout.startsWith("[")) throw new Error(stdout + stderr);
    const found = JSON.parse(stdout) as readonly Found[];
    const faults = found.flatMap(({ filepath, violations }) =>
      violations.map(({ code, description }) => `${filepath}: ${code} ${description}`),
    );
    return { files: found.length, faults };
  };

  const project = (adapter: (typeof dbtAdapters)[number]) => {
    const { files } = emitDbt(proofIr, { adapters: [adapter] });
    return writeProject(files, adapter, mkdtempSync(join(folder, `${adapter}-`)));
  };

  it.each(dbtAdapters)(
    "is clean in the dialect of %s, by the rules that the project itself brings",
    async (adapter) => {
      const { files, faults } = await lint(project(adapter));
      expect(faults).toEqual([]);
      expect(files).toBeGreaterThan(12);
    },
  );

  it.each(dbtAdapters)("is SQL of %s in the models of quarantines", async (adapter) => {
    const cwd = mkdtempSync(join(folder, `quarantine-${adapter}-`));
    const { files } = emitDbt(quarantiningIr("duckdb"), { adapters: [adapter] });
    const models = files.filter(({ path }) => /__(judged|quarantine)\.sql$/.test(path));
    for (const { path, text } of models) writeFileSync(join(cwd, path.split("/").at(-1) ?? ""), withoutJinja(text));
    // Only whether it parses: what Jinja leaves behind has no layout.
    expect(await lint(cwd, "--dialect", adapter, "--rules", "CP01")).toEqual({ files: 8, faults: [] });
  });

  it.each(dbtAdapters)("is SQL of %s when dex's own tests are written out", async (adapter) => {
    const cwd = project(adapter);
    const into = join(cwd, "written");
    const script = join(import.meta.dirname, "linters", "render_tests.py");
    const { status, stderr } = await run(linters.python, [script, cwd, adapter, into], { cwd: folder });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(readdirSync(into).length).toBeGreaterThan(90);
    // Only whether it parses: what Jinja leaves behind has no layout.
    const { files, faults } = await lint(into, "--dialect", adapter, "--rules", "CP01");
    expect(faults).toEqual([]);
    expect(files).toBeGreaterThan(90);
  });

  it("finds what is wrong", async () => {
    const cwd = mkdtempSync(join(folder, "wrong-"));
    writeFileSync(join(cwd, "wrong.sql"), "select from where\n");
    expect((await lint(cwd, "--dialect", "duckdb")).faults.join("\n")).toMatch(/PRS/);
  });
});

/** The SQL of a model in which every condition of its Jinja is true. */
function withoutJinja(text: string): string {
  const branch =
    /\{% if (?:(?!\{% (?:if|else|endif)).)*?%\}((?:(?!\{% (?:if|else|endif)).)*)(?:\{% else %\}(?:(?!\{% (?:if|else|endif)).)*)?\{% endif %\}/s;
  let plain = text.replaceAll(/\{% set .*?%\}/g, "");
  while (branch.test(plain)) plain = plain.replace(branch, "$1");
  return plain
    .replaceAll(/\{\{ dex_select_columns\(.*?\) \}\}/g, "cast(null as int) as a_column")
    .replaceAll(/\{\{ dex_since\(.*?\) \}\}/g, "max(updated_at)")
    .replaceAll(/\{\{ (?:dbt\.|dex_run_id).*?\) \}\}/g, "'value'")
    .replaceAll(/\{\{ .*? \}\}/g, "a_table");
}
