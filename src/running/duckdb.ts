/** The DuckDB file of a dbt project if the environment names none, relative to the project. */
export const duckdbFile = "target/dex.duckdb";
