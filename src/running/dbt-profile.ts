import type { Endpoint } from "../ir/pipeline.ts";
import { duckdbFile, duckdbPath } from "./duckdb.ts";

/** A destination that dbt has an adapter for. The adapter has the same name. */
export type DbtAdapter = Exclude<Endpoint["type"], "mysql" | "filesystem">;

/** An entry of a profile with a value from the environment. */
export interface ProfileVariable {
  readonly key: string;
  readonly variable: string;
  /** The default if the variable is not set. Secrets have no default. */
  readonly otherwise?: string;
  readonly type?: "number" | "secret";
}

/** An entry of a profile: a variable or a fixed value. */
export type ProfileEntry = ProfileVariable | { readonly key: string; readonly value: string };

/** Finds the dbt adapter of a destination. Undefined if dbt has none. */
export function adapterOf({ type }: Pick<Endpoint, "type">): DbtAdapter | undefined {
  return type === "mysql" || type === "filesystem" ? undefined : type;
}

/** An entry with the value of `DEX_<adapter>_<key>`, or of `DEX_<adapter>_<name>`. */
function entry(
  adapter: DbtAdapter,
  key: string,
  { name = key, ...more }: Partial<ProfileVariable> & { name?: string },
) {
  return { key, variable: `DEX_${adapter}_${name}`.toUpperCase(), ...more };
}

/** dbt hides the values of variables with this prefix in its logs. */
function secret(adapter: DbtAdapter, key: string): ProfileVariable {
  return { key, variable: `DBT_ENV_SECRET_DEX_${adapter}_${key}`.toUpperCase(), type: "secret" };
}

const schema = (key: string): ProfileVariable => ({ key, variable: "DEX_SCHEMA", otherwise: "analytics" });

/** The connection in the profile of each adapter. Credentials are always read from the environment. */
export const profileEntries: Readonly<Record<DbtAdapter, readonly ProfileEntry[]>> = {
  duckdb: [{ key: "path", variable: duckdbPath, otherwise: duckdbFile }, schema("schema")],
  postgres: [
    entry("postgres", "host", { otherwise: "localhost" }),
    entry("postgres", "port", { otherwise: "5432", type: "number" }),
    entry("postgres", "user", { otherwise: "postgres" }),
    secret("postgres", "password"),
    entry("postgres", "dbname", { name: "database", otherwise: "postgres" }),
    schema("schema"),
  ],
  redshift: [
    entry("redshift", "host", { otherwise: "localhost" }),
    entry("redshift", "port", { otherwise: "5439", type: "number" }),
    entry("redshift", "user", { otherwise: "dbt" }),
    secret("redshift", "password"),
    entry("redshift", "dbname", { name: "database", otherwise: "dev" }),
    schema("schema"),
  ],
  snowflake: [
    entry("snowflake", "account", { otherwise: "account" }),
    entry("snowflake", "user", { otherwise: "dbt" }),
    secret("snowflake", "password"),
    entry("snowflake", "role", { otherwise: "transformer" }),
    entry("snowflake", "warehouse", { otherwise: "transforming" }),
    entry("snowflake", "database", { otherwise: "analytics" }),
    schema("schema"),
  ],
  bigquery: [
    { key: "method", value: "oauth" },
    entry("bigquery", "project", { otherwise: "project" }),
    schema("dataset"),
    entry("bigquery", "location", { otherwise: "EU" }),
  ],
  databricks: [
    entry("databricks", "host", { otherwise: "localhost" }),
    entry("databricks", "http_path", { otherwise: "/sql/1.0/warehouses/id" }),
    secret("databricks", "token"),
    entry("databricks", "catalog", { otherwise: "main" }),
    schema("schema"),
  ],
};

/** The environment variables that a profile reads. */
export function profileVariables(adapter: DbtAdapter): readonly string[] {
  return profileEntries[adapter].flatMap((one) => ("variable" in one ? [one.variable] : []));
}
