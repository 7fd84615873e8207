/** The SQL dialects that dex writes. */
export const sqlDialects = ["duckdb", "postgres", "snowflake", "bigquery", "redshift", "databricks"] as const;

/** The name of a dialect. */
export type SqlDialect = (typeof sqlDialects)[number];
