import type { Endpoint } from "../../ir/pipeline.ts";
import { type Code, code } from "../../text/quote/code.ts";
import * as variables from "../variables.ts";

/** A place that rows are read from or loaded into, by its type in a pipeline. */
type EndpointType = Endpoint["type"];

/** A database that rows can be read from: an example of its URL, and the packages that SQLAlchemy reaches it by. */
interface Source {
  readonly url: Code;
  readonly packages: readonly Code[];
}

/** What is read from. Files have no columns to select, so they are not. */
export const sources: Readonly<Record<EndpointType, Source | undefined>> = {
  postgres: {
    url: code`postgresql+psycopg2://user:password@host:5432/database`,
    packages: [code`psycopg2-binary>=2.9`],
  },
  mysql: { url: code`mysql+pymysql://user:password@host:3306/database`, packages: [code`pymysql>=1.1`] },
  redshift: {
    url: code`redshift+psycopg2://user:password@host:5439/database`,
    packages: [code`psycopg2-binary>=2.9`, code`sqlalchemy-redshift>=0.8`],
  },
  duckdb: { url: code`duckdb:///path/to/source.duckdb`, packages: [code`duckdb-engine>=0.17`] },
  snowflake: {
    url: code`snowflake://user:password@account/database?warehouse=name`,
    packages: [code`snowflake-sqlalchemy>=1.7`],
  },
  bigquery: { url: code`bigquery://project`, packages: [code`sqlalchemy-bigquery>=1.12`] },
  databricks: {
    url: code`databricks://token:secret@host?http_path=path&catalog=name`,
    packages: [code`databricks-sqlalchemy>=2.0`],
  },
  filesystem: undefined,
};

/** How dlt keeps names: as they are, or the way a warehouse and dbt's SQL agree on (dex_names.py). */
type Naming = "direct" | "dex_names.BareIsUpper" | "dex_names.Lower";

/** A destination of dlt: the variables that lead to it, with an example each, and how names are kept. */
interface Destination {
  readonly naming: Naming;
  readonly merges: boolean;
  readonly variables: readonly (readonly [variable: string, example: Code])[];
  /** A variable that leads every tool there, so that it is set once. dlt's own, where it is set, goes before it. */
  readonly shared?: readonly [variable: string, example: Code];
}

const URL = (example: Code): Destination["variables"] => [["CREDENTIALS", example]];

/** What is loaded into. dlt has no destination for MySQL. */
export const destinations: Readonly<Record<EndpointType, Destination | undefined>> = {
  duckdb: {
    naming: "direct",
    merges: true,
    variables: [],
    shared: [variables.duckdbPath, code`/path/to/warehouse.duckdb`],
  },
  postgres: { naming: "direct", merges: true, variables: URL(code`postgresql://user:password@host:5432/database`) },
  redshift: {
    naming: "dex_names.Lower",
    merges: true,
    variables: URL(code`redshift://user:password@host:5439/database`),
  },
  snowflake: {
    naming: "dex_names.BareIsUpper",
    merges: true,
    variables: URL(code`snowflake://user:password@account/database?warehouse=name&role=name`),
  },
  bigquery: {
    naming: "direct",
    merges: true,
    variables: [
      ["CREDENTIALS__PROJECT_ID", code`project`],
      ["CREDENTIALS__CLIENT_EMAIL", code`account@project.iam.gserviceaccount.com`],
      ["CREDENTIALS__PRIVATE_KEY", code`key`],
    ],
  },
  databricks: {
    naming: "dex_names.Lower",
    merges: true,
    variables: [
      ["CREDENTIALS__SERVER_HOSTNAME", code`host`],
      ["CREDENTIALS__HTTP_PATH", code`path`],
      ["CREDENTIALS__CATALOG", code`name`],
      ["CREDENTIALS__ACCESS_TOKEN", code`secret`],
    ],
  },
  filesystem: { naming: "direct", merges: false, variables: [["BUCKET_URL", code`s3://bucket/folder`]] },
  mysql: undefined,
};
