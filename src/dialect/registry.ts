import { bigquery } from "./bigquery.ts";
import { databricks } from "./databricks.ts";
import type { Dialect } from "./dialect.ts";
import { duckdb } from "./duckdb.ts";
import { mysql } from "./mysql.ts";
import { postgres } from "./postgres.ts";
import { redshift } from "./redshift.ts";
import { snowflake } from "./snowflake.ts";
import { spark } from "./spark.ts";

const registry = { duckdb, postgres, snowflake, bigquery, redshift, databricks, spark, mysql };

/** The name of an SQL dialect. */
export type SqlDialect = keyof typeof registry;

/** Every SQL dialect that dex reads and writes, by name. */
export const dialects: { readonly [name in SqlDialect]: Dialect } = registry;

/** The names of all dialects. */
// The keys of a literal object are exactly those of its type.
export const sqlDialects = Object.keys(registry) as readonly SqlDialect[];
