import type { Endpoint, Pipeline } from "../ir/pipeline.ts";
import * as python from "../text/quote/python.ts";

/** The type of system that a connection connects to. */
export type ConnectionType = Endpoint["type"];

/** A named connection to a system. */
export interface Connection {
  /** The name in the spec, as a word: a part of variable names, and a section of dlt's configuration. */
  readonly name: string;
  readonly type: ConnectionType;
  /** The database of the spec. It is the default of the variable. */
  readonly database?: string;
}

/** A setting of a connection. Its value is in one environment variable, which all tools read. */
export interface Setting {
  readonly key: string;
  /** A description in a few words. */
  readonly about: string;
  /** The value if the variable is not set. A setting without a default must be set. */
  readonly otherwise?: string;
  readonly isSecret?: true;
  /** The target of dbt that the variable is for, if each target has its own. */
  readonly target?: string;
}

const user: Setting = { key: "user", about: "the user" };
const password: Setting = { key: "password", about: "the password", otherwise: "", isSecret: true };
const database: Setting = { key: "database", about: "the database" };
const server = (port: string): readonly Setting[] => [
  { key: "host", about: "the host of the server" },
  { key: "port", about: "the port of the server", otherwise: port },
  user,
  password,
  database,
];

/** The settings of each type of connection. */
const SETTINGS: Readonly<Record<ConnectionType, readonly Setting[]>> = {
  postgres: server("5432"),
  mysql: server("3306"),
  redshift: server("5439"),
  snowflake: [
    { key: "account", about: "the account" },
    user,
    password,
    { key: "role", about: "the role" },
    { key: "warehouse", about: "the virtual warehouse that runs queries" },
    database,
  ],
  bigquery: [
    { key: "project", about: "the project" },
    { key: "location", about: "the location of the datasets", otherwise: "US" },
    {
      key: "key_file",
      about: "the key file of a service account; without it, Google's default credentials apply",
      otherwise: "",
    },
  ],
  databricks: [
    { key: "host", about: "the host of the workspace" },
    { key: "http_path", about: "the HTTP path of the SQL warehouse" },
    { key: "token", about: "the access token", isSecret: true },
    { key: "catalog", about: "the catalog" },
  ],
  duckdb: [{ key: "path", about: "the full path of the DuckDB file" }],
  filesystem: [
    { key: "url", about: "the URL of the bucket, or the folder, that tables are loaded into" },
    { key: "files", about: "the local folder with one file per table that suites read" },
  ],
};

/** The setting whose default is `database` in a spec. */
const DATABASE: Partial<Record<ConnectionType, string>> = {
  postgres: "database",
  mysql: "database",
  redshift: "database",
  snowflake: "database",
  bigquery: "project",
  databricks: "catalog",
};

/** The key of the setting with the database of a warehouse. */
export function databaseSetting(type: ConnectionType): string {
  return DATABASE[type] ?? "path";
}

/** The setting of every warehouse for the schema in which dbt builds models. */
export const modelSchema: Setting = {
  key: "schema",
  about: "the schema in which models are built",
  otherwise: "analytics",
};

/** The settings of a connection. The database of the spec is a default. */
export function settingsOf({ type, database: named }: Connection): readonly Setting[] {
  if (named === undefined) return SETTINGS[type];
  return SETTINGS[type].map((setting) => (setting.key === DATABASE[type] ? { ...setting, otherwise: named } : setting));
}

/** Every setting that some type of warehouse has. */
export const warehouseSettings: readonly string[] = [
  ...new Set(
    Object.entries(SETTINGS).flatMap(([type, settings]) =>
      type === "mysql" || type === "filesystem" ? [] : settings.map(({ key }) => key),
    ),
  ),
].sort();

/** The environment variable of a setting, such as `DEX_WAREHOUSE_HOST`, or `DEX_WAREHOUSE_PROD_HOST` if each target has its own. */
export function variableOf(
  { name }: Pick<Connection, "name">,
  { key, target }: Pick<Setting, "key" | "target">,
): string {
  return [`DEX_${name}`, ...(target === undefined ? [] : [target]), key].join("_").toUpperCase();
}

/** The connection of a source or a destination. */
export function connectionOf({ connection, type, database: named }: Omit<Endpoint, "schema">): Connection {
  const name = python.wordFrom(connection, "connection");
  return { name, type, ...(named !== undefined && { database: named }) };
}

/** The name of the connection to the warehouse in a project without pipelines. */
const WAREHOUSE = "warehouse";

/**
 * The connections to the warehouses of one type: those of the destinations. A project without such a destination can be built on another type of
 * warehouse, over the same connection names.
 */
export function warehouses(
  pipelines: readonly Pipeline[],
  type: ConnectionType,
): readonly [Connection, ...Connection[]] {
  const all = pipelines.flatMap((pipeline) => (pipeline.kind === "batch" ? [pipeline.destination] : []));
  const own = all.filter((destination) => destination.type === type);
  const [first, ...others] = unique(own.map(connectionOf));
  if (first !== undefined) return [first, ...others];
  const [other] = all;
  return [other === undefined ? { name: WAREHOUSE, type } : { name: connectionOf(other).name, type }];
}

/** The names of the connections to warehouses. */
export function warehouseNames(pipelines: readonly Pipeline[]): readonly string[] {
  const names = pipelines.flatMap((one) => (one.kind === "batch" ? [connectionOf(one.destination).name] : []));
  return names.length === 0 ? [WAREHOUSE] : [...new Set(names)];
}

/** Removes duplicate names. A connection with two databases has no default for the database. */
function unique(connections: readonly Connection[]): readonly Connection[] {
  const found = new Map<string, Connection>();
  for (const connection of connections) {
    const { name, type } = connection;
    const known = found.get(name);
    found.set(name, known !== undefined && known.database !== connection.database ? { name, type } : connection);
  }
  return [...found.values()];
}
