import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dbtAdapters } from "../../src/emit/dbt/options.ts";
import { emitDbt } from "../emit/dbt/project.ts";
import { run } from "./command.ts";
import { dbt, writeProject } from "./dbt/project.ts";
import { proofIr } from "./dbt/proof.ts";
import { compileShop } from "./dbt/shop.ts";
import { type Environment, environment } from "./environments/environment.ts";
import { withoutPython } from "./needs.ts";

/** What makes every warning of dbt an error, deprecations that are not yet due included. */
const STRICT = ["--no-partial-parse", "--show-all-deprecations", "--warn-error-options", '{"error": "all"}'];

/** The generic tests of dbt_utils 1.4 that dex names, with their arguments; the package itself is only to be had from its registry. */
const DBT_UTILS = `
{% test accepted_range(model, column_name, min_value=none, max_value=none, inclusive=true) %}select 1 as x from {{ model }} where 1 = 0{% endtest %}
{% test equal_rowcount(model, compare_model, group_by_columns=[]) %}select 1 as x from {{ model }} where 1 = 0{% endtest %}
{% test expression_is_true(model, expression, column_name=none) %}select 1 as x from {{ model }} where 1 = 0{% endtest %}
{% test unique_combination_of_columns(model, combination_of_columns, quote_columns=false) %}select 1 as x from {{ model }} where 1 = 0{% endtest %}
`;

describe.skipIf(withoutPython())("dbt's own parsers", () => {
  let folder: string;
  let v1: Environment;
  let v2: Environment;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "dex-parse-"));
    v1 = await environment("dbt");
    v2 = await environment("dbt-v2");
    const utils = join(folder, "dbt_utils");
    mkdirSync(join(utils, "macros"), { recursive: true });
    writeFileSync(join(utils, "dbt_project.yml"), "name: dbt_utils\nversion: 1.4.1\nconfig-version: 2\n");
    writeFileSync(join(utils, "macros", "tests.sql"), DBT_UTILS);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Each project in a folder of its own; dbt_utils is taken from the folder beside it. */
  const project = (adapter: (typeof dbtAdapters)[number], tests: "native" | "dbt_utils", ir = proofIr) => {
    const { files } = emitDbt(ir, { adapters: [adapter], tests });
    const cwd = writeProject(files, adapter, mkdtempSync(join(folder, `${adapter}-`)));
    if (tests === "dbt_utils") writeFileSync(join(cwd, "packages.yml"), "packages: [{local: ../dbt_utils}]\n");
    return cwd;
  };

  it.each([
    ["duckdb", "native"],
    ["postgres", "native"],
    ["duckdb", "dbt_utils"],
  ] as const)("dbt 1.12 parses the project of %s with %s tests and has nothing to warn of", async (adapter, tests) => {
    const cwd = project(adapter, tests);
    if (tests === "dbt_utils") expect((await dbt(v1, ["deps"], { cwd, env: {} })).status).toBe(0);
    const { status, stdout } = await dbt(v1, [...STRICT, "parse"], { cwd, env: {} });
    expect(stdout).not.toMatch(/warn|deprecat|error/i);
    expect(status).toBe(0);
  });

  it("dbt 1.12 is that strict: a key that is out of place is found", async () => {
    const cwd = project("duckdb", "native");
    writeFileSync(
      join(cwd, "models", "extra.yml"),
      "version: 2\nexposures: [{name: a b, type: ml, owner: {name: x}}]\n",
    );
    expect((await dbt(v1, [...STRICT, "parse"], { cwd, env: {} })).status).not.toBe(0);
  });

  const v2Parse = (cwd: string) => {
    const env = { DBT_ALLOW_EXPERIMENTAL_ADAPTERS: "true" };
    return run(v2.bin("dbt"), ["parse", "--profiles-dir", "."], { cwd, env });
  };

  it.each(
    dbtAdapters.flatMap((adapter) => (["native", "dbt_utils"] as const).map((tests) => [adapter, tests] as const)),
  )("dbt 2 parses the project of %s with %s tests and has nothing to say", async (adapter, tests) => {
    const { status, stdout, stderr } = await v2Parse(project(adapter, tests));
    expect(stdout + stderr).toMatch(/Finished 'parse' successfully/);
    expect(stdout + stderr).not.toMatch(/\[(error|warning)\]/);
    expect(status).toBe(0);
  });

  it.each(["duckdb", "postgres", "snowflake"] as const)(
    "both have nothing to say of the shop on %s",
    async (adapter) => {
      const cwd = project(adapter, "native", await compileShop());
      const { stdout, stderr } = await v2Parse(cwd);
      expect(stdout + stderr).not.toMatch(/\[(error|warning)\]/);
      expect(stdout).toMatch(/Finished 'parse' successfully/);
      if (adapter !== "duckdb") return;
      const parsed = await dbt(v1, [...STRICT, "parse"], { cwd, env: {} });
      expect(parsed.stdout).not.toMatch(/warn|deprecat|error/i);
      expect(parsed.status).toBe(0);
    },
  );

  it("dbt 2 is that strict: a key that is out of place is found", async () => {
    const cwd = project("duckdb", "native");
    writeFileSync(join(cwd, "models", "extra.yml"), "version: 2\nmodels: [{name: int_orders, meta: {a: 1}}]\n");
    const { stdout, stderr } = await v2Parse(cwd);
    expect(stdout + stderr).toMatch(/\[(error|warning)\]/);
  });
});
