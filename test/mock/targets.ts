import type { DuckDBConnection } from "@duckdb/node-api";
import { misfitQuery } from "../../src/assertion/misfit-query.ts";
import { violationsQuery } from "../../src/assertion/query.ts";
import { dialects } from "../../src/dialect/registry.ts";
import type { Assertion } from "../../src/ir/assertion.ts";
import type { MockedTable } from "../../src/mock/request.ts";
import { sqlStatements } from "../../src/mock/sql.ts";
import { Code, code } from "../../src/text/quote/code.ts";

/** A database that rows are loaded into. */
export interface Database {
  readonly dialect: "duckdb" | "postgres";
  run(sql: string): Promise<unknown>;
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** DuckDB in memory. */
export async function duckdbDatabase(connection: DuckDBConnection): Promise<Database> {
  await connection.run("set timezone = 'UTC'");
  return {
    dialect: "duckdb",
    run: (sql) => connection.run(sql),
    query: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
  };
}

/** Makes the tables. The column dex_row has the number of each row, from 0. */
export async function load({ dialect, run }: Database, tables: readonly MockedTable[]): Promise<void> {
  for (const table of tables) {
    const name = dialects[dialect].identifier(table.contract.dataset.name).text;
    const [create, ...inserts] = sqlStatements(table, dialect);
    await run(`drop table if exists ${name}`);
    await run(create?.text ?? "");
    await run("drop sequence if exists dex_rows");
    await run("create sequence dex_rows minvalue 0 start 0");
    await run(`alter table ${name} add column dex_row bigint default nextval('dex_rows')`);
    for (const { text } of inserts) await run(text);
    await run(`alter table ${name} alter column dex_row drop default`);
  }
}

/** What to check, and the time of the check. */
export interface Checked {
  readonly tables: readonly MockedTable[];
  readonly now: string;
}

/** The rows that the query of an assertion finds, from 0. `figures` if it is about the whole table. Undefined if SQL cannot check it. */
export async function violations(
  database: Database,
  assertion: Assertion,
  { tables, now }: Checked,
): Promise<readonly number[] | "figures" | undefined> {
  const dialect = dialects[database.dialect];
  const own = tables.find(({ contract }) => contract.dataset.id === assertion.dataset);
  if (own === undefined) throw new Error(`no rows of ${assertion.dataset}`);
  const context = {
    dialect: { ...dialect, epochNow: Code.trusted(`extract(epoch from timestamptz '${now}')`) },
    relation: dialect.identifier(own.contract.dataset.name),
    fields: own.contract.dataset.fields,
    key: ["dex_row"],
    tables: {
      has: (id: string) => tables.some(({ contract }) => contract.dataset.id === id),
      get: (id: string) => {
        const other = tables.find(({ contract }) => contract.dataset.id === id);
        return other && code`${dialect.identifier(other.contract.dataset.name)}`;
      },
    },
  };
  const query = assertion.rule.kind === "schema" ? misfitQuery(context) : violationsQuery(assertion, context);
  if (!(query instanceof Code)) return undefined;
  const found = await database.query(query.text);
  if (found.length > 0 && found[0]?.["dex_row"] === undefined) return "figures";
  return [...new Set(found.map((row) => Number(row["dex_row"])))].sort((a, b) => a - b);
}
