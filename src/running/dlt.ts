import type { Endpoint } from "../ir/pipeline.ts";
import * as python from "../text/quote/python.ts";
import { type Command, fullRefresh } from "./command.ts";
import { duckdbPath } from "./duckdb.ts";

/** The folder of the scripts, below the output folder. */
export const extractFolder = "extract";

/** The script that extracts and loads the tables of a pipeline. */
export function scriptPath({ name }: { readonly name: string }): string {
  return `${extractFolder}/${name}.py`;
}

/** Loads the table of a contract, or all tables of the script. */
export function extractCommand(pipeline: { readonly name: string }, contract: string | undefined): Command {
  const table = contract === undefined ? [] : ["--table", contract];
  return { tool: "extract", arguments: [scriptPath(pipeline), ...table, fullRefresh], folder: "" };
}

/** The name of a connection in dlt's configuration. It is a section of a file, or a part of a variable name. */
export function sectionOf({ connection }: Pick<Endpoint, "connection">): string {
  return python.wordFrom(connection, "connection");
}

/** The environment variable that dlt reads for a setting of a connection. */
export function dltVariable(kind: "sources" | "destination", at: Pick<Endpoint, "connection">, name: string): string {
  return `${kind}__${sectionOf(at)}__${name}`.toUpperCase();
}

/** The environment variable with the URL of the source. */
export function sourceVariable(source: Pick<Endpoint, "connection">): string {
  return dltVariable("sources", source, "credentials");
}

/** An environment variable with an example value. */
export interface ExampleVariable {
  readonly name: string;
  readonly example: string;
}

/** A setting of a destination in dlt's configuration, with an example value. */
type Setting = readonly [name: string, example: string];

const URL = (example: string): readonly Setting[] => [["CREDENTIALS", example]];

/** The connection settings of each destination. dlt does not support MySQL, and all tools share one variable for DuckDB. */
const SETTINGS: Readonly<Record<Endpoint["type"], readonly Setting[]>> = {
  duckdb: [],
  postgres: URL("postgresql://user:password@host:5432/database"),
  redshift: URL("redshift://user:password@host:5439/database"),
  snowflake: URL("snowflake://user:password@account/database?warehouse=name&role=name"),
  bigquery: [
    ["CREDENTIALS__PROJECT_ID", "project"],
    ["CREDENTIALS__CLIENT_EMAIL", "account@project.iam.gserviceaccount.com"],
    ["CREDENTIALS__PRIVATE_KEY", "key"],
  ],
  databricks: [
    ["CREDENTIALS__SERVER_HOSTNAME", "host"],
    ["CREDENTIALS__HTTP_PATH", "path"],
    ["CREDENTIALS__CATALOG", "name"],
    ["CREDENTIALS__ACCESS_TOKEN", "secret"],
  ],
  filesystem: [["BUCKET_URL", "s3://bucket/folder"]],
  mysql: [],
};

/** The environment variables with the connection settings of a destination. */
export function destinationVariables(destination: Endpoint): readonly ExampleVariable[] {
  if (destination.type === "duckdb") return [{ name: duckdbPath, example: "/path/to/warehouse.duckdb" }];
  return SETTINGS[destination.type].map(([name, example]) => ({
    name: dltVariable("destination", destination, name),
    example,
  }));
}
