import type { DbtAdapter } from "./dbt-profile.ts";

/**
 * The statement that puts a session in UTC, for each adapter whose sessions may have another time zone: that of the user, the server or the
 * machine. BigQuery's sessions are in UTC.
 */
export const useUtc: Readonly<Record<DbtAdapter, string | undefined>> = {
  duckdb: "set timezone = 'UTC'",
  postgres: "set timezone to 'UTC'",
  redshift: "set timezone to 'UTC'",
  snowflake: "alter session set timezone = 'UTC'",
  databricks: "set time zone 'UTC'",
  bigquery: undefined,
};
