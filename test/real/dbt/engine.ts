import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../command.ts";
import type { Environment } from "../environments/environment.ts";
import type { PostgresServer } from "../postgres/server.ts";

/** The adapters that a test can build on. */
export type Engine = "duckdb" | "postgres";

/** A row as the engine gives it. */
export type ResultRow = readonly unknown[];

/** One database of a test: a file of DuckDB, or a database of the server. */
export interface Database {
  readonly engine: Engine;
  /** The path of the file, or the connection string. */
  readonly where: string;
  /** What the generated profile reads. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs statements. */
  run(script: string): Promise<void>;
  /** The rows of each query, by its name. */
  query<K extends string>(queries: Readonly<Record<K, string>>): Promise<Readonly<Record<K, readonly ResultRow[]>>>;
}

/** What databases are made with. */
export interface Machine {
  readonly dbt: Environment;
  readonly server: PostgresServer;
  readonly folder: string;
}

/** A new, empty database. */
export async function createDatabase(engine: Engine, name: string, machine: Machine): Promise<Database> {
  const { dbt, server, folder } = machine;
  if (engine === "duckdb") {
    const path = join(folder, `${name}.duckdb`);
    return database(engine, path, { machine, env: { DEX_WAREHOUSE_PATH: path } });
  }
  const url = (of: string) => `host=${server.host} port=${server.port} user=${server.user} dbname=${of}`;
  await execute(dbt, folder, {
    engine,
    where: url("postgres"),
    task: { script: `create database ${name}`, queries: {} },
  });
  const env = serverVariables("warehouse", server, name);
  return database(engine, url(name), { machine, env });
}

/** A new database with what another one has, to which nobody is connected. */
export async function copyDatabase({ engine, where }: Database, name: string, machine: Machine): Promise<Database> {
  const { dbt, server, folder } = machine;
  if (engine === "duckdb") {
    const path = join(folder, `${name}.duckdb`);
    copyFileSync(where, path);
    return database(engine, path, { machine, env: { DEX_WAREHOUSE_PATH: path } });
  }
  const url = (of: string) => where.replace(/dbname=\w+/, `dbname=${of}`);
  const template = /dbname=(\w+)/.exec(where)?.[1];
  await execute(dbt, folder, {
    engine,
    where: url("postgres"),
    task: { script: `create database ${name} template ${template}`, queries: {} },
  });
  return database(engine, url(name), { machine, env: serverVariables("warehouse", server, name) });
}

/** The variables of a connection to a database of the server. */
export function serverVariables(
  connection: string,
  { host, port, user }: Pick<PostgresServer, "host" | "port" | "user">,
  name: string,
): Readonly<Record<string, string>> {
  const settings = { HOST: host, PORT: String(port), USER: user, PASSWORD: "unused", DATABASE: name };
  const prefix = `DEX_${connection.toUpperCase()}_`;
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [`${prefix}${key}`, value]));
}

function database(
  engine: Engine,
  where: string,
  { machine, env }: { machine: Machine; env: Readonly<Record<string, string>> },
): Database {
  const ask = (task: Task) => execute(machine.dbt, machine.folder, { engine, where, task });
  return {
    engine,
    where,
    env,
    run: async (script) => {
      await ask({ script, queries: {} });
    },
    // The script answers with the names it was given.
    query: async <K extends string>(queries: Readonly<Record<K, string>>) =>
      (await ask({ script: null, queries })) as Record<K, readonly ResultRow[]>,
  };
}

interface Task {
  readonly script: string | null;
  readonly queries: Readonly<Record<string, string>>;
}

async function execute(
  { python }: Environment,
  cwd: string,
  { engine, where, task }: { engine: Engine; where: string; task: Task },
): Promise<Record<string, readonly ResultRow[]>> {
  const script = join(import.meta.dirname, "query.py");
  const { status, stdout, stderr } = await run(python, [script, engine, where], { cwd, input: JSON.stringify(task) });
  if (status !== 0) throw new Error(`${engine}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, readonly ResultRow[]>;
}
