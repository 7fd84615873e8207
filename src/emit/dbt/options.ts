import type { SqlDialect } from "../../dialect/registry.ts";
import { choice, choices, type OptionsOf, optionsReader } from "../options.ts";

/** The adapters that dex writes a project for; each has the name of the SQL dialect that it speaks. */
export const dbtAdapters = [
  "duckdb",
  "postgres",
  "snowflake",
  "bigquery",
  "redshift",
  "databricks",
] as const satisfies readonly SqlDialect[];

/** The name of an adapter. */
export type Adapter = (typeof dbtAdapters)[number];

/** The options of the dbt emitter. */
export const options = {
  /** The adapters to write a project for, one complete project each. */
  adapters: choices(dbtAdapters, { noun: "adapter", default: ["duckdb"] }),
  /** `dbt_utils` uses that package's tests where they have the same meaning; `native` needs no package. */
  tests: choice(["native", "dbt_utils"], "native"),
};

/** The options of the dbt emitter, every default filled in. */
export type DbtOptions = OptionsOf<typeof options>;

/** Reads the options. */
export const readOptions = optionsReader(options);
