/** The environment variable with the path of the DuckDB file. dlt, dbt and Great Expectations all read it. */
export const duckdbPath = "DEX_DUCKDB_PATH";

/** The default file if the variable is not set, relative to the dbt project. */
export const duckdbFile = "target/dex.duckdb";
