import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readOptions } from "../../../src/emit/dbt/options.ts";
import { airflow, dbt, extract, greatExpectations } from "../../../src/emit/registry.ts";
import { compileTeam, teamFiles } from "./team.ts";

const SPEC = "contracts/shop.pipeline.yaml";
const TARGETS = { dev: {}, prod: { schema: "analytics", threads: 8, variables: ["database"] } };

/** Compiles the project with PostgreSQL as its warehouse. */
function compiled(given: Parameters<typeof dbt>[0], { spec = "", target }: { spec?: string; target?: string } = {}) {
  const files = { ...teamFiles, [SPEC]: (spec || (teamFiles[SPEC] ?? "")).replace("type: duckdb", "type: postgres") };
  const emitters = [dbt(given), greatExpectations(), extract(), airflow(target === undefined ? {} : { target })];
  return compileTeam(files, emitters);
}

async function texts(...given: Parameters<typeof compiled>): Promise<(end: string) => string> {
  const { files } = await compiled(...given);
  return (end) => files.find(({ path }) => path.endsWith(end))?.text ?? "";
}

describe("the targets of dbt", () => {
  it("are the outputs of the profile, each with its own schema, threads and variables", async () => {
    const text = (await texts({ targets: TARGETS }))("dbt/postgres/profiles.yml");
    const { shop } = parse(text) as { shop: { target: string; outputs: Record<string, Record<string, unknown>> } };
    expect(shop.target).toBe("{{ env_var('DEX_TARGET', '') or 'dev' }}");
    expect(Object.keys(shop.outputs)).toEqual(["dev", "prod"]);
    expect(shop.outputs["dev"]).toMatchObject({
      host: "{{ env_var('DEX_WAREHOUSE_HOST', 'DEX_WAREHOUSE_HOST is not set') }}",
      dbname: "{{ env_var('DEX_WAREHOUSE_DATABASE', 'DEX_WAREHOUSE_DATABASE is not set') }}",
      schema: "{{ env_var('DEX_WAREHOUSE_DEV_SCHEMA', 'dev') }}",
      threads: 4,
    });
    expect(shop.outputs["prod"]).toMatchObject({
      host: shop.outputs["dev"]?.["host"],
      dbname: "{{ env_var('DEX_WAREHOUSE_PROD_DATABASE', 'DEX_WAREHOUSE_PROD_DATABASE is not set') }}",
      schema: "{{ env_var('DEX_WAREHOUSE_PROD_SCHEMA', 'analytics') }}",
      threads: 8,
    });
  });

  it("have plain schemas of models in prod, unless the project has its own rule", async () => {
    const macro = (await texts({ targets: TARGETS }))("generate_schema_name.sql");
    expect(macro).toContain("target.name in ['prod']");
    expect((await texts({ targets: { dev: {}, live: {} } }))("generate_schema_name.sql")).toBe("");
    const plain = await texts({ targets: { dev: {}, live: { customSchemas: "plain" } } });
    expect(plain("generate_schema_name.sql")).toContain("['live']");
    const own = "{% macro default__generate_schema_name(custom_schema_name, node) %}x{% endmacro %}\n";
    const { files } = await compileTeam({ ...teamFiles, "macros/own.sql": own }, [dbt({ targets: TARGETS })]);
    expect(files.some(({ path }) => path.endsWith("generate_schema_name.sql"))).toBe(false);
  });

  it("are those of dlt and Great Expectations", async () => {
    const text = await texts({ targets: TARGETS });
    expect(text("extract/dex_connection.py")).toContain(
      'TARGETS = {"dev": {}, "prod": {"postgres": {"warehouse": {"database": None}}}}',
    );
    expect(text("great-expectations/dex_connection.py")).toContain(
      '    "prod": {\n        "postgres": {"warehouse": {"database": None, "schema": "analytics"}},',
    );
    const { meta } = JSON.parse(text("postgres/suites/order_totals.json")) as { meta: { dex: object } };
    expect(meta.dex).toMatchObject({ schema: "dev_finance", custom_schema: "finance" });
    expect(text("postgres/suites/order_totals.json")).toContain("cast('{schema.finance}.order_totals' as regclass)");
    expect(text("postgres/suites/orders.json")).not.toContain("{schema");
  });

  it("leave the files of a project without targets as they are", async () => {
    const { files } = await compiled({});
    for (const { text } of files) expect(text).not.toMatch(/DEX_TARGET|\{schema[.}]\S*\.\w|--target/);
  });

  it("are selected by the environment of a DAG's tasks, or by the option", async () => {
    const free = (await texts({ targets: TARGETS }))("dags/shop.py");
    expect(free).not.toContain("--target");
    expect(free).toContain("- `DEX_TARGET`: the target of dbt, `dev` by default");
    const fixed = (await texts({ targets: TARGETS }, { target: "prod" }))("dags/shop.py");
    const [, ...commands] = fixed.split("bash_command=");
    expect(commands.length).toBeGreaterThan(2);
    for (const command of commands) expect(command.split("cwd=")[0]).toContain("--target prod");
    expect(fixed).not.toContain("DEX_WAREHOUSE_DEV_SCHEMA");
  });

  it("have another name for the second connection of a type", async () => {
    const second = (teamFiles[SPEC] ?? "")
      .replace("name: shop, type: batch", "name: second, type: batch")
      .replace("connection: warehouse", "connection: lake");
    const spec = second
      .replace(/models:[\s\S]*/, "models: [{ name: twice, sql: 'select 1 as one' }]\n")
      .replace("type: duckdb", "type: postgres");
    const files = {
      ...teamFiles,
      [SPEC]: (teamFiles[SPEC] ?? "").replace("type: duckdb", "type: postgres"),
      "contracts/zz.pipeline.yaml": spec,
    };
    const made = await compileTeam(files, [dbt({ targets: TARGETS }), airflow()]);
    const text = (end: string) => made.files.find(({ path }) => path.endsWith(end))?.text ?? "";
    const { shop } = parse(text("postgres/profiles.yml")) as { shop: { outputs: Record<string, { schema: string }> } };
    const names = Object.keys(shop.outputs);
    expect(names).toHaveLength(4);
    expect(names.slice(0, 2)).toEqual(["dev", "prod"]);
    expect(names[3]).toMatch(/^prod_(lake|warehouse)$/);
    const other = (names[3] ?? "").slice("prod_".length);
    expect(shop.outputs[names[3] ?? ""]?.schema).toContain(`DEX_${other.toUpperCase()}_PROD_SCHEMA`);
    expect(text("generate_schema_name.sql")).toContain(`['prod', 'prod_${other}']`);
    expect(text("dags/shop.py") + text("dags/second.py")).toContain(`--target "\${DEX_TARGET:-dev}_${other}"`);
  });

  it.each<[unknown, (string | number)[], string]>([
    [{}, [], "write an object, such as { dev: {}"],
    [["dev"], [], "write an object"],
    [{ Dev: {} }, ["Dev"], "small letters"],
    [{ dev: { schema: "a b" } }, ["dev", "schema"], "the name of a schema"],
    [{ dev: { thread: 1 } }, ["dev", "thread"], 'did you mean "threads"?'],
    [{ dev: { variables: ["databse"] } }, ["dev", "variables", 0], 'did you mean "database"?'],
    [{ dev: { schema: "a" }, prod: { schema: "A", variables: ["user"] } }, ["prod", "schema"], "write another schema"],
  ])("%j is refused", (targets, path, message) => {
    const read = readOptions({ targets });
    expect("problems" in read && read.problems).toEqual([
      { path: ["targets", ...path], message: expect.stringContaining(message) },
    ]);
  });

  it("may share a schema in different databases", () => {
    const targets = { dev: { schema: "a" }, prod: { schema: "a", variables: ["database"] } };
    expect(readOptions({ targets })).toHaveProperty("value");
  });

  it.each([
    ["dbt/unused-setting", { dev: { variables: ["account"] } }, "warehouse", "which is not a setting of postgres"],
    ["dbt/target-variable", { prod: { variables: ["host"] } }, "lake", "DEX_LAKE_PROD_HOST"],
  ])("report %s", async (code, targets, connection, message) => {
    const spec = (teamFiles[SPEC] ?? "")
      .replace("connection: warehouse", `connection: ${connection}`)
      .replace("connection: shop_db", "connection: lake_prod");
    const { diagnostics } = await compiled({ targets }, { spec });
    const found = diagnostics.filter((one) => one.code === code);
    expect(found.map((one) => one.message).join()).toContain(message);
    expect(found).toHaveLength(1);
  });

  it("report dbt/target-name", async () => {
    const first = (teamFiles[SPEC] ?? "").replace("type: duckdb", "type: postgres");
    const spec = first
      .replace("name: shop, type: batch", "name: a_second, type: batch")
      .replace("connection: warehouse", "connection: lake")
      .replace(/models:[\s\S]*/, "models: [{ name: twice, sql: 'select 1 as one' }]\n");
    const files = { ...teamFiles, [SPEC]: first, "contracts/zz.pipeline.yaml": spec };
    const targets = { dev: {}, dev_lake: {}, dev_warehouse: {} };
    const { diagnostics } = await compileTeam(files, [dbt({ targets })]);
    expect(diagnostics.filter(({ code }) => code === "dbt/target-name")).toHaveLength(1);
  });

  it("report airflow/unknown-target once", async () => {
    for (const [targets, message] of [
      [TARGETS, 'Did you mean "prod"?'],
      [undefined, "needs targets"],
    ] as const) {
      const { diagnostics } = await compiled(targets && { targets }, { target: "prd" });
      const found = diagnostics.filter(({ code }) => code === "airflow/unknown-target");
      expect(found.map((one) => one.message).join()).toContain(message);
      expect(found).toHaveLength(1);
    }
  });
});

describe("the vars of dbt", () => {
  it("are written with their types, and are never Jinja", async () => {
    const vars = {
      limit: 15,
      rate: 0.25,
      on: true,
      none: null,
      yes: "yes",
      day: "2026-01-01",
      digits: "007",
      exponent: "1e5",
      hostile: "a\" # : { } - | > & * ! % @ `\n\u0000\u2028 \\ '",
      list: ["no", 1, { deep: ["x"] }],
      empty: {},
    };
    const text = (await texts({ vars }))("dbt_project.yml");
    for (const version of ["1.1", "1.2"] as const)
      expect((parse(text, { version }) as { vars: unknown }).vars).toEqual(vars);
  });
});
