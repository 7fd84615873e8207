// Prints the row of the table "everything" that each driver and its adapter give, or the pointers of the problems that the validator finds in it.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fromDuckDB } from "shop-contracts/drivers/duckdb";
import { fromJson } from "shop-contracts/drivers/json";
import * as pgAdapter from "shop-contracts/drivers/pg";
import * as postgresAdapter from "shop-contracts/drivers/postgres";
import { checkEverything, everythingSpec } from "shop-contracts/everything";

const [, , url, duckdbTable, withoutNulls] = process.argv;
const require = createRequire(import.meta.url);
const printed = {};

/** Keeps what can become JSON again: the row that the validator accepts, else the problems. */
function judge(name, row) {
  const checked = checkEverything(row);
  printed[name] = checked.ok ? checked.row : { problems: checked.problems.map(({ pointer }) => pointer) };
}

const select = "select * from everything";

async function readPg() {
  const pg = require("pg");
  const given = await readWith(new pg.Client({ connectionString: url }));
  judge("pg", pgAdapter.fromPg(everythingSpec, given.row));
  judge("pg as JSON", fromJson(everythingSpec, JSON.parse(JSON.stringify(given.row)), { timezone: "local" }));
  judge("to_jsonb", fromJson(everythingSpec, given.whole));
  judge("text of to_jsonb", fromJson(everythingSpec, given.text));
  const exact = await readWith(new pg.Client({ connectionString: url, types: pgAdapter.exactTypes(pg.types) }));
  judge("pg exact", pgAdapter.fromPg(everythingSpec, exact.row));
  const { Kysely, PostgresDialect } = await import("kysely");
  const db = new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }) });
  const found = await db.selectFrom("everything").selectAll().executeTakeFirstOrThrow();
  judge("kysely", pgAdapter.fromPg(everythingSpec, found));
  await db.destroy();
}

/** The row, and the same as JSON. */
async function readWith(client) {
  await client.connect();
  const { rows } = await client.query(select);
  const json = await client.query("select to_jsonb(e) as whole, to_jsonb(e)::text as text from everything e");
  await client.end();
  return { row: rows[0], ...json.rows[0] };
}

async function readPostgres() {
  const { default: postgres } = await import("postgres");
  const exact = { types: postgresAdapter.exactTypes, fetch_types: false };
  for (const [name, options, query] of [
    ["postgres without nulls", {}, withoutNulls],
    ["postgres exact", exact, select],
  ]) {
    const sql = postgres(url, { ...options, max: 1 });
    const [row] = await sql.unsafe(query);
    judge(name, postgresAdapter.fromPostgres(everythingSpec, row));
    await sql.end();
  }
}

async function readDuckdb() {
  const { DuckDBInstance } = require("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("set timezone = 'Asia/Kolkata'");
  for (const statement of JSON.parse(duckdbTable)) await connection.run(statement);
  for (const method of ["getRowObjects", "getRowObjectsJson", "getRowObjectsJS"]) {
    const reader = await connection.runAndReadAll(select);
    judge(`duckdb ${method}`, fromDuckDB(everythingSpec, reader[method]()[0]));
  }
}

await readPg();
if (existsSync("node_modules/postgres")) await readPostgres();
await readDuckdb();
console.log(JSON.stringify(printed));
