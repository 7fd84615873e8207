import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll } from "vitest";

/** Connects to an empty DuckDB database in memory, which closes after the tests of the file. */
export async function duckdbConnection(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  afterAll(() => {
    connection.closeSync();
    instance.closeSync();
  });
  return connection;
}
