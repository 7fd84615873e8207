import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ir } from "../../src/ir/ir.ts";
import { shopRows } from "../demo/rows.ts";
import { loadStatements } from "../demo/tables.ts";
import { emitDbt } from "../emit/dbt/project.ts";
import { emitExtract } from "../emit/dlt/project.ts";
import { emitSuites } from "../emit/great-expectations/project.ts";
import { run } from "./command.ts";
import { createDatabase, serverVariables } from "./dbt/engine.ts";
import { dbt, troubles, writeProject } from "./dbt/project.ts";
import { compileShop } from "./dbt/shop.ts";
import { setUp } from "./dlt/machine.ts";
import { environment } from "./environments/environment.ts";
import { withoutPython } from "./needs.ts";

/** The shop with PostgreSQL as its warehouse, over the given connection. */
function onPostgres(shop: Ir, connection: string): Ir {
  const pipelines = shop.pipelines.map((pipeline) =>
    pipeline.kind === "batch"
      ? { ...pipeline, destination: { type: "postgres" as const, connection, schema: "raw" } }
      : pipeline,
  );
  return { ...shop, pipelines };
}

describe.skipIf(withoutPython())("one set of variables per connection", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  it("runs the shop with dlt, dbt and Great Expectations", async () => {
    if (machine === undefined) throw new Error("there is no machine");
    const { folder, server, dbt: dlt } = machine;
    const ir = onPostgres(await compileShop(), "company-lake");
    const emissions = [
      emitExtract(ir),
      emitDbt(ir, { adapters: ["postgres"] }),
      emitSuites(ir, { sources: ["postgres"] }),
    ];
    const files = emissions.flatMap((emission) => emission.files);
    const root = join(folder, "project");
    for (const { path, text } of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const source = await createDatabase("postgres", "shop", machine);
    await createDatabase("postgres", "lake", machine);
    await source.run(loadStatements(shopRows({ seed: 7, now: new Date() }), "public").join(";\n"));
    const env = {
      DLT_DATA_DIR: join(folder, "dlt"),
      ...serverVariables("shop_postgres", server, "shop"),
      ...serverVariables("company_lake", server, "lake"),
    };
    expect(await run(dlt.python, ["extract/daily_orders.py"], { cwd: root, env })).toMatchObject({ status: 0 });
    const built = await dbt(await environment("dbt"), ["build"], { cwd: join(root, "dbt", "postgres"), env });
    expect(troubles(built)).toEqual({});
    expect(built.status, built.stdout).toBe(0);
    const gx = await environment("gx");
    const words = ["great-expectations/run_suites.py", "postgres"];
    const checked = await run(gx.python, words, { cwd: root, env });
    expect(checked, checked.stderr).toMatchObject({ status: 0 });
    const bare = await run(gx.python, words, { cwd: root, env: {} });
    const needed = ["HOST", "USER", "DATABASE"].map((key) => `DEX_COMPANY_LAKE_${key}`).join(", ");
    expect(bare).toMatchObject({ status: 2, stderr: `set ${needed} for the connection company_lake\n` });
  });

  it("is required: dbt names a missing variable instead of connecting to another server", async () => {
    if (machine === undefined) throw new Error("there is no machine");
    const { files } = emitDbt(onPostgres(await compileShop(), "lake"), { adapters: ["postgres"] });
    const cwd = writeProject(files, "postgres", join(machine.folder, "bare"));
    const { status, stdout } = await dbt(await environment("dbt"), ["run"], { cwd, env: {} });
    expect(status).not.toBe(0);
    expect(stdout).toContain("DEX_LAKE_HOST is not set");
  });
});
