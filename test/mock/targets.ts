import type { DuckDBConnection } from "@duckdb/node-api";
import { misfitQuery } from "../../src/assertion/misfit-query.ts";
import { violationsQuery } from "../../src/assertion/query.ts";
import { dialects } from "../../src/dialect/registry.ts";
import type { Assertion } from "../../src/ir/assertion.ts";
import type { MockedTable } from "../../src/mock/request.ts";
import { sqlStatements } from "../../src/mock/sql.ts";
import { Code, code } from "../../src/text/quote/code.ts";

const { duckdb } = dialects;

/** Makes the tables in DuckDB, each with the number of the row in front. */
export async function load(connection: DuckDBConnection, tables: readonly MockedTable[]): Promise<void> {
  for (const table of tables) {
    const name = duckdb.identifier(table.contract.dataset.name).text;
    await connection.run(`drop table if exists ${name}`);
    for (const { text } of sqlStatements(table, "duckdb")) await connection.run(text);
    // DuckDB numbers the rows of a table in the order in which they were inserted.
    await connection.run(`create or replace table ${name} as select rowid as dex_row, * from ${name}`);
  }
}

/** The rows that the query of an assertion finds in DuckDB, from 0. `figures` if it is about the whole table. Undefined if SQL cannot check it. */
export async function violations(
  connection: DuckDBConnection,
  assertion: Assertion,
  { tables, now }: { readonly tables: readonly MockedTable[]; readonly now: string },
): Promise<readonly number[] | "figures" | undefined> {
  const own = tables.find(({ contract }) => contract.dataset.id === assertion.dataset);
  if (own === undefined) throw new Error(`no rows of ${assertion.dataset}`);
  const context = {
    dialect: { ...duckdb, epochNow: Code.trusted(`epoch(timestamptz '${now}')`) },
    relation: duckdb.identifier(own.contract.dataset.name),
    fields: own.contract.dataset.fields,
    key: ["dex_row"],
    tables: {
      has: (id: string) => tables.some(({ contract }) => contract.dataset.id === id),
      get: (id: string) => {
        const other = tables.find(({ contract }) => contract.dataset.id === id);
        return other && code`${duckdb.identifier(other.contract.dataset.name)}`;
      },
    },
  };
  const query = assertion.rule.kind === "schema" ? misfitQuery(context) : violationsQuery(assertion, context);
  if (!(query instanceof Code)) return undefined;
  const found = (await connection.runAndReadAll(query.text)).getRowObjectsJson();
  if (found.length > 0 && found[0]?.["dex_row"] === undefined) return "figures";
  return [...new Set(found.map((row) => Number(row["dex_row"])))].sort((a, b) => a - b);
}
