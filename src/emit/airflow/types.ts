import type { Endpoint, Step } from "../../ir/pipeline.ts";

/** The task groups that a DAG may have; a task's id begins with its group's. */
export type Group = "extract" | "staging" | "models" | "quality";

/** The group of each kind of step; none for those at the top. */
export const GROUPS = {
  extract: "extract",
  staging: "staging",
  model: "models",
  freshness: "quality",
  gate: "quality",
  publish: undefined,
  task: undefined,
} as const satisfies Readonly<Record<Step["kind"], Group | undefined>>;

/** How the engines reach a destination: the adapter of dbt, the words by which the runner of suites finds the rows, and the variable that it reads. */
interface Reach {
  readonly dbt?: string;
  readonly greatExpectations?: string;
  readonly url?: string;
}

/** A total map: another kind of destination is a compile error here. */
export const REACH: Readonly<Record<Endpoint["type"], Reach>> = {
  postgres: { dbt: "postgres", greatExpectations: "postgres", url: "DEX_POSTGRES_URL" },
  // The same file as in the generated profile of dbt, which sees it from its own folder.
  duckdb: {
    dbt: "duckdb",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
    greatExpectations: 'pandas --duckdb "${DEX_DUCKDB_PATH:-dbt/duckdb/target/dex.duckdb}"',
  },
  snowflake: { dbt: "snowflake", greatExpectations: "snowflake", url: "DEX_SNOWFLAKE_URL" },
  bigquery: { dbt: "bigquery", greatExpectations: "bigquery", url: "DEX_BIGQUERY_URL" },
  redshift: { dbt: "redshift", greatExpectations: "redshift", url: "DEX_REDSHIFT_URL" },
  databricks: { dbt: "databricks", greatExpectations: "databricks", url: "DEX_DATABRICKS_URL" },
  mysql: {},
  filesystem: { greatExpectations: 'pandas --files "$DEX_FILES"', url: "DEX_FILES" },
};
