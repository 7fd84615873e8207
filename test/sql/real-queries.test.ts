import { readdirSync, readFileSync } from "node:fs";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import type { SqlDialect } from "../../src/dialect/registry.ts";
import { analyzeModel } from "../../src/sql/model.ts";
import { isTried, runs } from "../extent.ts";
import { RELATIONS, VALID } from "./valid-queries.ts";
import { WRONG } from "./wrong-queries.ts";

/** What these say of themselves is needed to run: files and extensions that are not here, and settings. */
const NOT_HERE = /file\.parquet|^pivot|tablesample bernoulli/;

/** A DuckDB that has the relations of the tables of queries. */
async function duckdb(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`create table orders (order_id int, customer_id int, order_date timestamp, amount int, status varchar,
    items struct(sku varchar)[], doc struct(a struct(b int)))`);
  await connection.run(`create table customers (customer_id int, name varchar, country varchar,
    address struct(city varchar, street varchar, zip struct(code int)), valid_from timestamp)`);
  await connection.run(`create table "unknown" (anything int, "offset" int, größe int)`);
  return connection;
}

/** True when a view can be made of the query, as a model is. */
async function takes(connection: DuckDBConnection, sql: string): Promise<boolean> {
  return await connection.run(`create or replace temp view v as (${sql}\n)`).then(
    () => true,
    () => false,
  );
}

describe("DuckDB itself", () => {
  it("takes the queries that are called right, and yields the columns that we say", async () => {
    const connection = await duckdb();
    const queries = VALID.filter(
      ([sql, , ...dialects]) => (dialects.length === 0 || dialects.includes("duckdb")) && !NOT_HERE.test(sql),
    );
    expect(queries.length).toBeGreaterThan(90);
    const wrong: string[] = [];
    for (const [sql] of queries) {
      const { columns } = analyzeModel({ sql, dialect: "duckdb", relations: RELATIONS });
      try {
        const names = (await connection.run(sql)).columnNames();
        const same =
          columns === undefined ||
          (columns.length === names.length &&
            columns.every((name, at) => name === undefined || name.toLowerCase() === names[at]?.toLowerCase()));
        if (!same) wrong.push(`${sql}: ${names.join(", ")}`);
      } catch (error) {
        wrong.push(`${sql}: ${String(error)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("refuses the queries that are called wrong", async () => {
    const connection = await duckdb();
    const queries = WRONG.filter(
      ([, says, ...dialects]) => says !== "" && (dialects.length === 0 || dialects.includes("duckdb")),
    );
    expect(queries.length).toBeGreaterThan(30);
    const taken: string[] = [];
    expect(await takes(connection, "select order_id from orders")).toBe(true);
    for (const [marked] of queries) {
      const sql = marked.replace(/[«»]/g, "");
      if (await takes(connection, sql)) taken.push(sql);
    }
    expect(taken).toEqual([]);
  });

  it("takes nothing that is called wrong, whichever word of a right query is another", async () => {
    const connection = await duckdb();
    const words =
      "order_id customer_id amount status name total n t o c a b x orders customers 1 * distinct (select".split(" ");
    const queries = VALID.filter(
      ([sql, , ...dialects]) => (dialects.length === 0 || dialects.includes("duckdb")) && !NOT_HERE.test(sql),
    );
    const wrong: string[] = [];
    let refused = 0;
    for (const [sql] of queries) {
      for (const [index, match] of [...sql.matchAll(/\w+/g)].entries()) {
        for (const word of words.filter(
          (_, at) => (at + index) % 3 === 0 && isTried(at + index, 12, 3 * (index % 4)),
        )) {
          const other = sql.slice(0, match.index) + word + sql.slice(match.index + match[0].length);
          const { problems } = analyzeModel({ sql: other, dialect: "duckdb", relations: RELATIONS });
          if (problems.length === 0) continue;
          refused++;
          const isTaken = await takes(connection, other);
          if (isTaken) wrong.push(`${other}: ${problems[0]?.message}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(runs(1000));
  });
});

const EXPECTED = "test/emit/dbt/expected/dbt";

/** The models of every adapter, each with its SQL outside Jinja; what stands in a Jinja block counts. */
const emitted = readdirSync(EXPECTED, { recursive: true, encoding: "utf8" })
  .filter((path) => /^\w+\/models\/.*\.sql$/.test(path))
  .map((path) => ({
    path,
    dialect: path.split("/")[0] as SqlDialect,
    text: readFileSync(`${EXPECTED}/${path}`, "utf8"),
  }));

describe("the SQL that dex writes", () => {
  it("is there", () => {
    expect(emitted.length).toBeGreaterThan(5);
  });

  it.each(emitted)("is read without complaint: $path", ({ dialect, text }) => {
    let masks = 0;
    const relations: Record<string, { label: string; columns: undefined }> = {};
    const sql = text
      .replace(/\{#[\s\S]*?#\}|\{%[\s\S]*?%\}|\{\{ config\(.*\) \}\}/g, "")
      .replace(/\{\{[\s\S]*?\}\}/g, (whole) => {
        const name = `_r${masks++}`;
        relations[name] = { label: whole, columns: undefined };
        return name;
      });
    const { problems, foreign, columns } = analyzeModel({ sql, dialect, relations });
    expect({ problems, foreign }).toEqual({ problems: [], foreign: [] });
    expect(columns?.length).toBeGreaterThan(0);
  });
});
