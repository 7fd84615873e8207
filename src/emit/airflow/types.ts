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

/** How the engines reach a destination: the adapter of dbt, and the words by which the runner of suites finds the rows. */
interface Reach {
  readonly dbt?: string;
  readonly greatExpectations?: string;
}

/** A total map: another kind of destination is a compile error here. */
export const REACH: Readonly<Record<Endpoint["type"], Reach>> = {
  postgres: { dbt: "postgres", greatExpectations: "postgres" },
  // The same file as in the generated profile of dbt, which sees it from its own folder.
  duckdb: {
    dbt: "duckdb",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
    greatExpectations: 'pandas --duckdb "${DEX_DUCKDB_PATH:-dbt/duckdb/target/dex.duckdb}"',
  },
  snowflake: { dbt: "snowflake", greatExpectations: "snowflake" },
  bigquery: { dbt: "bigquery", greatExpectations: "bigquery" },
  redshift: { dbt: "redshift", greatExpectations: "redshift" },
  databricks: { dbt: "databricks", greatExpectations: "databricks" },
  mysql: {},
  filesystem: { greatExpectations: 'pandas --files "$DEX_FILES"' },
};
