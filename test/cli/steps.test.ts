import { afterAll, describe, expect, it } from "vitest";
import { makeProject, type Project } from "./project.ts";

const contract = (name: string, more = "") =>
  `contract: {name: ${name}, version: "1.0.0", owner: data-team}\n${more}schema: {properties: {id: {type: integer, not_null: true}}}\n`;

const spec = (name: string, more = "") => `pipeline: {name: ${name}, owner: data-team}
source: {type: postgres, connection: shop, tables: [orders]}
destination: {type: duckdb, connection: warehouse}
models:
  - {name: fct_${name}, contract: fct_${name}, sql: "select id from {{ ref('orders') }}"}
${more}`;

const FILES = {
  "contracts/orders.contract.yaml": contract("orders", "on_violation: quarantine\n"),
  "contracts/fct_daily.contract.yaml": contract("fct_daily"),
  "contracts/daily.pipeline.yaml": spec(
    "daily",
    "quality: [{after: staging, engines: [dbt]}, {after: models, engines: [dbt, great_expectations]}]\ntasks: [{id: tell, notify: slack}]\n",
  ),
};

describe("dex steps", () => {
  const projects: Project[] = [];
  const make = (files: Readonly<Record<string, string>>) => {
    const project = makeProject(files);
    projects.push(project);
    return project;
  };
  afterAll(() => {
    for (const project of projects) project.remove();
  });

  it("prints the commands of the only pipeline in order", async () => {
    const { code, out } = await make(FILES).run("steps");
    expect(code).toBe(0);
    expect(out).toBe(`set -eu
cd generated
python extract/daily.py
(cd dbt/duckdb && dbt run --select stg_shop__orders__judged stg_shop__orders stg_shop__orders__quarantine --vars '{dex_audit: "daily"}' --target-path target/audit)
(cd dbt/duckdb && dbt test --indirect-selection empty --select 'orders__*')
(cd dbt/duckdb && dbt run-operation dex_prepare --args '{pipeline: "daily"}')
(cd dbt/duckdb && dbt run --select fct_daily --vars '{dex_audit: "daily"}' --target-path target/audit)
(cd dbt/duckdb && dbt test --indirect-selection empty --select 'fct_daily__*' --vars '{dex_audit: "daily"}' --target-path target/audit)
python great-expectations/run_suites.py pandas --duckdb "\${DEX_WAREHOUSE_PATH:-dbt/duckdb/target/dex.duckdb}" --audit daily --suite orders --suite fct_daily
(cd dbt/duckdb && dbt run-operation dex_publish --args '{pipeline: "daily"}')
# The task tell has no command.
`);
  });

  it("loads and builds everything again with --full-refresh", async () => {
    const { out } = await make(FILES).run("steps", "daily", "--full-refresh");
    expect(out).toContain("\npython extract/daily.py --full-refresh\n");
    expect(out).toContain(`dbt run --select fct_daily --vars '{dex_audit: "daily"}' --full-refresh --target-path`);
  });

  it("says which tool the project writes no files for", async () => {
    const config = `import { dbt } from "dex-compiler/emitters";\nexport default { emitters: [dbt()] };\n`;
    const { out } = await make({ ...FILES, "dex.config.ts": config }).run("steps");
    expect(out).toContain("# The config has no emitter extract, for: python extract/daily.py\n");
    expect(out).toContain("# The config has no emitter greatExpectations, for: python great-expectations/");
    expect(out).toContain("\n(cd dbt/duckdb && dbt run-operation dex_publish");
  });

  it("needs the name of one of several pipelines", async () => {
    const project = make({
      ...FILES,
      "contracts/fct_hourly.contract.yaml": contract("fct_hourly"),
      "contracts/hourly.pipeline.yaml": spec("hourly"),
    });
    expect(await project.run("steps")).toMatchObject({
      code: 2,
      err: "dex: Name one of the pipelines: dex steps daily, or dex steps hourly.\n",
    });
    expect(await project.run("steps", "dayly")).toMatchObject({
      code: 2,
      err: 'dex: There is no batch pipeline "dayly". Did you mean "daily"?\n',
    });
    expect((await project.run("steps", "hourly")).out).toContain("dex_publish --args '{pipeline: \"hourly\"}'");
  });
});
