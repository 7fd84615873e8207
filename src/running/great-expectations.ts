import type { Endpoint } from "../ir/pipeline.ts";
import type { Argument, Command } from "./command.ts";
import { dbtFolder } from "./dbt.ts";
import { duckdbFile, duckdbPath } from "./duckdb.ts";

/** The folder of the suites and their runner, below the output folder. */
export const suitesFolder = "great-expectations";

/** The script in that folder that runs the suites. */
export const runnerScript = "run_suites.py";

/** The source of a suite. It is the name of the suite's folder and the first argument of the runner. */
export type SuiteSource = "postgres" | "pandas" | "snowflake" | "bigquery" | "redshift" | "databricks";

/** How the runner connects to a destination. */
interface SuiteReach {
  readonly source: SuiteSource;
  /** The arguments after the source. */
  readonly arguments: readonly Argument[];
  /** The required environment variable. */
  readonly variable: string;
}

/** The environment variable with the URL of a database. */
export function urlVariable(source: Exclude<SuiteSource, "pandas">): string {
  return `DEX_${source.toUpperCase()}_URL`;
}

const FILES = "DEX_FILES";

function database(source: Exclude<SuiteSource, "pandas">): SuiteReach {
  return { source, arguments: [], variable: urlVariable(source) };
}

/** The connection of each type of destination. A new type is a compile error here. */
export const suiteReach: Readonly<Record<Endpoint["type"], SuiteReach | undefined>> = {
  postgres: database("postgres"),
  snowflake: database("snowflake"),
  bigquery: database("bigquery"),
  redshift: database("redshift"),
  databricks: database("databricks"),
  duckdb: {
    source: "pandas",
    // The default is the file of dbt's profile. Its path in the profile is relative to the dbt project.
    arguments: ["--duckdb", { kind: "variable", name: duckdbPath, otherwise: `${dbtFolder("duckdb")}/${duckdbFile}` }],
    variable: duckdbPath,
  },
  filesystem: { source: "pandas", arguments: ["--files", { kind: "variable", name: FILES }], variable: FILES },
  mysql: undefined,
};

/** Runs the suites of contracts on the rows of a destination. */
export function suitesCommand(destination: Endpoint, contracts: readonly string[]): Command | undefined {
  const reach = suiteReach[destination.type];
  if (reach === undefined) return undefined;
  const suites = { kind: "list", name: "suites", words: contracts, flag: "--suite" } as const;
  const script = `${suitesFolder}/${runnerScript}`;
  return { tool: "greatExpectations", arguments: [script, reach.source, ...reach.arguments, suites], folder: "" };
}
