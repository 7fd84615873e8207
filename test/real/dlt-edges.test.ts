import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitExtract } from "../emit/dlt/project.ts";
import type { Database, Engine } from "./dbt/engine.ts";
import { EDGE_ROWS, EDGES, edgesIr, FAULTY, MENDED } from "./dlt/edges.ts";
import { createStage, type Stage, setUp } from "./dlt/machine.ts";
import { withoutPython } from "./needs.ts";

const ENGINES: readonly Engine[] = ["duckdb", "postgres"];

describe.skipIf(withoutPython())("rows that are hard to load", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  const here = () => machine as NonNullable<typeof machine>;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  // Each test goes on where the one before has left the databases.
  describe.each(ENGINES)("from PostgreSQL to %s", (engine) => {
    let daily: Stage;
    beforeAll(async () => {
      const { files } = emitExtract(edgesIr(engine));
      daily = await createStage({ engine, name: `edges_${engine}`, files, pipeline: "daily" }, here());
      await daily.source.run(EDGES);
    });

    it("fail their own table, with its name and its column, and nothing of it is loaded", async () => {
      const first = await daily.extract();
      expect(first.stderr.split("\n")).toEqual([
        "keyless: id is NULL in a row, and it is in the key",
        "digits: amount is 12345.5 in a row, which does not fit decimal(6, 2), its type in the contract",
        "fractions: amount is 1.2345 in a row, which does not fit decimal(6, 2), its type in the contract",
        "small: amount is 3000000000 in a row, which does not fit integer, its type in the contract",
        "ancient: happened is 0044-03-15 00:00:00+00 BC in a row, which does not fit timestamp, its type in the contract",
        "future: updated_at is 9999-12-31 23:59:59.999999+00:00 in a row, and until then no change would be seen",
        "",
      ]);
      expect(first).toMatchObject({
        status: 2,
        stdout: "twins: 5 rows\nzones: 3 rows\nlists: 3 rows\ngone: 2 rows\n",
      });
      expect(await tables(daily.warehouse)).toEqual(["gone", "lists", "twins", "zones"]);
    });

    it("with one key are all loaded, so that a test can find them, and so is a row without a watermark", async () => {
      expect((await rowsOf(daily.warehouse, "raw")).twins).toEqual((await rowsOf(daily.source, "public")).twins);
    });

    it("keep their moments, whatever the time zone of the server", async () => {
      expect((await rowsOf(daily.warehouse, "raw")).zones).toEqual((await rowsOf(daily.source, "public")).zones);
    });

    it("keep their lists and documents", async () => {
      const { rows } = await daily.warehouse.query({
        rows: "select id, cast(doc as varchar), cast(tags as varchar), cast(prices as varchar) from raw.lists order by id",
      });
      const json = rows.map((row) => row.map((value) => (typeof value === "string" ? JSON.parse(value) : value)));
      expect(json).toEqual([
        [
          1,
          { b: 1.5, a: [null, 'x"y'] },
          ["a", null, 'b"c', ""],
          [
            [1.5, 2],
            [3, 4],
          ],
        ],
        [2, null, null, null],
        [3, [], [], []],
      ]);
    });

    it("are loaded once they are mended; a run by the watermark keeps what the source has deleted", async () => {
      await daily.source.run(MENDED);
      expect(await daily.extract()).toMatchObject({ status: 0, stderr: "" });
      expect(await tables(daily.warehouse)).toEqual(["gone", "lists", "twins", "zones", ...FAULTY].sort());
      expect(await rowsOf(daily.warehouse, "raw")).toEqual(await rowsOf(daily.source, "public"));
      expect(await count(daily.warehouse, "raw.gone")).toBe(2);
      expect(await daily.extract("--table", "gone", "--full-refresh")).toMatchObject({ status: 0, stderr: "" });
      expect(await count(daily.warehouse, "raw.gone")).toBe(0);
    });

    it("go with the source's in full mode, the last one too, and twins come as they are", async () => {
      const { files } = emitExtract(edgesIr(engine));
      const whole = await createStage({ engine, name: `whole_${engine}`, files, pipeline: "whole" }, here());
      await whole.source.run(EDGES);
      expect(await whole.extract()).toMatchObject({ status: 0, stdout: "gone: 2 rows\ntwins: 5 rows\n" });
      await whole.source.run("delete from gone; delete from twins where id = 1 and amount = 1");
      expect(await whole.extract()).toMatchObject({ status: 0, stdout: "gone: 0 rows\ntwins: 3 rows\n" });
      expect(await count(whole.warehouse, "copies.gone")).toBe(0);
      const left = await whole.warehouse.query({ twins: EDGE_ROWS.twins.replace("$", "copies") });
      expect(left.twins).toEqual((await rowsOf(whole.source, "public")).twins);
    });

    it("of a column whose type has changed are refused with its name, and what was loaded stays", async () => {
      await daily.source.run("alter table zones alter wall type text; update zones set updated_at = now()");
      const refused = await daily.extract("--table", "zones");
      expect(refused).toMatchObject({ status: 1, stdout: "" });
      expect(refused.stderr).toMatch(
        /^zones: wall is timestamp without time zone in raw\.zones, and string in the source\nNothing was loaded\./,
      );
      expect(await count(daily.warehouse, "raw.zones")).toBe(3);
    });
  });
});

function rowsOf(database: Database, schema: string) {
  return database.query({ twins: EDGE_ROWS.twins.replace("$", schema), zones: EDGE_ROWS.zones.replace("$", schema) });
}

async function count(database: Database, table: string): Promise<unknown> {
  const { rows } = await database.query({ rows: `select count(*) from ${table}` });
  return rows[0]?.[0];
}

/** What is there, but for the tables of dlt. */
async function tables(database: Database): Promise<readonly unknown[]> {
  const { names } = await database.query({
    names: "select table_name from information_schema.tables where table_schema = 'raw'",
  });
  return names
    .map(([name]) => String(name))
    .filter((name) => !name.startsWith("_dlt"))
    .sort();
}
