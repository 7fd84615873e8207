import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import { connectionOf, settingsOf, variableOf } from "../../running/connection.ts";
import type { BaseContext } from "../command.ts";
import type { ValidateOptions } from "./options.ts";

/** The database of a table: a PostgreSQL URL, or the path of a DuckDB file. */
export type Database =
  | { readonly engine: "postgres"; readonly url: string }
  | { readonly engine: "duckdb"; readonly path: string };

interface Problem {
  readonly problem: string;
}

/** Finds the database of `--table`: the DuckDB file of `--input`, the URL of `--connection-url`, or the warehouse of the project. */
export function databaseOf(
  { options, env }: { readonly options: ValidateOptions } & Pick<BaseContext, "env">,
  { ir, contract }: { readonly ir: Ir; readonly contract: Contract },
): Database | Problem {
  const reference = options["connection-url"];
  if (options.input !== undefined) return { engine: "duckdb", path: options.input };
  return reference === undefined ? fromProject(ir, contract, env) : fromVariable(reference, env);
}

function fromVariable(reference: string, env: BaseContext["env"]): Database | Problem {
  const name = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(reference)?.[1];
  // The message does not repeat the value: it may be the URL itself, with its password.
  if (name === undefined)
    return {
      problem:
        "--connection-url must be the name of an environment variable, not the URL itself: --connection-url env:SHOP_URL.",
    };
  const url = env[name] ?? "";
  if (!/^postgres(ql)?:\/\//.test(url))
    return {
      problem: `${name} ${url === "" ? "is not set" : "is not the URL of a PostgreSQL database"}. Set it: ${name}=postgresql://user:password@host/database.`,
    };
  return { engine: "postgres", url };
}

function fromProject({ pipelines }: Ir, contract: Contract, env: BaseContext["env"]): Database | Problem {
  const batch = pipelines.filter((pipeline) => pipeline.kind === "batch");
  const own = batch.filter((pipeline) => uses(pipeline, contract));
  const [connection] = [...own, ...batch]
    .map(({ destination }) => connectionOf(destination))
    .filter(({ type }) => type === "postgres" || type === "duckdb");
  if (connection === undefined)
    return {
      problem:
        "--table needs a database: --connection-url env:NAME for PostgreSQL, or --input FILE for a DuckDB file. The project has no pipeline to PostgreSQL or DuckDB.",
    };
  const values = new Map(
    settingsOf(connection).map((setting) => [setting.key, env[variableOf(connection, setting)] || setting.otherwise]),
  );
  const missing = settingsOf(connection).filter(({ key }) => values.get(key) === undefined);
  if (missing.length > 0)
    return {
      problem: `The connection ${connection.name} needs ${missing.map((setting) => variableOf(connection, setting)).join(", ")}. Set ${missing.length === 1 ? "it" : "them"}; dex env lists all.`,
    };
  const value = (key: string) => values.get(key) ?? "";
  return connection.type === "duckdb"
    ? { engine: "duckdb", path: value("path") }
    : { engine: "postgres", url: urlOf(value) };
}

function uses({ source, models }: BatchPipeline, { id }: Contract): boolean {
  return (source?.tables ?? []).includes(id) || models.some((model) => model.contract === id);
}

function urlOf(value: (key: string) => string): string {
  const login = `${encodeURIComponent(value("user"))}:${encodeURIComponent(value("password"))}`;
  return `postgresql://${login}@${value("host")}:${value("port")}/${encodeURIComponent(value("database"))}`;
}
