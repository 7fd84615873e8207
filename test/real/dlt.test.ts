import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopRows } from "../demo/rows.ts";
import { loadStatements } from "../demo/tables.ts";
import { emitDbt } from "../emit/dbt/project.ts";
import { emitExtract } from "../emit/dlt/project.ts";
import { run } from "./command.ts";
import { type Database, type Engine, serverVariables } from "./dbt/engine.ts";
import { dbt, troubles, writeProject } from "./dbt/project.ts";
import { compileShop } from "./dbt/shop.ts";
import { createStage, type Stage, setUp } from "./dlt/machine.ts";
import { extractIr, FIRST, KINDS, RESTLESS, ROWS, SECOND, THIRD } from "./dlt/project.ts";
import { environment } from "./environments/environment.ts";
import { withoutPython } from "./needs.ts";

const ENGINES: readonly Engine[] = ["duckdb", "postgres"];

describe.skipIf(withoutPython())("extracts, run by dlt", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  const here = () => machine as NonNullable<typeof machine>;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  // Each test goes on where the one before has left the databases.
  describe.each(ENGINES)("from PostgreSQL to %s", (engine) => {
    let stage: Stage;
    beforeAll(async () => {
      const { files } = emitExtract(extractIr(engine));
      stage = await createStage({ engine, name: `grows_${engine}`, files, pipeline: "daily" }, here());
      await stage.source.run(FIRST);
    });

    it("loads all rows", async () => {
      const first = await stage.extract();
      expect(first).toMatchObject({ status: 0, stderr: "", stdout: "orders: 2001 rows\ncustomers: 2 rows\n" });
      expect(await loaded(stage)).toEqual(await written(stage));
    });

    it("loads what has changed and what is late, but not what is later than the lookback", async () => {
      await stage.source.run(SECOND);
      expect(await stage.extract()).toMatchObject({ status: 0, stderr: "" });
      const [expected, found] = [await written(stage), await loaded(stage)];
      expect(found.orders).toEqual(expected.orders.filter(([id]) => id !== 4003));
      expect(found.customers).toEqual(expected.customers);
    });

    it("loads everything with --full-refresh, and of the table that was asked for only", async () => {
      await stage.source.run("delete from customers where customer_id = 1");
      expect(await stage.extract("--table", "orders", "--full-refresh")).toMatchObject({ status: 0, stderr: "" });
      expect((await loaded(stage)).orders).toEqual((await written(stage)).orders);
      expect((await loaded(stage)).customers).toHaveLength(2);
      expect(await stage.extract("--table", "customers", "--full-refresh")).toMatchObject({ status: 0, stderr: "" });
      expect(await loaded(stage)).toEqual(await written(stage));
    });

    it("refuses a new column of a closed contract, and changes nothing", async () => {
      const before = await loaded(stage);
      await stage.source.run(`${THIRD}; alter table customers add favourite text default 'red'`);
      const refused = await stage.extract();
      expect(refused).toMatchObject({ status: 1, stdout: "" });
      expect(refused.stderr).toBe("customers: the contract has no column favourite\nNothing was loaded.\n");
      expect(await loaded(stage)).toEqual(before);
      await stage.source.run("alter table customers drop favourite");
    });

    it("refuses a table that lacks a column of its contract", async () => {
      const before = await loaded(stage);
      await stage.source.run("alter table shop_orders rename amount to total");
      const refused = await stage.extract("--table", "orders");
      expect(refused).toMatchObject({
        status: 1,
        stderr: expect.stringContaining("the source has no column amount\n"),
      });
      await stage.source.run("alter table shop_orders rename total to amount");
      expect(await loaded(stage)).toEqual(before);
    });

    it("comes back after it was killed while it read, with nothing lost and nothing twice", async () => {
      const before = await loaded(stage);
      const lock = { database: `${stage.name}_source`, table: "customers", mode: "access exclusive" } as const;
      await stage.killWhenItWaits(lock);
      expect((await loaded(stage)).customers).toEqual(before.customers);
      expect(await stage.extract()).toMatchObject({ status: 0, stderr: "" });
      expect(await loaded(stage)).toEqual(await written(stage));
    });

    // DuckDB has no lock that would hold a write while it is under way.
    const moments = [
      ["merged", "raw.shop_orders"],
      ["wrote down that it had loaded", "raw._dlt_loads"],
    ] as const;
    it.each(engine === "duckdb" ? [] : moments)("comes back after it was killed while it %s", async (_, table) => {
      await stage.source.run(RESTLESS);
      const before = await loaded(stage);
      await stage.killWhenItWaits({ database: stage.name, table, mode: "share" }, "--table", "orders");
      // The server may still have ended what it was told to do; but a part of it is never there.
      expect([before, await written(stage)]).toContainEqual(await loaded(stage));
      expect(await stage.extract()).toMatchObject({ status: 0, stderr: "" });
      expect(await loaded(stage)).toEqual(await written(stage));
    });

    it("takes a new column of an open contract, and says so", async () => {
      await stage.source.run(
        "alter table shop_orders add colour text; update shop_orders set colour = 'red' where order_id = 5001",
      );
      const evolved = await stage.extract("--table", "orders");
      expect(evolved).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(
          /^orders: \d+ rows; colour is new; rows that were loaded before have NULL until they change; colour is not in the contract\n$/,
        ),
      });
      const { colours } = await stage.warehouse.query({
        colours: "select order_id from raw.shop_orders where colour = 'red'",
      });
      expect(colours).toEqual([[5001]]);
      expect(await loaded(stage)).toEqual(await written(stage));
    });

    it("has no columns but those of the source", async () => {
      const { names } = await stage.warehouse.query({
        names: `select column_name from information_schema.columns
                where table_schema = 'raw' and table_name = 'customers' order by column_name`,
      });
      expect(names.flat().sort()).toEqual(["customer_id", "homePage", "order", "updated_at"]);
    });

    it("says what is wrong where there is no table or no database, and exits with 2 or 1", async () => {
      await stage.source.run("alter table shop_orders rename to elsewhere");
      const lost = await stage.extract("--table", "orders");
      expect(lost).toMatchObject({ status: 1, stderr: expect.stringContaining("the source has no table shop_orders") });
      await stage.source.run("alter table elsewhere rename to shop_orders");
      expect(await stage.extract("--table", "nothing")).toMatchObject({ status: 2 });
    });

    it("says which variable to set where one is missing, and exits with 2", async () => {
      const { dbt: dlt, folder, server } = here();
      const given = (env: Readonly<Record<string, string>>) =>
        run(dlt.python, [join("extract", "daily.py")], { cwd: join(folder, stage.name), env });
      const duckdb = engine === "duckdb";
      const needed = (name: string) => ["HOST", "USER", "DATABASE"].map((key) => `DEX_${name}_${key}`).join(", ");
      const source = `Set ${needed("SHOP_POSTGRES")} for the connection shop_postgres.\n`;
      const warehouse = `Set ${duckdb ? "DEX_WAREHOUSE_PATH" : needed("WAREHOUSE")} for the connection warehouse.\n`;
      const half = duckdb
        ? { env: { DEX_WAREHOUSE_PATH: join(folder, "unused.duckdb") }, stderr: source }
        : { env: serverVariables("shop_postgres", server, `${stage.name}_source`), stderr: warehouse };
      const [bare, missing] = await Promise.all([given({}), given(half.env)]);
      expect(bare).toEqual({ status: 2, stdout: "", stderr: warehouse });
      expect(missing).toEqual({ status: 2, stdout: "", stderr: half.stderr });
    });

    it("brings every kind of column over as it is, again and again", async () => {
      const { files } = emitExtract(extractIr(engine));
      const kinds = await createStage({ engine, name: `kinds_${engine}`, files, pipeline: "weekly" }, here());
      await kinds.source.run(KINDS);
      expect(await kinds.extract()).toMatchObject({ status: 0, stderr: "", stdout: "kinds: 2 rows\n" });
      const again = await kinds.extract();
      expect(again).toMatchObject({ status: 0, stdout: "kinds: 2 rows\n" });
      const hex = engine === "duckdb" ? "lower(hex(raw))" : "encode(raw, 'hex')";
      const { rows } = await kinds.warehouse.query({
        rows: `select cast(id as varchar), small, middle, ratio, share, price, yes, day, clock, moment, wall, span, code, mood, ${hex},
                 cast(doc as varchar), tags->>1, updated_at from raw.kinds order by id`,
      });
      expect(rows).toEqual([
        [
          ...["9007199254740993", -32768, 2147483647, 0.1, 1.5, "12345678901234567.891", true, "2024-02-29"],
          ...["10:11:12.500000", "2024-05-06 05:08:09.123456", "2024-05-06 07:08:09.123456", "P3DT4H"],
          ...[
            "0a1b2c3d-0000-4000-8000-00000000000f",
            "good",
            "00ff27",
            '{"a": [1, {"b": null}], "n": 12345678901234567890.5}',
            'b"c',
            "",
          ],
        ],
        Array.from({ length: 18 }, () => null),
      ]);
    });
  });

  it("keeps names on other warehouses as dbt's SQL reads them", async () => {
    const { folder, dbt: dlt } = here();
    const program = `
import dlt, json, sys
sys.path.insert(0, "extract")
from dlt.common.schema.normalizers import naming_from_reference
names = ["orders", "order", "homePage", "ORDERS", "a__b_", "_dlt_id"]
for reference in ["direct", "dex_names.BareIsUpper", "dex_names.Lower"]:
    naming = naming_from_reference(reference, 255)
    print(json.dumps([naming.normalize_identifier(name) for name in names] + [naming.is_case_sensitive]))
`;
    const { files } = emitExtract(withDestination("snowflake"));
    const { writeFileSync, mkdirSync } = await import("node:fs");
    mkdirSync(join(folder, "extract"));
    for (const { path, text } of files) writeFileSync(join(folder, path), text);
    const { stdout, stderr } = await run(dlt.python, ["-c", program], { cwd: folder });
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
      stderr,
    ).toEqual([
      ["orders", "order", "homePage", "ORDERS", "a__b_", "_dlt_id", true],
      ["ORDERS", "ORDER", "homePage", "ORDERS", "A__B_", "_DLT_ID", true],
      ["orders", "order", "homepage", "orders", "a__b_", "_dlt_id", false],
    ]);
  });

  it.each(ENGINES)("gives dbt what the project of the shop reads, on %s", async (engine) => {
    const shop = await compileShop();
    const pipelines = shop.pipelines.map((pipeline) =>
      pipeline.kind === "batch" ? { ...pipeline, destination: { ...pipeline.destination, type: engine } } : pipeline,
    );
    const ir = { ...shop, pipelines };
    const emission = emitExtract(ir);
    expect(emission.diagnostics).toEqual([]);
    const stage = await createStage(
      { engine, name: `shop_${engine}`, files: emission.files, pipeline: "daily_orders" },
      here(),
    );
    await stage.source.run(loadStatements(shopRows({ seed: 7, now: new Date(), faults: [] }), "public").join(";\n"));
    const cwd = writeProject(emitDbt(ir, { adapters: [engine] }).files, engine, join(here().folder, `dbt-${engine}`));
    const build = async () => dbt(await environment("dbt"), ["build"], { cwd, env: stage.warehouse.env });
    expect(await stage.extract()).toMatchObject({ status: 0, stderr: "" });
    const first = await build();
    expect(troubles(first)).toEqual({});
    expect(first.status, first.stdout).toBe(0);
    // The staging views of dbt stand on the tables now, and must not be in the way.
    expect(await stage.extract("--full-refresh")).toMatchObject({ status: 0, stderr: "" });
    expect(troubles(await build())).toEqual({});
  });
});

function withDestination(type: "snowflake") {
  const ir = extractIr("duckdb");
  const pipelines = ir.pipelines.map((pipeline) =>
    pipeline.kind === "batch" ? { ...pipeline, destination: { ...pipeline.destination, type } } : pipeline,
  );
  return { ...ir, pipelines };
}

/** The rows of the source, and those that were loaded. */
const written = ({ source }: Stage) => rowsOf(source, "public");
const loaded = ({ warehouse }: Stage) => rowsOf(warehouse, "raw");

function rowsOf(database: Database, schema: string) {
  return database.query({ orders: ROWS.orders.replace("$", schema), customers: ROWS.customers.replace("$", schema) });
}
