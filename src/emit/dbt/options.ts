import type { SqlDialect } from "../../dialect/registry.ts";
import type { Ir } from "../../ir/ir.ts";
import { choice, type OptionsOf, optionalChoices, optionsReader } from "../options.ts";

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
  /** The adapters to write a project for, one complete project each. They default to those of the pipelines' destinations, or `["duckdb"]` without any. */
  adapters: optionalChoices(dbtAdapters, { noun: "adapter" }),
  /** `dbt_utils` uses that package's tests where they have the same meaning; `native` needs no package. */
  tests: choice(["native", "dbt_utils"], "native"),
};

/** The options of the dbt emitter, every default filled in. */
export type DbtOptions = OptionsOf<typeof options>;

/** Reads the options. */
export const readOptions = optionsReader(options);

/** The adapters to write a project for: those of the config, or else the types of the destinations. */
export function adaptersOf({ adapters }: Pick<DbtOptions, "adapters">, { pipelines }: Ir): readonly Adapter[] {
  if (adapters !== undefined) return adapters;
  const used = new Set(pipelines.flatMap((pipeline) => (pipeline.kind === "batch" ? pipeline.destination.type : [])));
  const found = dbtAdapters.filter((adapter) => used.has(adapter));
  return found.length > 0 ? found : ["duckdb"];
}
