import type { Endpoint, Pipeline } from "../ir/pipeline.ts";
import {
  type Connection,
  connectionOf,
  modelSchema,
  type Setting,
  settingsOf,
  variableOf,
  warehouses,
} from "./connection.ts";
import type { ConnectionUse } from "./connection-use.ts";
import { duckdbFile } from "./duckdb.ts";

/** A destination that dbt has an adapter for. The adapter has the same name. */
export type DbtAdapter = Exclude<Endpoint["type"], "mysql" | "filesystem">;

/** An entry of a profile with a value from the environment. */
export interface ProfileVariable {
  readonly key: string;
  readonly variable: string;
  /** The value if the variable is not set. It is required, because dbt also reads the profile for commands that do not connect. */
  readonly otherwise: string;
  readonly isNumber: boolean;
}

/** An output of a profile: the connection to a warehouse. */
export interface ProfileOutput {
  /** The target that selects the output. */
  readonly target: string;
  readonly entries: readonly ProfileVariable[];
  /** The variable with the key file of a service account, if the adapter may use one. */
  readonly keyFile?: string;
}

/** Finds the dbt adapter of a destination. Undefined if dbt has none. */
export function adapterOf({ type }: Pick<Endpoint, "type">): DbtAdapter | undefined {
  return type === "mysql" || type === "filesystem" ? undefined : type;
}

/** The profile target that dbt uses by default: the first connection. */
export const dbtTarget = "dev";

/** The key of a setting in a profile, if it differs from the name of the setting. */
const KEYS: Readonly<Record<DbtAdapter, Readonly<Record<string, string>>>> = {
  duckdb: {},
  postgres: { database: "dbname" },
  redshift: { database: "dbname" },
  snowflake: {},
  bigquery: { schema: "dataset", key_file: "keyfile" },
  databricks: {},
};

/** The output of the profile of an adapter for a connection. The connection that is not the first one is in the name of the target. */
export function profileOutput(
  { connection, settings, target = dbtTarget }: Omit<ConnectionUse, "tool">,
  { adapter, isFirst }: { readonly adapter: DbtAdapter; readonly isFirst: boolean },
): ProfileOutput {
  const entries = settings.map((setting) => entry(connection, setting, adapter));
  const keyFile = adapter === "bigquery" ? settings.find(({ key }) => key === "key_file") : undefined;
  return {
    target: targetName(target, isFirst ? undefined : connection.name),
    entries,
    ...(keyFile && { keyFile: variableOf(connection, keyFile) }),
  };
}

/** The settings of a warehouse that its profile reads. */
export function profileSettings(connection: Connection): readonly Setting[] {
  if (connection.type !== "duckdb") return [...settingsOf(connection), modelSchema];
  // The default is a file inside the dbt project.
  return [...settingsOf(connection).map((setting) => ({ ...setting, otherwise: duckdbFile })), modelSchema];
}

function entry(connection: Connection, setting: Setting, adapter: DbtAdapter): ProfileVariable {
  const variable = variableOf(connection, setting);
  return {
    key: KEYS[adapter][setting.key] ?? setting.key,
    variable,
    // The default is not a real host or user, so that an error about the connection names the missing variable.
    otherwise: setting.otherwise ?? `${variable} is not set`,
    isNumber: setting.key === "port",
  };
}

function targetName(target: string, other: string | undefined): string {
  return other === undefined ? target : `${target}_${other}`;
}

/** The names of the connections to warehouses besides the first one of each type, by type and connection. */
export type OtherWarehouses = Readonly<Record<string, string>>;

function warehouseKey({ type, name }: Connection): string {
  return `${type} ${name}`;
}

/** Finds the connections that dbt has other targets for than the default one. */
export function otherWarehouses(pipelines: readonly Pipeline[]): OtherWarehouses {
  const types = pipelines.flatMap((pipeline) => (pipeline.kind === "batch" ? [pipeline.destination.type] : []));
  const others = [...new Set(types)].flatMap((type) =>
    warehouses(pipelines, type)
      .slice(1)
      .map((connection): [string, string] => [warehouseKey(connection), connection.name]),
  );
  return Object.fromEntries(others);
}

/** The connection of a destination in the names of targets. Undefined for the first one. */
export function otherWarehouse(destination: Endpoint, others: OtherWarehouses): string | undefined {
  return others[warehouseKey(connectionOf(destination))];
}

/** The target of a destination. */
export function targetOf(destination: Endpoint, others: OtherWarehouses, target: string = dbtTarget): string {
  return targetName(target, otherWarehouse(destination, others));
}
