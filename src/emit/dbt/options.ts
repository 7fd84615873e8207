import type { SqlDialect } from "../../dialect/registry.ts";
import type { Ir } from "../../ir/ir.ts";
import { warehouseSettings } from "../../running/connection.ts";
import {
  choice,
  choices,
  count,
  type OptionsOf,
  optionalChoice,
  optionalChoices,
  optionalText,
  optionsReader,
} from "../options.ts";
import { targetsOption } from "./targets-option.ts";
import { varsOption } from "./vars-option.ts";

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

const targets = {
  /** The schema of the models. It defaults to the name of the target. `DEX_<CONNECTION>_<TARGET>_SCHEMA` takes precedence. */
  schema: optionalText({
    matches: (name) => /^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(name),
    write: "the name of a schema: letters, digits and _",
    example: "analytics",
  }),
  /** How many models dbt builds at a time. */
  threads: count(4, 1024),
  /** `prefixed` builds a model with `schema: finance` in `<schema of the target>_finance`, `plain` in `finance`. It defaults to `plain` for the target `prod`, else `prefixed`. */
  customSchemas: optionalChoice(["prefixed", "plain"]),
  /** The settings that have a variable of their own in this target, `DEX_<CONNECTION>_<TARGET>_<SETTING>`. */
  variables: choices(warehouseSettings, { noun: "setting", default: [], mayBeEmpty: true }),
};

/** The options of the dbt emitter. */
export const options = {
  /** The adapters to write a project for, one complete project each. They default to those of the pipelines' destinations, or `["duckdb"]` without any. */
  adapters: optionalChoices(dbtAdapters, { noun: "adapter" }),
  /** `dbt_utils` uses that package's tests where they have the same meaning; `native` needs no package. */
  tests: choice(["native", "dbt_utils"], "native"),
  /** The values of `var()` in models with `jinja: true` and in macros. Strings, numbers, booleans, lists and objects keep their types. */
  vars: varsOption(),
  /** The targets of the profile, such as dev and prod. The first one is the default; the variable `DEX_TARGET` selects another for dbt, dlt and Great Expectations. */
  targets: targetsOption(targets),
};

/** The options of the dbt emitter, every default filled in. */
export type DbtOptions = OptionsOf<typeof options>;

/** The options as a config gives them. */
export type GivenOptions = Partial<
  Omit<DbtOptions, "targets"> & { readonly targets: Readonly<Record<string, Partial<OptionsOf<typeof targets>>>> }
>;

/** Reads the options. */
export const readOptions = optionsReader(options);

/** The adapters to write a project for: those of the config, or else the types of the destinations. */
export function adaptersOf({ adapters }: Pick<DbtOptions, "adapters">, { pipelines }: Ir): readonly Adapter[] {
  if (adapters !== undefined) return adapters;
  const used = new Set(pipelines.flatMap((pipeline) => (pipeline.kind === "batch" ? pipeline.destination.type : [])));
  const found = dbtAdapters.filter((adapter) => used.has(adapter));
  return found.length > 0 ? found : ["duckdb"];
}
