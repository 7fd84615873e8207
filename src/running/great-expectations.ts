import type { BatchPipeline, Endpoint, Step } from "../ir/pipeline.ts";
import type { Argument, Command } from "./command.ts";
import { type Connection, connectionOf, modelSchema, type Setting, settingsOf, variableOf } from "./connection.ts";
import { dbtFolder } from "./dbt.ts";
import { type OtherWarehouses, otherWarehouse } from "./dbt-profile.ts";
import { duckdbFile } from "./duckdb.ts";
import type { ProjectTargets } from "./target.ts";

/** The folder of the suites and their runner, below the output folder. */
export const suitesFolder = "great-expectations";

/** The folder of the suites that read audit tables, below that of a source. It has a folder for each pipeline. */
export const auditFolder = "audit";

/** The script in that folder that runs the suites. */
export const runnerScript = "run_suites.py";

/** The source of a suite. It is the name of the suite's folder and the first argument of the runner. */
export type SuiteSource = "postgres" | "pandas" | "snowflake" | "bigquery" | "redshift" | "databricks";

/** The suites of each type of destination. A new type is a compile error here. */
export const suiteSources: Readonly<Record<Endpoint["type"], SuiteSource | undefined>> = {
  postgres: "postgres",
  snowflake: "snowflake",
  bigquery: "bigquery",
  redshift: "redshift",
  databricks: "databricks",
  duckdb: "pandas",
  filesystem: "pandas",
  mysql: undefined,
};

/** The type of connection that the suites of each source use. */
export const suiteTypes: Readonly<Record<SuiteSource, Endpoint["type"]>> = {
  postgres: "postgres",
  snowflake: "snowflake",
  bigquery: "bigquery",
  redshift: "redshift",
  databricks: "databricks",
  pandas: "duckdb",
};

/** The settings of a connection that the runner reads. For some databases, GX needs a schema in the URL. */
export function suiteSettings(connection: Connection): readonly Setting[] {
  const settings = settingsOf(connection);
  switch (connection.type) {
    case "snowflake":
    case "bigquery":
    case "databricks":
      return [...settings, modelSchema];
    case "filesystem":
      return settings.filter(({ key }) => key === "files");
    case "duckdb":
      return settings.map((setting) => ({ ...setting, otherwise: defaultFile }));
    default:
      return settings;
  }
}

/** The file of dbt's profile, whose path in the profile is relative to the dbt project. */
const defaultFile = `${dbtFolder("duckdb")}/${duckdbFile}`;

/** Runs the suites of a gate on the rows of the destination. */
export function suitesCommand(
  { contracts, isAudit }: Pick<Extract<Step, { kind: "gate" }>, "contracts" | "isAudit">,
  { destination, name }: Pick<BatchPipeline, "destination" | "name">,
  { others, targets, target }: SuitesProject,
): Command | undefined {
  const source = suiteSources[destination.type];
  if (source === undefined) return undefined;
  const suites = { kind: "list", name: "suites", words: contracts, flag: "--suite" } as const;
  const script = `${suitesFolder}/${runnerScript}`;
  const connection = connectionOf(destination);
  // In a project with targets, the runner finds the file of the target.
  const hasFile = source === "pandas" && (targets === undefined || connection.type === "filesystem");
  const where = hasFile ? rowsOf(connection) : selected(destination, connection, others);
  const selection = target === undefined ? [] : ["--target", target];
  const audit = isAudit ? ["--audit", name] : [];
  return {
    tool: "greatExpectations",
    arguments: [script, source, ...where, ...selection, ...audit, suites],
    folder: "",
  };
}

/** The facts about a project that decide where its suites find rows. */
interface SuitesProject {
  readonly others: OtherWarehouses;
  readonly targets?: ProjectTargets;
  readonly target?: string;
}

/** The place of the rows that pandas reads: a DuckDB file, or a folder of files. */
function rowsOf(connection: Connection): readonly Argument[] {
  if (connection.type === "filesystem")
    return ["--files", { kind: "variable", name: variableOf(connection, { key: "files" }) }];
  const name = variableOf(connection, { key: "path" });
  return ["--duckdb", { kind: "variable", name, otherwise: defaultFile }];
}

/** Selects the connection, unless it is the first one, which is the default. */
function selected(destination: Endpoint, { name }: Connection, others: OtherWarehouses): readonly Argument[] {
  return otherWarehouse(destination, others) === undefined ? [] : ["--connection", name];
}
