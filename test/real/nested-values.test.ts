import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitDbt } from "../emit/dbt/project.ts";
import { emitExtract } from "../emit/dlt/project.ts";
import { emitSuites } from "../emit/great-expectations/project.ts";
import type { Engine } from "./dbt/engine.ts";
import { dbt, troubles, writeProject } from "./dbt/project.ts";
import { createStage, setUp } from "./dlt/machine.ts";
import { environment } from "./environments/environment.ts";
import { failures, findingsOf, rowsOf, runSuites, writeFiles } from "./great-expectations/runner.ts";
import { withoutPython } from "./needs.ts";
import { NESTED_TABLES, NESTED_VIOLATIONS, nestedIr } from "./nested-values/cases.ts";

const ENGINES: readonly Engine[] = ["duckdb", "postgres"];

describe.skipIf(withoutPython())("lists, maps, objects and JSON from PostgreSQL", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  it.each(ENGINES)("have one verdict in dbt and Great Expectations on %s", async (engine) => {
    if (machine === undefined) throw new Error("there is no machine");
    const ir = nestedIr(engine);
    const { files } = emitExtract(ir);
    const stage = await createStage({ engine, name: `nested_${engine}`, files, pipeline: "daily" }, machine);
    await stage.source.run(NESTED_TABLES);
    expect(await stage.extract()).toMatchObject({ status: 0, stderr: "" });

    const folder = join(machine.folder, `nested-${engine}`);
    const cwd = writeProject(emitDbt(ir, { adapters: [engine] }).files, engine, join(folder, "dbt"));
    const { env } = stage.warehouse;
    const built = await dbt(await environment("dbt"), ["build"], { cwd, env });
    const inDbt = Object.entries(troubles(built)).filter(([, said]) => said !== "skipped");
    const source = engine === "duckdb" ? "pandas" : "postgres";
    writeFiles(emitSuites(ir, { sources: [source] }).files, folder);
    const checked = await runSuites([source], { gx: await environment("gx"), folder, env });
    const inSuites = (checked.report === undefined ? [] : findingsOf(checked.report)).flatMap((finding) =>
      finding.success ? [] : [[finding.assertion, finding.error ?? rowsOf(finding)]],
    );
    expect(checked.report, JSON.stringify(failures(checked))).toBeDefined();
    expect(Object.fromEntries(inSuites)).toEqual(NESTED_VIOLATIONS);
    const expected = Object.entries(NESTED_VIOLATIONS).map(([name, rows]) => [
      name.replaceAll(".", "__"),
      `fail ${rows}`,
    ]);
    expect(Object.fromEntries(inDbt), built.stdout).toEqual(Object.fromEntries(expected));
  });
});
