import type { Endpoint } from "../ir/pipeline.ts";
import * as python from "../text/quote/python.ts";

/** The variable that names the DuckDB file to every tool: dlt, dbt and Great Expectations. */
export const duckdbPath = "DEX_DUCKDB_PATH";

/** The name of a connection in dlt's configuration: a section there, a piece of a variable in the environment. */
export function sectionOf({ connection }: Pick<Endpoint, "connection">): string {
  return python.wordFrom(connection, "connection");
}

/** The variable of dlt's that leads to a connection. */
export function dltVariable(kind: "sources" | "destination", at: Pick<Endpoint, "connection">, name: string): string {
  return `${kind}__${sectionOf(at)}__${name}`.toUpperCase();
}
