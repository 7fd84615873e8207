import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeProject } from "../cli/project.ts";
import type { Database, Engine } from "./dbt/engine.ts";
import { createStage, type Stage, setUp } from "./dlt/machine.ts";
import { withoutPython } from "./needs.ts";

const ENGINES: readonly Engine[] = ["duckdb", "postgres"];

/** A schema that nobody has written a contract for: with keys and without, empty, in parts, and with names of all kinds. */
const SCHEMA = `
create domain money_amount as numeric(12, 2);
create type mood as enum ('good', 'bad');
create table orders (order_id bigint primary key, amount numeric(12, 2), fee money_amount, mood mood, updated_at timestamptz);
insert into orders select n, n / 100.0, n / 10.0, 'good', timestamptz '2024-05-01T00:00:00Z' + n * interval '1 minute' from generate_series(1, 1000) n;
insert into orders values (2000, null, null, null, null);
create table "Odd name" ("My Id" integer primary key, "select" text, updated_at timestamp);
insert into "Odd name" values (1, 'it''s', '2024-05-01T00:00:00'), (2, null, '2024-05-02T00:00:00');
create table codes (code text primary key, label text);
insert into codes values ('a', 'A'), ('b', '');
create table visits (place text, updated_at timestamptz);
insert into visits values ('x', '2024-05-01T00:00:00Z'), ('x', '2024-05-01T00:00:00Z'), (null, null);
create table counted (id bigint primary key, updated_at bigint);
insert into counted values (1, 1), (2, 2);
create table nothing_yet (id bigint primary key, updated_at timestamptz);
create table parts (id bigint, day date, updated_at timestamptz, primary key (id, day)) partition by range (day);
create table parts_2024 partition of parts for values from ('2024-01-01') to ('2025-01-01');
insert into parts values (1, '2024-02-29', '2024-05-01T00:00:00Z');
create table no_columns ();
create table _dlt_loads (load_id text);
create view seen as select * from orders;
`;

/** Rows change, come, come late, and go. */
const LATER = `
update orders set amount = -1, updated_at = '2024-05-03T00:00:00Z' where order_id = 5;
insert into orders values (3001, 7, 8, 'bad', '2024-05-03T00:00:01Z');
insert into visits values ('y', '2024-05-02T00:00:00Z');
delete from codes where code = 'a';
insert into counted values (3, 3);
insert into nothing_yet values (1, '2024-05-01T00:00:00Z');
create table came_later (id bigint);
insert into came_later values (1);
`;

const ROWS = {
  orders: "select order_id, amount, cast(fee as numeric(12, 2)), mood, updated_at from $.orders order by order_id",
  odd: 'select "My Id", "select", updated_at from $."Odd name" order by 1',
  codes: "select code, label from $.codes order by code",
  visits: "select place, updated_at from $.visits order by place nulls first, updated_at",
  counted: "select id, updated_at from $.counted order by id",
  nothing_yet: "select id, updated_at from $.nothing_yet order by id",
  parts: "select id, day, updated_at from $.parts order by id",
};

describe.skipIf(withoutPython())("the extract of every table, from dex generate in an empty folder", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  const here = () => machine as NonNullable<typeof machine>;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  // Each test goes on where the one before has left the databases.
  describe.each(ENGINES)("to %s", (engine) => {
    let stage: Stage;
    beforeAll(async () => {
      const files = generated(engine, "--watermark", "updated_at");
      stage = await createStage(
        { engine, name: `every_${engine}`, files, pipeline: "extract_source", connection: "postgres" },
        here(),
      );
      await stage.source.run(SCHEMA);
    });

    it("loads all rows of all tables, with the columns that they have", async () => {
      const first = await stage.extract();
      expect(first).toMatchObject({ status: 0, stderr: "" });
      expect(first.stdout.split("\n")).toEqual([
        "no_columns: left out, since it has no columns",
        "Odd name: 2 rows",
        "codes: 2 rows; read in full, since it has no column updated_at that grows",
        "counted: 2 rows",
        "nothing_yet: 0 rows",
        "orders: 1001 rows",
        "parts: 1 row",
        "visits: 3 rows; read in full, since it has no primary key",
        "",
      ]);
      expect(await rowsOf(stage.warehouse, "raw")).toEqual(await rowsOf(stage.source, "public"));
    });

    it("doubles nothing when it runs again", async () => {
      const before = await rowsOf(stage.warehouse, "raw");
      const again = await stage.extract();
      expect(again).toMatchObject({ status: 0, stderr: "" });
      // The newest row, and the one without the watermark.
      expect(again.stdout).toContain("orders: 2 rows\n");
      expect(await rowsOf(stage.warehouse, "raw")).toEqual(before);
    });

    it("loads what has changed, and a table that was not there before", async () => {
      await stage.source.run(LATER);
      const later = await stage.extract();
      expect(later).toMatchObject({ status: 0, stderr: "" });
      expect(later.stdout).toContain("came_later: 1 row");
      expect(await rowsOf(stage.warehouse, "raw")).toEqual(await rowsOf(stage.source, "public"));
      await stage.source.run("drop table came_later");
    });

    it("sees what was deleted with --full-refresh, of the table that was asked for only", async () => {
      await stage.source.run("delete from orders where order_id < 10; delete from counted where id = 1");
      expect(await stage.extract("--table", "orders", "--full-refresh")).toMatchObject({ status: 0, stderr: "" });
      const [found, expected] = [await rowsOf(stage.warehouse, "raw"), await rowsOf(stage.source, "public")];
      expect(found.orders).toEqual(expected.orders);
      expect(found.counted).toHaveLength(3);
    });

    it("says when there is no such table, and exits with 2", async () => {
      expect(await stage.extract("--table", "ordrs")).toEqual({
        status: 2,
        stdout: "",
        stderr: "postgres: the schema public has no table ordrs\n",
      });
    });
  });

  it("says when the schema shows no table, and exits with 2", async () => {
    const stage = await createStage(
      {
        engine: "duckdb",
        name: "bare",
        files: generated("duckdb"),
        pipeline: "extract_source",
        connection: "postgres",
      },
      here(),
    );
    expect(await stage.extract()).toEqual({
      status: 2,
      stdout: "",
      stderr: "postgres: the schema public has no tables, or its user may not see them\n",
    });
  });

  it("refuses tables that would be one in a warehouse that folds names, before it loads any", async () => {
    const files = generated("redshift");
    const play = {
      engine: "duckdb",
      name: "folds",
      files,
      pipeline: "extract_source",
      connection: "postgres",
    } as const;
    // The script fails before it connects to this warehouse.
    const names = ["HOST", "USER", "DATABASE"].map((name) => [`DEX_WAREHOUSE_${name}`, "nowhere.invalid"]);
    const stage = await createStage({ ...play, variables: Object.fromEntries(names) }, here());
    await stage.source.run(
      'create table orders (id integer); create table "Orders" (id integer); create table fine (id integer)',
    );
    expect(await stage.extract()).toEqual({
      status: 1,
      stdout: "",
      stderr:
        "Orders: the warehouse would call another table orders too\norders: the warehouse would call another table orders too\nNothing was loaded.\n",
    });
  });
});

/** What stands in the output folder after the call that users know, with an empty folder to begin with, and dex compile. */
function generated(engine: Engine | "redshift", ...words: readonly string[]) {
  const project = makeProject({});
  try {
    const call = ["--type", "airflow", "--source", "postgres", "--destination", engine, "--schedule", "0 5 * * *"];
    const made = project.dex("generate", ...call, ...words, "--save", "--output", "dags/extract_source.py");
    if (made.code !== 0) throw new Error(made.err);
    const compiled = project.dex("compile");
    if (compiled.code !== 0) throw new Error(compiled.err);
    expect(compiled.err).not.toContain("warning");
    expect(project.read("dags/extract_source.py")).toContain('bash_command="python extract/extract_source.py"');
    return Object.entries(project.tree()).map(([path, text]) => ({ path, text }));
  } finally {
    project.remove();
  }
}

function rowsOf(database: Database, schema: string) {
  // The names of the queries stay.
  const queries = Object.fromEntries(Object.entries(ROWS).map(([name, sql]) => [name, sql.replace("$", schema)]));
  return database.query(queries as typeof ROWS);
}
