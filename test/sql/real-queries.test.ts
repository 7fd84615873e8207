import { readdirSync, readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import type { SqlDialect } from "../../src/sql/dialect.ts";
import { analyzeModel } from "../../src/sql/model.ts";
import { RELATIONS, VALID } from "./valid-queries.ts";

/** What these say of themselves is needed to run: files and extensions that are not here, and settings. */
const NOT_HERE = /file\.parquet|^pivot|tablesample bernoulli/;

describe("DuckDB itself", () => {
  it("takes the queries that are called right, and yields the columns that we say", async () => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run(`create table orders (order_id int, customer_id int, order_date timestamp, amount int, status varchar,
      items struct(sku varchar)[], doc struct(a struct(b int)))`);
    await connection.run(`create table customers (customer_id int, name varchar, country varchar,
      address struct(city varchar, street varchar, zip struct(code int)), valid_from timestamp)`);
    await connection.run(`create table "unknown" (anything int, "offset" int, größe int)`);
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
    const sql = text.replace(/\{#[\s\S]*?#\}|\{%[\s\S]*?%\}/g, "").replace(/\{\{[\s\S]*?\}\}/g, (whole) => {
      const name = `_r${masks++}`;
      relations[name] = { label: whole, columns: undefined };
      return name;
    });
    const { problems, foreign, columns } = analyzeModel({ sql, dialect, relations });
    expect({ problems, foreign }).toEqual({ problems: [], foreign: [] });
    expect(columns?.length).toBeGreaterThan(0);
  });
});
