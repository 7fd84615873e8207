import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ir } from "../../src/ir/ir.ts";
import { emitDbt } from "../emit/dbt/project.ts";
import { irOf } from "../ir-of.ts";
import { createDatabase, type Engine } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { writeProject } from "./dbt/project.ts";
import { runPipeline } from "./dbt/publishing.ts";
import { openSession } from "./dbt/session.ts";
import { withoutPython } from "./needs.ts";

/** Names that the SQL of dex uses for its own columns and parts of queries. */
const USED = [
  ..."dex_key_1 dex_known key_rows misfit_column days_ago day_rows missing_days total_rows other_rows newest_value".split(
    " ",
  ),
  ..."known_value distinct_values row_count column_name problem violations looked_at violating keyed counted judged".split(
    " ",
  ),
  ..."candidates peers marked unmarked lookup_1 published redriven continued known earlier staying final renamed".split(
    " ",
  ),
];

/** Models with the names of parts of queries. */
const MODELS = ["candidates", "peers", "judged", "marked", "new_rows", "lookup_1", "published", "source_rows"];

function ir(destination: Engine): Ir {
  const columns = USED.map((name) => `  - {name: ${name}, type: bigint, minimum: 0}`).join("\n");
  const contract = (name: string, key: string, more = "") => `
contract: {name: ${name}, version: 1.0.0, owner: shop@example.com}
on_violation: quarantine
dataset: {primary_key: [${key}], updated_at: updated_at}
fields:
${columns}
  - {name: updated_at, type: timestamp}
quality:
${USED.map((one) => `  - {rule: unique, fields: [${one}]}`).join("\n")}
  - {rule: unique, fields: [total_rows, key_rows], tolerance: 0.5, name: both}
  - {rule: distinct_count, field: distinct_values, min: 1}
  - {rule: expression, sql: "key_rows >= 0 and dex_known >= 0", name: sums}
${more}`;
  const read = [...MODELS.map((name) => `{{ ref('${name}') }}`)].map((ref, index) => `${ref} as m${index}`);
  const on = read.slice(1).map((one, index) => `join ${one} on m${index + 1}.dex_key_1 = m0.dex_key_1`);
  const all = USED.map((name) => `m0.${name}`).join(", ");
  return irOf({
    "contracts/rows.contract.yaml": contract("rows", "dex_key_1"),
    "contracts/facts.contract.yaml": contract(
      "facts",
      "key_rows",
      "  - {rule: reference, field: dex_known, to: rows.dex_key_1}\n  - {rule: freshness, column: updated_at, max_delay: 99999d, on_violation: block}",
    ),
    "contracts/daily.pipeline.yaml": `
pipeline: {name: daily, owner: shop@example.com}
source: {name: shop, type: postgres, connection: shop, tables: [rows]}
destination: {type: ${destination}, connection: warehouse, schema: raw}
models:
  - {staging: rows}
${MODELS.map((name) => `  - {name: ${name}, sql: "select * from {{ ref('rows') }}"}`).join("\n")}
  - name: facts
    contract: facts
    materialized: incremental
    unique_key: key_rows
    sql: "select ${all}, m0.updated_at from ${read[0]} ${on.join(" ")}"
`,
  });
}

describe.skipIf(withoutPython())("names that dex uses in its own SQL", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  it.each<Engine>(["duckdb", "postgres"])("are names of columns and models as any other, on %s", async (engine) => {
    const { dbt, folder } = machine as NonNullable<typeof machine>;
    const project = ir(engine);
    const { files, diagnostics } = emitDbt(project, { adapters: [engine] });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const cwd = writeProject(files, engine, join(folder, `names-${engine}`));
    const database = await createDatabase(engine, "names", machine as NonNullable<typeof machine>);
    const session = openSession(dbt, database, cwd);
    const row = (value: number) => `(${USED.map(() => value).join(", ")}, now())`;
    await session.script(
      `create schema raw; create table raw.rows (${USED.map((name) => `${name} bigint`).join(", ")}, updated_at timestamp with time zone); insert into raw.rows values ${[1, 2, -3].map(row).join(", ")}`,
    );
    for (const added of [4, 5]) {
      const { failed, bad, said } = await runPipeline(project, session);
      expect({ failed, bad }, said.join("\n")).toEqual({ failed: [], bad: {} });
      await session.script(`insert into raw.rows values ${row(added)}`);
    }
    const found = await session.query({
      facts: "select key_rows from analytics.facts order by 1",
      moved: "select key_rows from analytics.stg_shop__rows__quarantine",
    });
    await session.close();
    expect(found).toEqual({ facts: [["1"], ["2"], ["4"]], moved: [["-3"]] });
  });
});
