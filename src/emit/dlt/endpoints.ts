import type { Endpoint } from "../../ir/pipeline.ts";
import { type Code, code } from "../../text/quote/code.ts";

/** The type of a source or destination. */
type EndpointType = Endpoint["type"];

/** A database that rows can be read from: the packages that SQLAlchemy needs for it. */
interface ExtractSource {
  readonly packages: readonly Code[];
}

/** The databases that rows are read from. Files are not among them: they have no columns to select. */
export const sources: Readonly<Record<EndpointType, ExtractSource | undefined>> = {
  postgres: {
    packages: [code`psycopg2-binary>=2.9`],
  },
  mysql: { packages: [code`pymysql>=1.1`] },
  redshift: {
    packages: [code`psycopg2-binary>=2.9`, code`sqlalchemy-redshift>=0.8`],
  },
  duckdb: { packages: [code`duckdb-engine>=0.17`] },
  snowflake: {
    packages: [code`snowflake-sqlalchemy>=1.7`],
  },
  bigquery: { packages: [code`sqlalchemy-bigquery>=1.12`] },
  databricks: {
    packages: [code`databricks-sqlalchemy>=2.0`],
  },
  filesystem: undefined,
};

/** How dlt treats names: unchanged, or by a convention of dex_names.py that matches dbt's SQL in the warehouse. */
type Naming = "direct" | "dex_names.BareIsUpper" | "dex_names.Lower";

/** A destination of dlt: its naming convention, and whether rows can replace those with the same key. */
interface LoadDestination {
  readonly naming: Naming;
  readonly merges: boolean;
  /** Whether a table keeps a name with blanks and hyphens. */
  readonly quotesNames?: boolean;
}

/** The destinations that rows are loaded into. dlt has none for MySQL. */
export const destinations: Readonly<Record<EndpointType, LoadDestination | undefined>> = {
  duckdb: { naming: "direct", merges: true, quotesNames: true },
  postgres: { naming: "direct", merges: true, quotesNames: true },
  redshift: { naming: "dex_names.Lower", merges: true },
  snowflake: { naming: "dex_names.BareIsUpper", merges: true },
  bigquery: { naming: "direct", merges: true },
  databricks: { naming: "dex_names.Lower", merges: true },
  filesystem: { naming: "direct", merges: false },
  mysql: undefined,
};
