import type { YamlMap } from "../../text/quote/yaml.ts";
import { LAYERS } from "./materialization.ts";
import type { Adapter } from "./options.ts";
import type { ProjectPlan } from "./plan.ts";

/** dbt_project.yml. Only folders that exist are configured, since dbt warns about the others. */
export function projectFile({ name, models }: ProjectPlan): YamlMap {
  const layers: ReadonlySet<string> = new Set(models.map(({ node }) => node.layer));
  const configs = Object.entries(LAYERS).map(([layer, materialized]) => [
    layer,
    layers.has(layer) ? { "+materialized": materialized } : undefined,
  ]);
  const hasSnapshots = models.some(({ node }) => node.snapshot !== undefined);
  return {
    name,
    "config-version": 2,
    profile: name,
    "require-dbt-version": [">=1.10.8", "<3.0.0"],
    "model-paths": ["models"],
    "macro-paths": ["macros"],
    "snapshot-paths": ["snapshots"],
    "test-paths": ["tests"],
    models: layers.size > 0 ? { [name]: Object.fromEntries(configs) } : undefined,
    // dbt's own current time has no time zone. A column may have one, so the warning at every build is noise.
    flags: hasSnapshots ? { warn_error_options: { silence: ["SnapshotTimestampWarning"] } } : undefined,
  };
}

/** packages.yml, for the option `tests: "dbt_utils"`. */
export const packagesFile: YamlMap = {
  packages: [{ package: "dbt-labs/dbt_utils", version: [">=1.4.0", "<2.0.0"] }],
};

/** profiles.yml: the connection, with environment variables for all that differs between machines. It has no credentials. */
export function profilesFile(project: string, adapter: Adapter): YamlMap {
  return { [project]: { target: "dev", outputs: { dev: { type: adapter, ...OUTPUTS[adapter], threads: 4 } } } };
}

function env(name: string, otherwise?: string): string {
  return `{{ env_var('${name}'${otherwise === undefined ? "" : `, '${otherwise}'`}) }}`;
}

/** dbt keeps variables with this prefix out of its logs. */
function secret(name: string): string {
  return env(`DBT_ENV_SECRET_${name}`, "");
}

function port(name: string, otherwise: string): string {
  return `{{ env_var('${name}', '${otherwise}') | as_number }}`;
}

const SCHEMA = env("DEX_SCHEMA", "analytics");

const OUTPUTS: Readonly<Record<Adapter, YamlMap>> = {
  duckdb: { path: env("DEX_DUCKDB_PATH", "target/dex.duckdb"), schema: SCHEMA },
  postgres: {
    host: env("DEX_POSTGRES_HOST", "localhost"),
    port: port("DEX_POSTGRES_PORT", "5432"),
    user: env("DEX_POSTGRES_USER", "postgres"),
    password: secret("DEX_POSTGRES_PASSWORD"),
    dbname: env("DEX_POSTGRES_DATABASE", "postgres"),
    schema: SCHEMA,
  },
  redshift: {
    host: env("DEX_REDSHIFT_HOST", "localhost"),
    port: port("DEX_REDSHIFT_PORT", "5439"),
    user: env("DEX_REDSHIFT_USER", "dbt"),
    password: secret("DEX_REDSHIFT_PASSWORD"),
    dbname: env("DEX_REDSHIFT_DATABASE", "dev"),
    schema: SCHEMA,
  },
  snowflake: {
    account: env("DEX_SNOWFLAKE_ACCOUNT", "account"),
    user: env("DEX_SNOWFLAKE_USER", "dbt"),
    password: secret("DEX_SNOWFLAKE_PASSWORD"),
    role: env("DEX_SNOWFLAKE_ROLE", "transformer"),
    warehouse: env("DEX_SNOWFLAKE_WAREHOUSE", "transforming"),
    database: env("DEX_SNOWFLAKE_DATABASE", "analytics"),
    schema: SCHEMA,
  },
  bigquery: {
    method: "oauth",
    project: env("DEX_BIGQUERY_PROJECT", "project"),
    dataset: SCHEMA,
    location: env("DEX_BIGQUERY_LOCATION", "EU"),
  },
  databricks: {
    host: env("DEX_DATABRICKS_HOST", "localhost"),
    http_path: env("DEX_DATABRICKS_HTTP_PATH", "/sql/1.0/warehouses/id"),
    token: secret("DEX_DATABRICKS_TOKEN"),
    catalog: env("DEX_DATABRICKS_CATALOG", "main"),
    schema: SCHEMA,
  },
};
